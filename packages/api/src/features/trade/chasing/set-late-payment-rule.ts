import { localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { LateCharging } from './late-payment.entity.ts';

/**
 * Says whether late payment is charged without being told to: with reminders from a day on, or when an invoice that is due from now on
 * is paid. What was charged stays charged. [B7]
 */
export const setLatePaymentRule = verb({
  name: 'setLatePaymentRule',
  permission: 'CHASING_WRITE',
  input: input('SetLatePaymentRuleInput', {
    charging: oneOf(LateCharging),
    fromDay: z
      .number()
      .int('Must be a whole number of days.')
      .min(1, 'Must be at least 1 day after an invoice is due.')
      .max(180, 'May be at most 180 days.')
      .nullable()
      .default(null),
  }),
  async run(scope, { charging, fromDay }) {
    if ((charging === 'WITH_REMINDERS') !== (fromDay !== null))
      throw invalid(
        'fromDay',
        fromDay === null
          ? 'Say from which day after an invoice is due.'
          : 'Must be left out without reminders.',
      );
    const { resellerId } = memberOf(scope.actor);
    const [had] = await scope.sql<{ id: string; charging: LateCharging; fromDay: number | null }>(
      'select id, charging, from_day as "fromDay" from late_payment_rule where reseller_id = $1 for update',
      [resellerId],
    );
    if (had && had.charging === charging && had.fromDay === fromDay) return { result: had.id, subject: null };
    const [kept] = await scope.sql<{ id: string }>(
      `insert into late_payment_rule (id, reseller_id, charging, from_day, since) values ($1, $2, $3, $4, $5)
         on conflict (reseller_id) do update set charging = excluded.charging, from_day = excluded.from_day, since = excluded.since
         returning id`,
      [newId(), resellerId, charging, fromDay, localDate(scope.now)],
    );
    const { id } = kept as { id: string };
    scope.hint({ kind: 'LatePaymentRule', id, resellerId, companyId: null });
    return {
      result: id,
      subject: {
        type: 'LatePaymentRule',
        id,
        resellerId,
        changed: {
          charging: [had?.charging ?? null, charging] as const,
          fromDay: [had?.fromDay ?? null, fromDay] as const,
        },
      },
    };
  },
});
