import { localDate } from '@steward/shared';
import { z } from 'zod';
import { writeAudit } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { addPayments, holdInvoice, isOpen } from '../billing/index.ts';
import { isBeingCollected } from '../collecting/index.ts';

/** Invoices of one night at most; the next one goes on. */
const AT_ONCE = 500;

interface SetOff {
  invoiceId: string;
  minor: number;
}

/**
 * Puts what the operator has taken by card for resellers, and owes them, against what they owe it: the oldest invoice first, currency by currency, each at
 * most what is due; what is being collected is left alone. What a bank takes back later is owed by them again, as in the ledger. [B7] [S74]
 */
export const setOffCollected = verb({
  name: 'setOffCollected',
  permission: 'system',
  input: input('SetOffCollectedInput', {}),
  async run(scope) {
    // One at a time: the same money is not put against two invoices.
    await scope.sql(`select pg_advisory_xact_lock(hashtextextended('set off', 0))`);
    const payments = [];
    for (const { invoiceId, minor } of await allocations(scope)) {
      const invoice = await holdInvoice(scope, invoiceId);
      // It may have been paid while this waited for it.
      const amountMinor = Math.min(minor, invoice?.dueMinor ?? 0);
      if (invoice && amountMinor > 0)
        payments.push({
          invoice,
          method: 'SET_OFF',
          amountMinor,
          receivedOn: localDate(scope.now),
          reference: 'Set off',
        } as const);
    }
    const ids = payments.length ? await addPayments(scope, payments) : [];
    for (const [i, { invoice }] of payments.entries())
      await writeAudit(scope, 'setOffCollected', {
        type: 'Payment',
        id: ids[i] as string,
        resellerId: invoice.resellerId,
        companyId: null,
        reference: invoice.number ?? '',
      });
    return { result: null, subject: null };
  },
});

/** What of which invoice is set off: as far as what is owed to its reseller goes, oldest first. */
const allocations = (scope: Scope): Promise<SetOff[]> =>
  scope.sql<SetOff>(
    `with owed as (
       select p.ledger_id, p.reseller_id, p.currency, -sum(p.amount_minor) as minor
         from reseller platform join ledger_posting p on p.ledger_id = platform.id and p.account = 'SET_OFF'
         where platform.is_platform group by 1, 2, 3 having sum(p.amount_minor) < 0),
     open as (
       select i.id, i.due_on, i.total_minor - i.paid_minor as due, o.minor as owed,
           sum(i.total_minor - i.paid_minor) over (partition by i.reseller_id, i.currency order by i.due_on, i.id) as so_far
         from owed o join invoice i on i.issuer_id = o.ledger_id and i.customer_reseller_id = o.reseller_id and i.currency = o.currency
           and ${isOpen('i')} and not ${isBeingCollected('i')})
     select id as "invoiceId", least(due, owed - (so_far - due))::float8 as minor
       from open where so_far - due < owed order by id limit ${AT_ONCE}`,
  );

export const setOffCollectedJob = job({
  name: 'set-off-collected',
  for: 'platform',
  does: [setOffCollected],
  cron: '20 4 * * *',
  payload: z.object({}),
  async run(setting) {
    await perform(setting, setOffCollected, {});
  },
});
