import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { ownCurrency } from '../../platform/tenancy/index.ts';
import { OrderApproval } from './order.entity.ts';

/** Which orders wait for approval. */
@ObjectType()
export class OrderApprovalRule {
  @Field(() => OrderApproval) approval!: OrderApproval;
  @Field(() => GraphQLMinor, {
    description: 'By how much an order may raise the monthly price without approval.',
  })
  aboveMinor!: number;
  @Field(() => String, { description: 'Of that limit.' }) currency!: string;
  @Field(() => [ID], { description: 'Products that are approved whatever they cost.' }) productIds!: string[];
}

/** Which orders one's own side approves: those of the company, or for a reseller those of its companies. [C4] */
export const orderApproval = view({
  name: 'orderApproval',
  permission: 'ORDER_READ',
  input: input('OrderApprovalInput', {}),
  type: () => OrderApprovalRule,
  async run(scope): Promise<OrderApprovalRule> {
    const { level, resellerId, companyId } = memberOf(scope.actor);
    const [rule] = await scope.sql<OrderApprovalRule>(
      `select own.currency, coalesce(approval, 'NEVER') as approval, coalesce(above_minor, 0) as "aboveMinor",
          coalesce(product_ids, '{}') as "productIds"
        from (select ${ownCurrency(level)} as currency) own
        left join ${companyId ? 'order_policy p on p.company_id' : 'reseller_order_policy p on p.reseller_id'} = $1`,
      [companyId ?? resellerId],
    );
    return rule as OrderApprovalRule;
  },
});
