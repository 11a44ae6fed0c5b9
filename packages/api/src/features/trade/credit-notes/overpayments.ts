import { type Minor, newId } from '@steward/shared';
import type { Subject } from '../../../kernel/audit.ts';
import { notFound, Problem } from '../../../kernel/problem.ts';
import { setting } from '../../../kernel/protection.ts';
import { by, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { HeldInvoice, PaymentMethod } from '../billing/index.ts';
import type { HeldCredit } from './note-use.ts';
import { Overpayment } from './overpayment.entity.ts';

/** What was paid too much of what one issued or received. */
export const overpayments = list(Overpayment, {
  name: 'overpayments',
  permission: 'INVOICE_READ',
  filters: {
    invoiceId: equals('invoice_id'),
    companyId: equals('company_id'),
    unused: yesOrNo((row) => `(${row}.used_minor < ${row}.total_minor)`),
    issuedByMe: yesOrNo(
      (row) => `(${row}.issuer_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`,
    ),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

/** Keeps money that came in beyond what was due, as credit of the customer of an invoice that is held. Returns its id. [B7] */
export async function addOverpayment(
  scope: Scope,
  { id: invoiceId, resellerId, companyId, issuerId, currency }: HeldInvoice,
  received: { amountMinor: Minor; receivedOn: string; reference: string | null; method?: PaymentMethod },
): Promise<string> {
  const id = newId();
  const { amountMinor: totalMinor, receivedOn, reference, method = 'BANK_TRANSFER' } = received;
  await scope.insert(Overpayment, {
    id,
    resellerId,
    companyId,
    issuerId,
    invoiceId,
    currency,
    totalMinor,
    usedMinor: 0,
    method,
    receivedOn,
    reference,
    createdAt: scope.now,
  });
  return id;
}

/** Locks credit of one's own customer; NOT_FOUND if there is none that one sees, FORBIDDEN if it is with somebody else. */
export async function holdOverpayment(scope: Scope, overpaymentId: string): Promise<HeldCredit> {
  const [credit] = await scope.sql<HeldCredit>(
    `select 'overpayment' as source, id, reseller_id as "resellerId", company_id as "companyId", issuer_id as "issuerId", currency,
        (total_minor - used_minor)::float8 as "leftMinor", reference
      from overpayment where id = $1 for update`,
    [overpaymentId],
  );
  const { actor } = scope;
  if (credit && (actor.kind !== 'member' || credit.issuerId === actor.resellerId)) return credit;
  const visible = credit ?? (await scope.sql('select from overpayment where id = $1', [overpaymentId]))[0];
  if (!visible) throw notFound('overpayment');
  throw new Problem('FORBIDDEN', 'Only whoever was paid may do this.');
}

/** The credit as the audit log names it. */
export const subjectOfOverpayment = ({ id, resellerId, companyId }: HeldCredit): Subject => ({
  type: 'Overpayment',
  id,
  resellerId,
  companyId,
});
