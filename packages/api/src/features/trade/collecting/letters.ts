import { formatDate, formatMoney, type Minor, type PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { queueMails } from '../../desk/notifications/index.ts';
import type { MethodKind } from './stored-method.entity.ts';

/** An invoice of a customer, and the method that it is collected from. */
export interface Told {
  resellerId: string;
  companyId: string | null;
  invoiceId: string;
  number: string;
  issuerName: string;
  amountMinor: Minor;
  currency: string;
  method: {
    kind: MethodKind;
    brand: string | null;
    last4: string | null;
    mandateReference: string | null;
  } | null;
}

/** A message of which each administrator of the customer gets one. */
export interface Message extends Told {
  subject: string;
  paragraphs: readonly string[];
}

/** "your Visa card ending in 4242". */
export function methodWords(method: Told['method']): string {
  if (!method) return 'your payment method';
  const { kind, brand, last4 } = method;
  if (kind === 'DIRECT_DEBIT') return `your bank account ending in ${last4}`;
  return `your ${brand ? `${brand.charAt(0).toUpperCase()}${brand.slice(1)} ` : ''}card ending in ${last4}`;
}

const sumOf = ({ amountMinor, currency }: Told): string => formatMoney(amountMinor, currency);

/** What is said before anything is collected. */
export const notice = (told: Told, on: PlainDate): Message => ({
  ...told,
  subject: `${sumOf(told)} will be collected on ${formatDate(on)}`,
  paragraphs: [
    `On ${formatDate(on)} we will collect ${sumOf(told)} for invoice ${told.number} from ${methodWords(told.method)}. You need not do anything.`,
    ...(told.method?.mandateReference
      ? [
          `This is a Direct Debit under the mandate ${told.method.mandateReference}, and protected by the Direct Debit Guarantee.`,
        ]
      : []),
    'If you do not want that, stop it on the page of the invoice before that day.',
  ],
});

/** What is said when it has failed and will be tried again. */
export const triedAgain = (told: Told, failure: string, on: PlainDate): Message => ({
  ...told,
  subject: `Invoice ${told.number} could not be collected yet`,
  paragraphs: [
    `We could not collect ${sumOf(told)} for invoice ${told.number} from ${methodWords(told.method)}. The bank says: ${failure}`,
    `We will try again on ${formatDate(on)}. You can also pay it now on the page of the invoice.`,
  ],
});

/** What is said when a person has to pay it otherwise. */
export const askToPay = (told: Told, failure: string): Message => ({
  ...told,
  subject: `Please pay invoice ${told.number}: it could not be collected`,
  paragraphs: [
    `We could not collect ${sumOf(told)} for invoice ${told.number} from ${methodWords(told.method)}, and will not try again by ourselves. The bank says: ${failure}`,
    'Please pay it on the page of the invoice, and see whether your payment method is still the right one.',
  ],
});

/** What is said when money was taken back. */
export const takenBack = (told: Told, reason: string): Message => ({
  ...told,
  subject: `A payment of invoice ${told.number} was returned`,
  paragraphs: [
    `The bank has taken back ${sumOf(told)} that was paid for invoice ${told.number}. ${reason}.`,
    'The invoice is to be paid again. If you have asked your bank for that, please tell us why.',
  ],
});

/** Queues messages to the administrators of the customers whom they are for. */
export async function tellCustomers(
  scope: Scope,
  messages: readonly Message[],
  publicUrl: string,
): Promise<void> {
  if (!messages.length) return;
  const readers = await scope.sql<{ customerId: string; firstName: string; email: string }>(
    `select coalesce(company_id, reseller_id) as "customerId", first_name as "firstName", email from membership
      where status = 'ACTIVE' and lent_to is null
        and (level = 'COMPANY' and company_id = any($1) or level = 'RESELLER' and reseller_id = any($2))
      order by created_at`,
    [
      messages.flatMap(({ companyId }) => companyId ?? []),
      messages.flatMap(({ companyId, resellerId }) => (companyId ? [] : resellerId)),
    ],
  );
  const byCustomer = Map.groupBy(readers, ({ customerId }) => customerId);
  await queueMails(
    scope,
    'collection',
    messages.flatMap(({ resellerId, companyId, subject, paragraphs, invoiceId, issuerName }) =>
      (byCustomer.get(companyId ?? resellerId) ?? []).map(({ email, firstName }) => ({
        resellerId,
        companyId,
        endUserId: null,
        to: email,
        subject,
        body: [`Hello ${firstName},`, ...paragraphs, `${publicUrl}/invoices/${invoiceId}`, issuerName].join(
          '\n\n',
        ),
      })),
    ),
  );
}
