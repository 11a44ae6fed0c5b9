import type { Scope } from '../../../kernel/scope.ts';
import type { VatRounding } from '../../platform/tenancy/index.ts';
import type { InvoiceKind } from './invoice.entity.ts';
import { type ResellerRow, type SellerOnPaper, sellerOf } from './snapshots.ts';

/** Who makes out invoices: the platform, or a reseller. */
export interface Issuer {
  id: string;
  invoicePrefix: string;
  isPlatform: boolean;
  vatRounding: VatRounding;
  /** The sides it invoices, in the order in which a run comes to them. */
  kinds: readonly InvoiceKind[];
  seller: SellerOnPaper;
}

/** The issuer of a run. */
export async function readIssuer(scope: Scope, issuerId: string): Promise<Issuer> {
  const [row] = await scope.sql<ResellerRow & Pick<Issuer, 'isPlatform' | 'invoicePrefix' | 'vatRounding'>>(
    `select id, name, is_platform as "isPlatform", address, vat_number as "vatNumber", bank,
       invoice_prefix as "invoicePrefix", accent_colour as "accentColour",
       vat_rounding as "vatRounding" from reseller where id = $1`,
    [issuerId],
  );
  if (!row) throw new Error('The issuer of a billing run is not visible to it.');
  return {
    id: row.id,
    invoicePrefix: row.invoicePrefix,
    isPlatform: row.isPlatform,
    vatRounding: row.vatRounding,
    kinds: row.isPlatform ? ['WHOLESALE', 'RETAIL'] : ['RETAIL'],
    seller: sellerOf(row),
  };
}
