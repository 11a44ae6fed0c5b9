import type { InvoiceDocument } from '../invoice-document.ts';
import type { VatCategory } from '../vat.ts';

/** A rate in basis points as people write it: 2000 is "20%", 1750 "17.5%". */
export function formatRate(basisPoints: number): string {
  return `${basisPoints / 100}%`;
}

const UNTAXED: Partial<Record<VatCategory, string>> = { EXEMPT: 'exempt', REVERSE_CHARGE: 'reverse charge' };

/** A rate, and why there is none where it is not just nought: "0% reverse charge". */
export function formatVat({
  vatRateBp,
  vatCategory,
}: {
  vatRateBp: number;
  vatCategory: VatCategory;
}): string {
  return [formatRate(vatRateBp), UNTAXED[vatCategory]].filter(Boolean).join(' ');
}

/** Whether the invoice speaks of VAT at all: one from a seller that is not registered for it must not. */
export function hasVat({ seller, vatMinor }: InvoiceDocument): boolean {
  return seller.vatNumber !== null || vatMinor !== 0;
}
