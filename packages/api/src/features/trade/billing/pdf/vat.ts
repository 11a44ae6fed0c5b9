import type { InvoiceDocument } from '../invoice-document.ts';

/** A rate in basis points as people write it: 2000 is "20%", 1750 "17.5%". */
export function formatRate(basisPoints: number): string {
  return `${basisPoints / 100}%`;
}

/** Whether the invoice speaks of VAT at all: one from a seller that is not registered for it must not. */
export function hasVat({ seller, vatMinor }: InvoiceDocument): boolean {
  return seller.vatNumber !== null || vatMinor !== 0;
}
