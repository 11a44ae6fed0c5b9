import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { setQuota } from './set-quota.ts';

/**
 * The platform holds Northwind to a number of telephony services; Northwind holds Globex to its extensions, of which nearly all are
 * taken, and to an amount a month.
 */
async function setQuotas(demonstration: Demonstration): Promise<void> {
  const [had] = await demonstration.inScope((scope) =>
    scope.sql<{
      companyId: string;
      resellerId: string;
      productId: string;
      extensions: number;
      telephony: number;
      monthlyMinor: number;
    }>(
      `select c.id as "companyId", c.reseller_id as "resellerId", x.id as "productId",
          coalesce(sum(s.quantity) filter (where s.company_id = c.id and s.product_id = x.id), 0)::int as extensions,
          coalesce(sum(s.quantity) filter (where p.category = 'TELEPHONY'), 0)::int as telephony,
          coalesce(sum(s.quantity * s.retail_minor) filter (where s.company_id = c.id), 0)::int as "monthlyMinor"
        from company c join product x on x.code = 'TEL-EXT'
        join subscription s on s.reseller_id = c.reseller_id and s.state not in ('ENDING', 'ENDED') join product p on p.id = s.product_id
        where c.name = 'Globex Ltd' group by c.id, c.reseller_id, x.id`,
    ),
  );
  if (!had) return;
  const [staff, reseller] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example'].map((email) => actAs(demonstration, email)),
  );
  if (!staff || !reseller) return;
  const { companyId, resellerId, productId, extensions, telephony, monthlyMinor } = had;
  await perform(staff, setQuota, { resellerId, category: 'TELEPHONY', most: tensAbove(telephony * 1.5) });
  await perform(reseller, setQuota, {
    companyId,
    productId,
    most: Math.max(5, Math.ceil(extensions / 0.92)),
  });
  await perform(reseller, setQuota, { companyId, mostMinor: tensAbove((monthlyMinor * 1.6) / 1000) * 1000 });
}

const tensAbove = (count: number): number => Math.ceil((count + 1) / 10) * 10;

export const demo: DemoPart = { present: setQuotas };
