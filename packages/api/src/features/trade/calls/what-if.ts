import { date, id } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid, Problem } from '../../../kernel/problem.ts';
import { GraphQLDate, GraphQLMicro } from '../../../kernel/scalars.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { PriceListKind } from '../prices/index.ts';
import { ratedCalls, Tariff, TariffVersion, versionAlone } from '../tariffs/index.ts';

@ObjectType({ description: 'Calls of a month to a zone; money is in millionths of the main unit.' })
export class WhatIfRow {
  @Field(() => GraphQLDate, { description: 'Its first day, in London.' }) month!: string;
  @Field(() => String, { description: 'As they were charged.' }) zone!: string;
  @Field(() => Int, { description: 'Those that the version knows: what follows is of them.' }) calls!: number;
  @Field(() => Int) minutes!: number;
  @Field(() => GraphQLMicro) chargedMicro!: number;
  @Field(() => GraphQLMicro, { description: 'By the version, with its bundles.' }) wouldBeMicro!: number;
  @Field(() => GraphQLMicro, { description: 'What it would be more, or less if it is negative.' })
  differenceMicro!: number;
  @Field(() => GraphQLMicro, {
    nullable: true,
    description:
      'What they were charged at the other side: what a reseller paid for them, or took for them if the version is wholesale. Null where there is none in this currency.',
  })
  otherSideMicro!: number | null;
  @Field(() => Int, { description: 'Further ones, which no prefix of the version begins.' })
  unknownCalls!: number;
  @Field(() => GraphQLMicro, { description: 'What those were charged.' }) unknownMicro!: number;
}

@ObjectType({ description: 'What calls come to by another tariff, beside what was charged for them.' })
export class WhatIf {
  @Field(() => PriceListKind, { description: 'The side whose price it is: the kind of the tariff.' })
  side!: PriceListKind;
  @Field(() => String) currency!: string;
  @Field(() => [WhatIfRow], { description: 'By month, dearest zone first.' }) rows!: WhatIfRow[];
}

const MOST_MONTHS = 12;
/** Milliseconds: a million calls are rated anew in one go. */
const PATIENCE_MS = 60_000;

/**
 * What the calls of a company would have cost by a version of a tariff, a draft too, month by month and zone by zone, beside what was
 * charged. Nothing is written. Bundles begin anew each month; a wholesale one is shared by all calls of the reseller. Row security says
 * which calls and tariffs are there at all. [B2]
 */
export const whatIf = view({
  name: 'whatIf',
  permission: 'PRICE_LIST_READ',
  input: input('WhatIfInput', {
    companyId: id(),
    tariffVersionId: id(),
    firstMonth: date(),
    lastMonth: date(),
  }),
  type: () => WhatIf,
  async run(scope, { companyId, tariffVersionId, firstMonth, lastMonth }): Promise<WhatIf> {
    if (!memberOf(scope.actor).permissions.has('CALL_READ'))
      throw new Problem('FORBIDDEN', 'Your role does not let you see calls.');
    const months = monthsBetween(firstMonth, lastMonth);
    if (months < 1) throw invalid('lastMonth', 'Must not be before the first month.');
    if (months > MOST_MONTHS) throw invalid('lastMonth', `May be at most ${MOST_MONTHS} months in all.`);
    const company = await scope.load(Company, companyId);
    const tariff = await scope.load(Tariff, (await scope.load(TariffVersion, tariffVersionId)).tariffId);
    const wholesale = tariff.kind === 'WHOLESALE';
    const seller = await scope.load(Reseller, company.resellerId);
    if (wholesale ? seller.isPlatform : tariff.resellerId !== seller.id)
      throw conflict(
        wholesale
          ? `${company.name} buys from the operator itself: choose a retail tariff.`
          : `${company.name} buys from ${seller.name}: choose a tariff of theirs, or a wholesale one.`,
        'tariffVersionId',
      );
    const { currency } = wholesale ? seller : company;
    if (currency !== tariff.currency)
      throw conflict(
        `Calls of ${company.name} are charged in ${currency}: choose a tariff in ${currency}.`,
        'tariffVersionId',
      );
    await scope.sql(`set local statement_timeout = ${PATIENCE_MS}`);
    const rows = await scope.sql<WhatIfRow>(comparison(wholesale), [
      companyId,
      tariffVersionId,
      firstMonth,
      lastMonth,
      tariff.id,
      seller.id,
      currency,
    ]);
    return { side: tariff.kind, currency, rows };
  },
});

/** How many months there are from that of one day to that of another, both included. */
function monthsBetween(first: string, last: string): number {
  const of = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return of(last) - of(first) + 1;
}

/** SQL: midnight in London at the beginning of the month of that day, or of so many months later. */
const beginning = (day: string, later = 0): string =>
  `(date_trunc('month', ${day}::date::timestamp) + interval '${later} month') at time zone 'Europe/London'`;

/** The calls of the customer of that side, charged and as they would be: at wholesale that is the reseller, of whom one company is shown. */
function comparison(wholesale: boolean): string {
  const [side, other] = wholesale ? ['wholesale', 'retail'] : ['retail', 'wholesale'];
  return `
    with charged as materialized (
      select c.id, c.company_id, ${wholesale ? 'c.reseller_id' : 'c.company_id'} as customer_id, $5::uuid as tariff_id, c.party as number,
          c.started_at, c.seconds, c.${side}_zone as zone, c.${side}_price_micro as price_micro,
          case when c.${other}_currency = $7 then c.${other}_price_micro end as other_micro
        from call_record c
        where c.reseller_id = $6 and ${wholesale ? '$1::uuid is not null' : 'c.company_id = $1'} and c.direction = 'OUTBOUND' and c.state = 'RATED'
          and c.started_at >= ${beginning('$3')} and c.started_at < ${beginning('$4', 1)}
          and c.${side}_currency = $7
    ), rated as (${ratedCalls({ calls: 'charged', versions: versionAlone('$2') })}
    )
    select to_char(date_trunc('month', timezone('Europe/London', c.started_at)), 'YYYY-MM-DD') as month, c.zone,
        (count(r.price_micro))::integer as calls,
        ceil(coalesce(sum(c.seconds) filter (where r.price_micro is not null), 0) / 60.0)::integer as minutes,
        coalesce(sum(c.price_micro) filter (where r.price_micro is not null), 0)::bigint as "chargedMicro",
        coalesce(sum(r.price_micro), 0)::bigint as "wouldBeMicro",
        (coalesce(sum(r.price_micro), 0) - coalesce(sum(c.price_micro) filter (where r.price_micro is not null), 0))::bigint as "differenceMicro",
        sum(c.other_micro) filter (where r.price_micro is not null)::bigint as "otherSideMicro",
        (count(*) filter (where r.price_micro is null))::integer as "unknownCalls",
        coalesce(sum(c.price_micro) filter (where r.price_micro is null), 0)::bigint as "unknownMicro"
      from charged c join rated r on r.id = c.id
      where c.company_id = $1
      group by 1, 2 order by 1, sum(c.price_micro) desc, 2`;
}
