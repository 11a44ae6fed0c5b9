import { id } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { GraphQLDateTime, GraphQLMicro } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { PriceListKind } from '../prices/index.ts';
import { CallPrice, callPrice, ratesOf } from '../tariffs/index.ts';
import { CallRecord } from './call.entity.ts';

@ObjectType({ description: 'How a call came to what it was charged at a side before it was re-rated.' })
export class EarlierCharge {
  @Field(() => GraphQLMicro, { description: 'What it was rated at.' }) priceMicro!: number;
  @Field(() => GraphQLDateTime, { description: 'When it was re-rated.' }) supersededAt!: Date;
  @Field(() => Boolean, { description: 'Worked out anew, it comes to the same.' }) agrees!: boolean;
  @Field(() => CallPrice, { description: 'Worked out anew, by the version that held then.' })
  price!: CallPrice;
}

@ObjectType({ description: 'How a call comes to what it costs at a side.' })
export class ChargeExplanation {
  @Field(() => GraphQLMicro, { description: 'What is in force.' }) priceMicro!: number;
  @Field(() => Boolean, { description: 'Worked out anew, it comes to the same.' }) agrees!: boolean;
  @Field(() => CallPrice, {
    description: 'Worked out anew, by the version of the tariff that it is rated by.',
  })
  price!: CallPrice;
  @Field(() => [EarlierCharge], { description: 'What it was rated at before, the latest first.' })
  earlier!: EarlierCharge[];
}

/**
 * Explains what a call costs: prefix, zone, band, increments, bundle, rounding and version of the tariff, worked out anew; and likewise
 * what it was rated at before it was re-rated. [B2]
 */
export const explainCharge = view({
  name: 'explainCharge',
  permission: 'CALL_READ',
  shows: { of: () => CallRecord, by: 'callId' },
  input: input('ExplainChargeInput', { callId: id(), side: oneOf(PriceListKind) }),
  type: () => ChargeExplanation,
  async run(scope, { callId, side }): Promise<ChargeExplanation> {
    const { level } = memberOf(scope.actor);
    const wholesale = side === 'WHOLESALE';
    if (wholesale && level !== 'PLATFORM' && level !== 'RESELLER') throw notFound('charge');
    const call = await scope.load(CallRecord, callId);
    const [priceMicro, versionId, currency, bundled] = wholesale
      ? [
          call.wholesalePriceMicro,
          call.wholesaleVersionId,
          call.wholesaleCurrency,
          call.wholesaleBundleSeconds,
        ]
      : [call.retailPriceMicro, call.retailVersionId, call.retailCurrency, call.retailBundleSeconds];
    if (priceMicro === null || !versionId || !currency) {
      if (call.state === 'UNRATED' || call.state === 'UNKNOWN')
        throw conflict('This call has no price yet: it waits for a tariff or a customer.', 'callId');
      throw conflict('Nothing is charged for this call.', 'callId');
    }
    const now = await explained(scope, call, {
      priceMicro,
      versionId,
      currency,
      bundleSeconds: bundled ?? 0,
    });
    const ratings = await scope.sql<Rating & { supersededAt: Date }>(
      `select price_micro as "priceMicro", version_id as "versionId", currency, bundle_seconds as "bundleSeconds", superseded_at as "supersededAt"
         from call_rating where call_id = $1 and side = $2 order by superseded_at desc, id desc`,
      [callId, side],
    );
    const earlier: EarlierCharge[] = [];
    for (const rating of ratings)
      earlier.push({ ...(await explained(scope, call, rating)), supersededAt: rating.supersededAt });
    return { ...now, earlier };
  },
});

interface Rating {
  priceMicro: number | string;
  versionId: string;
  currency: string;
  bundleSeconds: number;
}

/** Works a rating of a call out anew. */
async function explained(
  scope: Scope,
  { party: to, startedAt, seconds }: CallRecord,
  { priceMicro, versionId, currency, bundleSeconds }: Rating,
) {
  const rates = await ratesOf(scope, versionId, to);
  if (!rates) throw notFound('tariff');
  const price = callPrice(rates, { to, startedAt, seconds, currency }, bundleSeconds);
  return { priceMicro: Number(priceMicro), agrees: price.priceMicro === Number(priceMicro), price };
}
