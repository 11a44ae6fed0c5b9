import { id, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { chasingSteps } from './chasing-step.ts';
import { policyFor } from './own-policy.ts';

/**
 * Says whether and when one reminds of one's unpaid invoices: everyone, or a customer otherwise, which may be never. Nothing is
 * sent before that for everyone is active. What was sent stays sent. [B7]
 */
export const setChasingPolicy = verb({
  name: 'setChasingPolicy',
  permission: 'CHASING_WRITE',
  description: 'For everyone if no customer is named.',
  input: input('SetChasingPolicyInput', {
    companyId: optional(id()),
    resellerId: optional(id()),
    active: z.boolean(),
    steps: chasingSteps(),
  }),
  async run(scope, { companyId, resellerId, active, steps }) {
    if (companyId && resellerId) throw invalid('resellerId', 'Must be left out if a company is named.');
    const customer = await policyFor(scope, { companyId, resellerId });
    const { resellerId: own } = memberOf(scope.actor);
    const key = [own, customer.resellerId, customer.companyId];
    const [had] = await scope.sql<{ active: boolean; same: boolean }>(
      `select active, steps = $4::jsonb as same from chasing_policy
         where issuer_id = $1 and reseller_id = $2 and company_id is not distinct from $3 for update`,
      [...key, JSON.stringify(steps)],
    );
    const [set] = await scope.sql<{ id: string }>(
      `insert into chasing_policy (id, issuer_id, reseller_id, company_id, steps, active, created_at) values ($5, $1, $2, $3, $4::jsonb, $6, $7)
         on conflict (issuer_id, reseller_id, company_id) do update set active = excluded.active, steps = excluded.steps returning id`,
      [...key, JSON.stringify(steps), newId(), active, scope.now],
    );
    const policyId = (set as { id: string }).id;
    if (had?.same && had.active === active) return { result: policyId, subject: null };
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
          ...(had?.same ? {} : { steps: [null, null] as const }),
        },
      },
    };
  },
});
