import type { Scope } from '../../../kernel/scope.ts';
import { type ResellerRow, type StoredSeller, sellerOf } from './snapshots.ts';

/** The standard rate, in hundredths of a per cent (VAT Act 1994, s. 2). [B5] */
const STANDARD_VAT_BP = 2000;

/** Who makes out invoices: the platform, or a reseller. */
export interface Issuer {
  id: string;
  isPlatform: boolean;
  invoicePrefix: string;
  seller: StoredSeller;
  /** Nought for who is not registered for VAT. */
  vatRateBp: number;
}

/**
 * The issuers that whoever acts makes invoices for: staff for all, a reseller for itself alone. Row security decides.
 * Always in the same order, so that two runs at once never wait for each other.
 */
export async function issuersOf(scope: Scope): Promise<Issuer[]> {
  const rows = await scope.sql<ResellerRow & Pick<Issuer, 'isPlatform' | 'invoicePrefix'>>(
    `select id, name, is_platform as "isPlatform", address, vat_number as "vatNumber", bank,
       invoice_prefix as "invoicePrefix", accent_colour as "accentColour"
     from reseller order by is_platform desc, id`,
  );
  return rows.map((row) => ({
    id: row.id,
    isPlatform: row.isPlatform,
    invoicePrefix: row.invoicePrefix,
    seller: sellerOf(row),
    vatRateBp: row.vatNumber ? STANDARD_VAT_BP : 0,
  }));
}
