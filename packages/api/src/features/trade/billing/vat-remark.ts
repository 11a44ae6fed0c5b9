import { formatMoney, type Minor } from '@steward/shared';
import type { InvoiceVat } from './invoice-vat.ts';

/** What an invoice says of VAT: what the law wants said, and how much the customer has to account for itself; of a credit note, how much less. */
export function vatRemark(
  { vatReason, netMinor, notionalBp, notionalMinor }: InvoiceVat,
  currency: string,
  isCredit = false,
): string | null {
  if (!vatReason || !notionalBp || notionalMinor == null) return vatReason;
  const money = (minor: Minor) => formatMoney(minor, currency);
  const less = isCredit ? ' less' : '';
  return `${vatReason} The customer accounts to HMRC for ${money(notionalMinor)} of VAT${less}, ${notionalBp / 100}% of ${money(netMinor)}.`;
}
