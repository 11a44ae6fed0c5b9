import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { OrderApproval } from './order.entity.ts';

/** Which orders wait for approval. */
@ObjectType()
export class OrderApprovalRule {
  @Field(() => OrderApproval) approval!: OrderApproval;
  @Field(() => GraphQLMinor, {
    description: 'By how much an order may raise the monthly price without approval.',
  })
  aboveMinor!: number;
  @Field(() => [ID], { description: 'Products that are approved whatever they cost.' }) productIds!: string[];
}

/** Which orders one's own side approves: those of the company, or for a reseller those of its companies. [C4] */
export const orderApproval = view({
  name: 'orderApproval',
  permission: 'ORDER_READ',
  input: input('OrderApprovalInput', {}),
  type: () => OrderApprovalRule,
  async run(scope): Promise<OrderApprovalRule> {
    const { resellerId, companyId } = memberOf(scope.actor);
    const [rule] = await scope.sql<OrderApprovalRule>(
      `select approval, above_minor as "aboveMinor", product_ids as "productIds"
        from ${companyId ? 'order_policy where company_id' : 'reseller_order_policy where reseller_id'} = $1`,
      [companyId ?? resellerId],
    );
    return rule ?? { approval: 'NEVER', aboveMinor: 0, productIds: [] };
  },
});
