import { id, newId, optional } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { ProductCategory } from '../catalogue/index.ts';

const MOST_UNITS = 1_000_000;
const MOST_MINOR = 2_000_000_000;

/**
 * Says how much of something a company may have, or a reseller for all its companies together: another number takes the place of the
 * one before. What is had already stays, also if it is more; nothing is added above it. [C4]
 */
export const setQuota = verb({
  name: 'setQuota',
  permission: 'QUOTA_WRITE',
  description:
    'Names a company of one’s own, or (as staff) a reseller; a product or a category with most, or mostMinor alone for money a month. What is had already stays.',
  input: input('SetQuotaInput', {
    companyId: optional(id()),
    resellerId: optional(id()),
    productId: optional(id()),
    category: oneOf(ProductCategory).nullish(),
    most: z
      .number()
      .int('Must be a whole number.')
      .min(0, 'Must be at least 0.')
      .max(MOST_UNITS, `May be at most ${MOST_UNITS.toLocaleString('en-GB')}.`)
      .nullish(),
    mostMinor: z
      .number()
      .int('Must be whole pence or cents.')
      .min(0, 'Must be at least 0.')
      .max(MOST_MINOR, 'May be at most 20,000,000.00.')
      .nullish(),
  }),
  async run(scope, { companyId, resellerId, productId, category = null, most = null, mostMinor = null }) {
    if (!companyId === !resellerId)
      throw invalid('companyId', 'Must be filled in, or else the reseller: one of the two.');
    if (productId && category)
      throw invalid('category', 'Must be left out where a product is named: one of the two.');
    const counted = Boolean(productId || category);
    if (counted && most === null)
      throw invalid('most', 'Must be filled in: how many there may be of it at most.');
    if (counted && mostMinor !== null)
      throw invalid('mostMinor', 'Must be left out: a product or category is counted in units.');
    if (!counted && most !== null)
      throw invalid('most', 'Must be left out, or name a product or category that it counts.');
    if (!counted && mostMinor === null)
      throw invalid('mostMinor', 'Must be filled in, or else a product or category with how many.');
    const held = await heldTo(scope, companyId, resellerId);
    const what = await nameOf(scope, productId, category);
    const [set] = await scope.sql<{ id: string }>(
      `insert into quota (id, reseller_id, company_id, product_id, category, most, most_minor, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (reseller_id, company_id, product_id, category) do update set most = excluded.most, most_minor = excluded.most_minor
       returning id`,
      [newId(), held.resellerId, companyId, productId, category, most, mostMinor, scope.now],
    );
    const tenancy = { resellerId: held.resellerId, companyId };
    scope.hint({ kind: 'Quota', ...tenancy });
    return {
      result: (set as { id: string }).id,
      subject: {
        ...(companyId
          ? { type: 'Company', id: companyId, ...tenancy }
          : { type: 'Reseller', id: held.resellerId, resellerId: held.resellerId }),
        reference: what,
      },
    };
  },
});

/** Whom it is for: a company of whoever sets it, or, set by the platform, a reseller. */
async function heldTo(
  scope: Scope,
  companyId: string | null,
  given: string | null,
): Promise<{ resellerId: string }> {
  const { resellerId, level } = memberOf(scope.actor);
  if (companyId) {
    const [company] = await scope.sql('select from company where id = $1 and reseller_id = $2', [
      companyId,
      resellerId,
    ]);
    if (!company) throw notFound('company');
    return { resellerId };
  }
  if (level !== 'PLATFORM')
    throw new Problem('FORBIDDEN', 'The quota of a reseller is the platform’s to set.', [
      { path: 'resellerId', message: 'Must be left out: the platform sets it.' },
    ]);
  const [reseller] = await scope.sql('select from reseller where id = $1 and not is_platform', [given]);
  if (!reseller) throw notFound('reseller');
  return { resellerId: given as string };
}

async function nameOf(
  scope: Scope,
  productId: string | null,
  category: ProductCategory | null,
): Promise<string> {
  if (!productId) return category ?? 'Money a month';
  const [product] = await scope.sql<{ code: string }>('select code from product where id = $1', [productId]);
  if (!product) throw invalid('productId', 'Must be a product of the catalogue.');
  return product.code;
}
