import { sameValues } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import type { JudgedLine } from './judge-lines.ts';
import { OrderAction, OrderApprover } from './order.entity.ts';
import { orderInput } from './order-lines.ts';
import { orderMoney } from './order-money.ts';
import { dayOfOrder } from './placing.ts';

@ObjectType()
export class OrderProblem {
  @Field(() => String, { description: 'The field of the input, such as lines.0.endUserId.' }) path!: string;
  @Field(() => String) message!: string;
}

/** Lines of an order that do the same, at the same price. */
@ObjectType()
export class OrderItem {
  @Field(() => ID) key!: string;
  @Field(() => OrderAction) action!: OrderAction;
  @Field(() => String) product!: string;
  @Field(() => [String], { description: 'Of a bundle that is added: what it is made of.' })
  contents!: readonly string[];
  @Field(() => Int, { description: 'Units, of all of these lines.' }) quantity!: number;
  @Field(() => GraphQLMinor, { description: 'Per unit and month, without VAT.' }) unitMinor!: number;
  @Field(() => Int, { description: 'From how many on this price holds: 1 where it has no tiers.' })
  fromQuantity!: number;
  @Field(() => String, { nullable: true, description: 'What it was before, if it is another product.' })
  wasProduct!: string | null;
  @Field(() => Int, { nullable: true }) wasQuantity!: number | null;
  @Field(() => GraphQLMinor, { nullable: true }) wasUnitMinor!: number | null;
  @Field(() => Boolean, { description: 'Whether something else is chosen of what the product asks.' })
  otherwise!: boolean;
  @Field(() => Int, { description: 'Lines.' }) lines!: number;
}

/** A quota that the order takes something of, as it would be with it. */
@ObjectType()
export class PreviewedQuota {
  @Field(() => String, { description: 'What it counts.' }) name!: string;
  @Field(() => Boolean, {
    description: 'Of this company; otherwise of all companies of its reseller together.',
  })
  ofCompany!: boolean;
  @Field(() => Boolean, { description: 'Whether it is money a month, not units.' }) money!: boolean;
  @Field(() => String, { description: 'Of what is money.' }) currency!: string;
  @Field(() => GraphQLMinor, { description: 'Units, or minor units a month.' }) most!: number;
  @Field(() => GraphQLMinor) comesTo!: number;
}

@ObjectType()
export class PreviewedOrder {
  @Field(() => GraphQLDate) startsOn!: string;
  @Field(() => [OrderItem]) items!: OrderItem[];
  @Field(() => GraphQLMinor, {
    description: 'By how much it changes what the company pays a month, without VAT.',
  })
  monthlyMinor!: number;
  @Field(() => GraphQLMinor, {
    description: 'By how much it changes the first invoice on which it shows, without VAT.',
  })
  firstInvoiceMinor!: number;
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'By how much it changes what the reseller pays the platform; not shown below the reseller.',
  })
  monthlyCostMinor!: number | null;
  @Field(() => GraphQLMinor, { nullable: true }) firstInvoiceCostMinor!: number | null;
  @Field(() => String) currency!: string;
  @Field(() => String, { nullable: true, description: 'Of what the reseller pays.' })
  costCurrency!: string | null;
  @Field(() => [OrderApprover], { description: 'Whose approval it would wait for, in their order.' })
  awaits!: OrderApprover[];
  @Field(() => [PreviewedQuota], {
    description: 'Quotas that it takes something of, as far as whoever asks sees them.',
  })
  quotas!: PreviewedQuota[];
  @Field(() => [OrderProblem], { description: 'What stands in its way; the sums are without these lines.' })
  problems!: OrderProblem[];
}

/** What an order would change, at prices its reader knows, and what stands in its way. [C4] */
export const previewOrder = view({
  name: 'previewOrder',
  permission: 'SUBSCRIPTION_WRITE',
  input: input('PreviewOrderInput', { input: orderInput.rule }),
  type: () => PreviewedOrder,
  async run(scope, { input: { companyId, lines, startsOn: given, withoutHeld } }): Promise<PreviewedOrder> {
    const company = await chosenCompany(scope, companyId);
    const startsOn = dayOfOrder(scope.now, lines, given);
    const { judged, problems, retail, cost, currency, costCurrency, awaits, quotas } = await orderMoney(
      scope,
      company,
      lines,
      startsOn,
      { withoutHeld: withoutHeld ?? false },
    );
    return {
      startsOn,
      items: itemsOf(judged),
      ...retail,
      monthlyCostMinor: cost?.monthlyMinor ?? null,
      firstInvoiceCostMinor: cost?.firstInvoiceMinor ?? null,
      currency,
      costCurrency: cost && costCurrency,
      awaits,
      quotas: quotas.flatMap(({ name, ofCompany, money, most, comesTo }) =>
        most === null || comesTo === null
          ? []
          : { name, ofCompany, money, currency: ofCompany ? currency : costCurrency, most, comesTo },
      ),
      problems,
    };
  },
});

function itemsOf(lines: readonly JudgedLine[]): OrderItem[] {
  const items = new Map<string, OrderItem>();
  for (const { action, product, contents, quantity, parameters, unitMinor, fromQuantity, was } of lines) {
    const otherwise = action === 'CHANGE' && !sameValues(parameters, was?.parameters ?? {});
    const key = JSON.stringify([action, product, unitMinor, was?.product, was?.unitMinor, otherwise]);
    const item = items.get(key) ?? {
      key,
      action,
      product,
      contents,
      quantity: 0,
      unitMinor,
      fromQuantity,
      wasProduct: was && was.product !== product ? was.product : null,
      wasQuantity: was && 0,
      wasUnitMinor: was?.unitMinor ?? null,
      otherwise,
      lines: 0,
    };
    items.set(key, {
      ...item,
      quantity: item.quantity + quantity,
      wasQuantity: was ? (item.wasQuantity ?? 0) + was.quantity : null,
      lines: item.lines + 1,
    });
  }
  return [...items.values()];
}
