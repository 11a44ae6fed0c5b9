import { id, localDate, type PlainDate } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { view } from '../../../kernel/graphql/door.ts';
import { input, moment } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { GraphQLDate, GraphQLMicro } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type BandRate, dialled, isFreeCall, rateOf } from './rate-of.ts';
import { CallRating } from './tariff.entity.ts';

@ObjectType({ description: 'A stretch of a call within one band.' })
export class CallPart {
  @Field(() => String) band!: string;
  @Field(() => Int, { description: 'Charged seconds that lie in it.' }) seconds!: number;
  @Field(() => Int, { description: 'Of them those that a bundle has.' }) bundleSeconds!: number;
  @Field(() => GraphQLMicro, { description: 'With the access charge.' }) perMinuteMicro!: number;
}

@ObjectType({ description: "Money is in millionths of the currency's main unit." })
export class CallPrice {
  @Field(() => CallRating) status!: CallRating;
  @Field(() => String, { description: 'How it comes to that, in a sentence.' }) because!: string;
  @Field(() => String) currency!: string;
  @Field(() => Int, { nullable: true, description: 'Of the tariff; null where none knows the number.' })
  versionNumber!: number | null;
  @Field(() => GraphQLDate, { nullable: true, description: 'The first day of that version.' })
  versionFrom!: PlainDate | null;
  @Field(() => String, { nullable: true }) zone!: string | null;
  @Field(() => String, { nullable: true }) prefix!: string | null;
  @Field(() => String, { nullable: true, description: 'The one in which it began.' }) band!: string | null;
  @Field(() => Int, { nullable: true }) minimumSeconds!: number | null;
  @Field(() => Int, { nullable: true, description: 'Seconds.' }) firstIncrement!: number | null;
  @Field(() => Int, { nullable: true, description: 'Seconds.' }) nextIncrement!: number | null;
  @Field(() => Int) billedSeconds!: number;
  @Field(() => String, { nullable: true, description: 'Whose minutes are used up first.' }) bundle!:
    | string
    | null;
  @Field(() => GraphQLMicro) connectionMicro!: number;
  @Field(() => GraphQLMicro, {
    nullable: true,
    description: 'The access charge a minute, within the prices of parts.',
  })
  accessMicro!: number | null;
  @Field(() => [CallPart]) parts!: CallPart[];
  @Field(() => GraphQLMicro, {
    nullable: true,
    description: 'Rounded once, half up. Null for a call that nothing prices: it is held, not free.',
  })
  priceMicro!: number | null;
}

/** What a version says of a number. */
export interface NumberRates {
  versionNumber: number;
  versionFrom: PlainDate;
  currency: string;
  zone: string;
  prefix: string;
  bundle: string | null;
  rates: BandRate[];
}

/** The price of one call, explained: the same to the millionth as `ratedCalls` has it. [B2] */
export function callPrice(
  found: NumberRates | null,
  call: { to: string; startedAt: Date; seconds: number; currency: string },
  bundled = 0,
): CallPrice {
  const nothing = {
    currency: call.currency,
    versionNumber: null,
    versionFrom: null,
    zone: null,
    prefix: null,
    band: null,
    minimumSeconds: null,
    firstIncrement: null,
    nextIncrement: null,
    billedSeconds: 0,
    bundle: null,
    connectionMicro: 0,
    accessMicro: null,
    parts: [],
  };
  if (isFreeCall(dialled(call.to)))
    return { ...nothing, status: 'FREE', because: 'It is free to whoever calls.', priceMicro: 0 };
  if (!found)
    return {
      ...nothing,
      status: 'UNRATED',
      because: `No prefix of the tariff begins ${dialled(call.to)}: it is held until one does.`,
      priceMicro: null,
    };
  const { segments, bundleSeconds, ...rated } = rateOf(found.rates, call.startedAt, call.seconds, bundled);
  const began = found.rates.find(({ band }) => band === rated.band) as BandRate;
  return {
    ...nothing,
    ...rated,
    status: 'RATED',
    because: call.seconds
      ? `${call.seconds} seconds are charged as ${rated.billedSeconds}: at least ${began.minimumSeconds}, the first ${began.firstIncrement}, then by ${began.nextIncrement}. Rounded once, half up, to a millionth.`
      : 'Nobody answered: nothing is charged.',
    versionNumber: found.versionNumber,
    versionFrom: found.versionFrom,
    zone: found.zone,
    prefix: found.prefix,
    bundle: found.bundle,
    minimumSeconds: began.minimumSeconds,
    firstIncrement: began.firstIncrement,
    nextIncrement: began.nextIncrement,
    accessMicro: began.accessMicro || null,
    parts: segments,
  };
}

/**
 * What a call would cost by a tariff, outside its bundles: by the version in force when it began, or, where that does not know the
 * number, by the first one after it that does; a draft is asked last. [B2]
 */
export const rateCall = view({
  name: 'rateCall',
  permission: 'PRICE_LIST_READ',
  input: input('RateCallInput', {
    tariffId: id(),
    to: z
      .string()
      .max(40, 'May have at most 40 characters.')
      .regex(/^\+?[\d ().-]*\d[\d ().-]*$/, 'Must be a telephone number such as +442079460018.'),
    startedAt: moment(),
    seconds: z
      .number()
      .int()
      .min(0, 'Must not be below zero.')
      .max(2_678_400, 'May be at most a month, 2,678,400 seconds.'),
  }),
  type: () => CallPrice,
  async run(scope, { tariffId, ...call }): Promise<CallPrice> {
    const [tariff] = await scope.sql<{ currency: string }>('select currency from tariff where id = $1', [
      tariffId,
    ]);
    if (!tariff) throw notFound('tariff');
    return callPrice(await ratesOn(scope, tariffId, call), { ...call, ...tariff });
  },
});

async function ratesOn(
  scope: Scope,
  tariffId: string,
  { to, startedAt }: { to: string; startedAt: Date },
): Promise<NumberRates | null> {
  const number = dialled(to);
  const [version] = await scope.sql<{ id: string }>(
    `select v.id from tariff_version v
      where v.tariff_id = $1 and (v.state = 'DRAFT' or coalesce(v.valid_until > greatest($2, v.valid_from), true))
        and exists (select from tariff_prefix p where p.tariff_version_id = v.id and p.prefix = any ($3))
      order by v.state = 'DRAFT', v.valid_from limit 1`,
    [tariffId, localDate(startedAt), Array.from(number, (_digit, i) => number.slice(0, i + 1))],
  );
  return version ? ratesOf(scope, version.id, to) : null;
}

/** What a version says of a number; null for what it does not know, and for versions that whoever asks has nothing to do with. */
export async function ratesOf(scope: Scope, versionId: string, to: string): Promise<NumberRates | null> {
  const [found] = await scope.sql<NumberRates>(
    `select version_number as "versionNumber", version_from::text as "versionFrom", currency, zone, prefix, bundle, rates from tariff_rates($1, $2)`,
    [versionId, to],
  );
  return found ?? null;
}
