import { enumeration } from '../../../kernel/table.ts';
import type { VatTreatment } from '../../platform/tenancy/index.ts';

/** Why a line has its rate: EN 16931 calls them S, AE and O. */
export const VatCategory = enumeration('VatCategory', {
  STANDARD: 'STANDARD',
  REVERSE_CHARGE: 'REVERSE_CHARGE',
  OUT_OF_SCOPE: 'OUT_OF_SCOPE',
});
export type VatCategory = keyof typeof VatCategory;

/** The VAT of a line. */
export interface Vat {
  /** Basis points: 2000 is 20 %. */
  rateBp: number;
  category: VatCategory;
  /** What the invoice must say of it. */
  reason: string | null;
}

/** The standard rate (VAT Act 1994, s. 2). [B5] */
const STANDARD_BP = 2000;

/**
 * Decides the VAT of what a seller supplies to a buyer: the one place that does. Who is not registered in the United Kingdom
 * charges none. Services to a business elsewhere are supplied where that is (VAT Act 1994, s. 7A): none either, and a customer
 * that is registered there accounts for it. [B5]
 */
export function vatOf(
  seller: { vatNumber: string | null },
  buyer: { vatNumber: string | null; vatTreatment: VatTreatment },
): Vat {
  if (!/^(GB|XI)/.test(seller.vatNumber ?? '')) return { rateBp: 0, category: 'OUT_OF_SCOPE', reason: null };
  if (buyer.vatTreatment === 'STANDARD') return { rateBp: STANDARD_BP, category: 'STANDARD', reason: null };
  if (buyer.vatNumber)
    return {
      rateBp: 0,
      category: 'REVERSE_CHARGE',
      reason: 'Reverse charge: the customer accounts for VAT where it is registered.',
    };
  return {
    rateBp: 0,
    category: 'OUT_OF_SCOPE',
    reason: 'Outside the scope of UK VAT: supplied to a business outside the United Kingdom.',
  };
}
