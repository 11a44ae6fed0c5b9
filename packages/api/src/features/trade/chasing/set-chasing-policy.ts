import { id, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { type ChasingStep, chasingSteps, WARNING_DAYS } from './chasing-step.ts';
import { policyFor } from './own-policy.ts';

/**
 * Says whether and when one reminds of one's unpaid invoices: everyone, or a group or one customer otherwise, which
 * may be never, and what is restricted while they are not. Nothing is sent before that for everyone is active. What was sent stays
 * sent, what was begun stays until it is paid or lifted. [B7]
 */
export const setChasingPolicy = verb({
  name: 'setChasingPolicy',
  permission: 'CHASING_WRITE',
  description: 'For everyone if neither a customer nor a group is named.',
  input: input('SetChasingPolicyInput', {
    companyId: optional(id()),
    resellerId: optional(id()),
    groupId: optional(id()),
    active: z.boolean(),
    steps: chasingSteps(),
    warningDays: z
      .number()
      .int('Must be a whole number of days.')
      .min(WARNING_DAYS.least, `Must be at least ${WARNING_DAYS.least} days.`)
      .max(WARNING_DAYS.most, `May be at most ${WARNING_DAYS.most} days.`)
      .default(WARNING_DAYS.least),
  }),
  async run(scope, { companyId, resellerId, groupId, active, steps, warningDays }) {
    if (companyId && resellerId) throw invalid('resellerId', 'Must be left out if a company is named.');
    if (groupId && (companyId || resellerId))
      throw invalid('groupId', 'Must be left out if a customer is named.');
    assertSaid(steps, warningDays);
    const customer = await policyFor(scope, { companyId, resellerId, groupId });
    const { resellerId: own } = memberOf(scope.actor);
    const key = [own, customer.resellerId, customer.companyId, customer.groupId];
    const [had] = await scope.sql<{ active: boolean; same: boolean; warningDays: number }>(
      `select active, steps = $5::jsonb as same, warning_days as "warningDays" from chasing_policy
         where issuer_id = $1 and reseller_id = $2 and company_id is not distinct from $3 and group_id is not distinct from $4 for update`,
      [...key, JSON.stringify(steps)],
    );
    const [set] = await scope.sql<{ id: string }>(
      `insert into chasing_policy (id, issuer_id, reseller_id, company_id, group_id, steps, active, created_at, warning_days)
         values ($6, $1, $2, $3, $4, $5::jsonb, $7, $8, $9)
         on conflict (issuer_id, reseller_id, company_id, group_id)
           do update set active = excluded.active, steps = excluded.steps, warning_days = excluded.warning_days returning id`,
      [...key, JSON.stringify(steps), newId(), active, scope.now, warningDays],
    );
    const policyId = (set as { id: string }).id;
    if (had?.same && had.active === active && had.warningDays === warningDays)
      return { result: policyId, subject: null };
    // How one chases is one's own business: the customer sees nothing of it, in its log neither.
    scope.hint({ kind: 'ChasingPolicy', id: policyId, resellerId: own, companyId: null });
    return {
      result: policyId,
      subject: {
        type: 'ChasingPolicy',
        id: policyId,
        resellerId: own,
        changed: {
          active: [had?.active ?? null, active] as const,
          ...(had?.warningDays === warningDays
            ? {}
            : { warningDays: [had?.warningDays ?? null, warningDays] as const }),
          ...(had?.same ? {} : { steps: [null, null] as const }),
        },
      },
    };
  },
});

/** INVALID_INPUT for what would be said to begin before the invoice is overdue. */
function assertSaid(steps: readonly ChasingStep[], warningDays: number): void {
  const i = steps.findIndex(({ effect, day }) => effect && day <= warningDays);
  if (i >= 0)
    throw invalid(
      `steps.${i}.day`,
      `Must be at least ${warningDays + 1}: it is said ${warningDays} days before, and not before the invoice is overdue.`,
    );
}
