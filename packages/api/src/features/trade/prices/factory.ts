import { newId, type PlainDate } from '@steward/shared';
import type { World } from '../../../kernel/testing/world.ts';

export interface GivenList {
  issuer: string;
  kind: 'WHOLESALE' | 'RETAIL';
  name: string;
  currency?: string;
  everyone?: boolean;
  forResellerId?: string;
  tenantGroupId?: string;
  companyId?: string;
  from?: PlainDate;
  /** Product, from how many on, pence or cents a month. */
  prices: readonly (readonly [productId: string, fromQuantity: number, minor: number])[];
}

/** A list with one version that has been published, since ever unless a day is given. */
export async function addList({ sql }: World, given: GivenList): Promise<{ id: string; versionId: string }> {
  const { issuer, kind, name, everyone = false, forResellerId, tenantGroupId, companyId } = given;
  const [id, versionId] = [newId(), newId()];
  await sql(
    `insert into price_list (id, reseller_id, kind, name, currency, everyone, created_at) values ($1, $2, $3, $4, $5, $6, '2026-01-01')`,
    [id, issuer, kind, name, given.currency ?? 'GBP', everyone],
  );
  if (!everyone)
    await sql(
      `insert into price_list_customer (id, reseller_id, price_list_id, for_reseller_id, tenant_group_id, company_id)
         values ($1, $2, $3, $4, $5, $6)`,
      [newId(), issuer, id, forResellerId ?? null, tenantGroupId ?? null, companyId ?? null],
    );
  await sql(
    `insert into price_list_version (id, reseller_id, price_list_id, number, state, valid_from, published_at, created_at)
       values ($1, $2, $3, 1, 'PUBLISHED', $4, '2026-01-01', '2026-01-01')`,
    [versionId, issuer, id, given.from ?? '2020-01-01'],
  );
  for (const [productId, fromQuantity, minor] of given.prices)
    await sql(
      `insert into list_price (id, reseller_id, price_list_version_id, product_id, from_quantity, minor) values ($1, $2, $3, $4, $5, $6)`,
      [newId(), issuer, versionId, productId, fromQuantity, minor],
    );
  return { id, versionId };
}

/** Prices of one reseller's own, in pence a month: what it pays, and what its customers pay. */
export async function addPrices(
  world: World,
  resellerId: string,
  productId: string,
  { wholesale, retail }: { wholesale: number; retail: number },
): Promise<void> {
  await addList(world, {
    issuer: world.platform.id,
    kind: 'WHOLESALE',
    name: `Wholesale ${newId()}`,
    forResellerId: resellerId,
    prices: [[productId, 1, wholesale]],
  });
  await addList(world, {
    issuer: resellerId,
    kind: 'RETAIL',
    name: 'Retail prices',
    everyone: true,
    prices: [[productId, 1, retail]],
  });
}
