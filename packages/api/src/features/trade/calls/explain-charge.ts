import { id } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { GraphQLMicro } from '../../../kernel/scalars.ts';
import { PriceListKind } from '../prices/index.ts';
import { CallPrice, callPrice, ratesOf } from '../tariffs/index.ts';
import { CallRecord } from './call.entity.ts';

@ObjectType({ description: 'How a call comes to what it costs at a side.' })
export class ChargeExplanation {
  @Field(() => GraphQLMicro, { description: 'What is charged.' }) priceMicro!: number;
  @Field(() => Boolean, { description: 'Worked out anew, it comes to the same.' }) agrees!: boolean;
  @Field(() => CallPrice, {
    description: 'Worked out anew, by the version of the tariff that it was charged by.',
  })
  price!: CallPrice;
}

/** Explains what a call costs: prefix, zone, band, increments, bundle, rounding and version of the tariff, worked out anew. [B2] */
export const explainCharge = view({
  name: 'explainCharge',
  permission: 'CALL_READ',
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
    const rates = await ratesOf(scope, versionId, call.party);
    if (!rates) throw notFound('tariff');
    const given = { to: call.party, startedAt: call.startedAt, seconds: call.seconds, currency };
    const price = callPrice(rates, given, bundled ?? 0);
    return { priceMicro: Number(priceMicro), agrees: price.priceMicro === Number(priceMicro), price };
  },
});
