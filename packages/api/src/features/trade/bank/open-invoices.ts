import type { Scope } from '../../../kernel/scope.ts';
import { isIssuedByReader, isOpen } from '../billing/index.ts';
import type { OpenInvoice } from './match-entries.ts';

/** What whoever asks has invoiced and is still to be paid, the oldest first. */
export const openInvoices = (scope: Scope): Promise<OpenInvoice[]> =>
  scope.sql<OpenInvoice>(
    `select i.id, i.number, i.currency, coalesce(i.company_id, i.reseller_id) as "customerId", i.buyer->>'name' as customer,
        (i.total_minor - i.paid_minor)::float8 as "dueMinor"
      from invoice i where ${isIssuedByReader('i')} and ${isOpen('i')} order by i.issued_on, i.number`,
  );
