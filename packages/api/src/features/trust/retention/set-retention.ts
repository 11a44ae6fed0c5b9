import { newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { type RetentionRule, RetentionRuleChoice, retentionRule } from '../../../kernel/personal-data.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { readTerms, type Tenant } from './matrix.ts';

export const months = (message = 'Must be a whole number of months, 0 or more.') =>
  z.int(message).min(0, message).max(84, 'May be at most 84 months.');

/** Throws unless a tenant may keep what falls under a line of the matrix so short. */
export async function assertShortens(
  scope: Scope,
  tenant: Tenant,
  rule: RetentionRule,
  chosen: number,
): Promise<void> {
  const term = (await readTerms(scope, tenant)).find((one) => one.rule === rule);
  const { by, because } = retentionRule(rule);
  if (!term || term.leastMonths === null || term.usualMonths === null)
    throw invalid('rule', 'Has no time that could be shortened: what falls under it goes by itself.');
  if (chosen < term.leastMonths)
    throw invalid(
      'months',
      `Must be at least ${term.leastMonths} months: ${by === 'STATUTE' ? 'the law asks for it' : 'the agreement promises it'} (${because}).`,
    );
  if (chosen > term.usualMonths)
    throw invalid(
      'months',
      `May be at most ${term.usualMonths} months: a time may be shortened, not made longer. To keep more, place a legal hold.`,
    );
}

/** Keeps what falls under a line of the matrix shorter for one's own tenant, where law and agreement allow; without months as usual. [D4] */
export const setRetention = verb({
  name: 'setRetention',
  description:
    'Keeps what falls under a line of the matrix shorter, where law and agreement allow; without months as usual.',
  permission: 'RETENTION_CHOOSE',
  input: input('SetRetentionInput', { rule: oneOf(RetentionRuleChoice), months: months().nullish() }),
  async run(scope, { rule, months: chosen = null }) {
    const { resellerId, companyId, membershipId } = memberOf(scope.actor);
    if (chosen !== null) await assertShortens(scope, { resellerId, companyId }, rule, chosen);
    const [had] = await scope.sql<{ id: string; months: number }>(
      `select id, months from retention_choice where reseller_id = $1 and company_id is not distinct from $2 and rule = $3 for update`,
      [resellerId, companyId, rule],
    );
    if ((had?.months ?? null) === chosen) return { result: true, subject: null };
    const [row] =
      chosen === null
        ? await scope.sql<{ id: string }>('delete from retention_choice where id = $1 returning id', [
            had?.id,
          ])
        : await scope.sql<{ id: string }>(
            `insert into retention_choice (id, reseller_id, company_id, rule, months, set_at, set_by) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (reseller_id, company_id, rule) do update set months = excluded.months, set_at = excluded.set_at, set_by = excluded.set_by
             returning id`,
            [newId(), resellerId, companyId, rule, chosen, scope.now, membershipId],
          );
    if (!row) return { result: true, subject: null };
    const changed = { months: [had?.months ?? null, chosen] } as const;
    return {
      result: true,
      subject: { type: 'RetentionChoice', id: row.id, resellerId, companyId, reference: rule, changed },
    };
  },
});
