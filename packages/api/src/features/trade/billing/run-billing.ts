import { localDate, month } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { type Subject, writeAudit } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { billableMonth } from './billable-month.ts';
import { dueCharges, IS_TO_PAY } from './drafts/due-charges.ts';
import { dueSubscriptions } from './due-lines.ts';
import { queueBilling } from './queue-billing.ts';

const DUE = { dueBy: '$7::date' };

/**
 * Has the invoices of a month made out to everyone whose time has come: by staff for the platform and every reseller with something to charge,
 * by a reseller's administrator for its own companies. Jobs do it, one issuer each; a run that is under way already goes on
 * and is the answer. Once more makes only what is missing, such as what a run that failed has left. [B4]
 */
export const runBilling = verb({
  name: 'runBilling',
  permission: 'BILLING_RUN',
  input: input('RunBillingInput', { period: month() }),
  async run(scope, { period }) {
    const days = await billableMonth(scope, period);
    const { resellerId: own, membershipId } = memberOf(scope.actor);
    const started = await scope.sql<{ id: string; resellerId: string }>(
      // Row security decides whose: staff see all issuers, a reseller itself. One's own comes first: the rest were started since.
      `insert into billing_run (id, reseller_id, period, state, started_by, created_at, due_by)
        select uuidv7(), r.id, $3, 'RUNNING', $5, $6, $7::date from reseller r
          where r.id = $4 or r.id = any(array(select s.reseller_id from ${dueSubscriptions('RETAIL', DUE)}
            union select h.issuer_id from ${dueCharges('RETAIL', DUE)} and ${IS_TO_PAY}))
          order by r.id = $4 desc
        on conflict (reseller_id, period) where state = 'RUNNING' do nothing
        returning id, reseller_id as "resellerId"`,
      [days.start, days.endExclusive, period, own, membershipId, scope.now, localDate(scope.now)],
    );
    const underWay = await scope.sql<{ id: string }>(
      `select id from billing_run where period = $1 and state = 'RUNNING'`,
      [period],
    );
    await queueBilling(
      scope,
      underWay.map(({ id }) => id),
    );
    const [mine] = await scope.sql<{ id: string; resellerId: string }>(
      `select id, reseller_id as "resellerId" from billing_run where period = $1 and reseller_id = $2
        order by state = 'RUNNING' desc, created_at desc, id desc limit 1`,
      [period, own],
    );
    if (!mine) throw new Error('A billing run that was started cannot be read.');
    const subjectOf = ({ id, resellerId }: { id: string; resellerId: string }): Subject => ({
      type: 'BillingRun',
      id,
      resellerId,
      reference: period,
    });
    await writeAudit(
      scope,
      'runBilling',
      ...started.filter(({ resellerId }) => resellerId !== own).map(subjectOf),
    );
    return { result: mine.id, subject: started.some(({ id }) => id === mine.id) ? subjectOf(mine) : null };
  },
});
