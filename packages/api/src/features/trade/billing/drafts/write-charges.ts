import { newId } from '@steward/shared';
import type { Scope } from '../../../../kernel/scope.ts';
import type { SupplyKind } from '../../catalogue/index.ts';
import type { ChargeSource } from './charge.entity.ts';
import type { InvoicedCustomer } from './invoiced-customer.ts';

/** Millionths of a currency's main unit in one minor unit. */
export const MICRO_PER_MINOR = 10_000;

/** A charge that is to wait for its customer's next invoice. */
export interface NewCharge extends InvoicedCustomer {
  source: ChargeSource;
  /** So that what is used adds up in one row: of a customer's charges of one source at one side, one with this waits. */
  key?: string | null;
  description: string;
  /** What it is to VAT; null of a share. */
  supplyKind: SupplyKind | null;
  productId?: string | null;
  subscriptionId?: string | null;
  quantity: number;
  /** The first day that it is for. */
  from: string;
  /** The day after the last. */
  to: string;
  /** Net, of the whole quantity, in millionths of the currency's main unit; negative for what is let off, null of a share. */
  amountMicro: number | bigint | null;
  percentBp?: number | null;
  /** On how many invoices it is. Default: one. */
  months?: number;
  addedByName?: string | null;
}

/**
 * Has charges wait for the next invoices of their customers, in one statement however many they are: ids, in their order. What
 * waits already under the same key is added to: quantity and amount grow, days are spanned, and the description is the newest. So
 * whoever adds what was used since the last time loses nothing and charges nothing twice, even if an invoice is made out meanwhile.
 * Each key is named once.
 */
export async function writeCharges(scope: Scope, charges: readonly NewCharge[]): Promise<string[]> {
  if (!charges.length) return [];
  const rows = charges.map((charge, place) => ({
    id: newId(),
    place,
    reseller_id: charge.resellerId,
    company_id: charge.companyId,
    issuer_id: charge.issuerId,
    kind: charge.kind,
    source: charge.source,
    key: charge.key ?? null,
    description: charge.description,
    supply_kind: charge.supplyKind,
    product_id: charge.productId ?? null,
    subscription_id: charge.subscriptionId ?? null,
    quantity: charge.quantity,
    from: charge.from,
    to: charge.to,
    currency: charge.currency,
    amount_micro: charge.amountMicro === null ? null : String(charge.amountMicro),
    percent_bp: charge.percentBp ?? null,
    months: charge.months ?? 1,
    added_by_name: charge.addedByName ?? null,
  }));
  const written = await scope.sql<{ id: string; place: number }>(
    `with given as (select * from jsonb_to_recordset($1::jsonb) g (id uuid, place integer, reseller_id uuid, company_id uuid, issuer_id uuid,
        kind text, source text, key text, description text, supply_kind text, product_id uuid, subscription_id uuid, quantity integer,
        "from" date, "to" date, currency text, amount_micro bigint, percent_bp integer, months integer, added_by_name text)),
      written as (
        insert into charge as h (id, reseller_id, company_id, issuer_id, kind, source, key, description, supply_kind, product_id,
            subscription_id, quantity, "from", "to", currency, amount_micro, percent_bp, months, added_by_name, created_at)
          select id, reseller_id, company_id, issuer_id, kind, source, key, description, supply_kind, product_id, subscription_id,
              quantity, "from", "to", currency, amount_micro, percent_bp, months, added_by_name, $2
            from given order by place
          on conflict (reseller_id, company_id, issuer_id, kind, source, key) where invoice_id is null and key is not null
            do update set quantity = h.quantity + excluded.quantity, amount_micro = h.amount_micro + excluded.amount_micro,
              description = excluded.description, "from" = least(h."from", excluded."from"), "to" = greatest(h."to", excluded."to")
          returning h.id, h.issuer_id, h.kind, coalesce(h.company_id, h.reseller_id) as customer_id, h.source, h.key)
    select w.id from given g join written w on w.id = g.id or g.key is not null
        and (w.issuer_id, w.kind, w.customer_id, w.source, w.key) = (g.issuer_id, g.kind, coalesce(g.company_id, g.reseller_id), g.source, g.key)
      order by g.place`,
    [JSON.stringify(rows), scope.now],
  );
  return written.map(({ id }) => id);
}
