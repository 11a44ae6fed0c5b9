import { Field, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { LateCharging } from './late-payment.entity.ts';

/** Whether one's own customers are charged for late payment without being told to. */
@ObjectType()
export class LatePaymentSetting {
  @Field(() => LateCharging) charging!: LateCharging;
  @Field(() => Int, {
    nullable: true,
    description: 'With reminders: those that many days after an invoice is due, and later.',
  })
  fromDay!: number | null;
}

/** When late payment is charged by whoever asks; never, until they say otherwise. [B7] */
export const latePaymentRule = view({
  name: 'latePaymentRule',
  permission: 'CHASING_WRITE',
  input: input('LatePaymentRuleInput', {}),
  type: () => LatePaymentSetting,
  async run(scope): Promise<LatePaymentSetting> {
    const [rule] = await scope.sql<LatePaymentSetting>(
      'select charging, from_day as "fromDay" from late_payment_rule where reseller_id = $1',
      [memberOf(scope.actor).resellerId],
    );
    return rule ?? { charging: 'NEVER', fromDay: null };
  },
});
