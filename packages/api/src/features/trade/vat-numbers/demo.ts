import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { updateCompany } from '../../platform/tenancy/index.ts';
import { checkVatNumber } from './check-vat-number.ts';

/** What some of Northwind's customers have: a number at home, one in Ireland, and one that no register knows. */
const NUMBERS = [
  ['Globex Ltd', 'GB980780684', null],
  ['Lister Textiles Ltd', 'IE6388047V', ['12 Penrose Quay', 'Cork', 'T23 P6W8', 'IE']],
  ['Nidd Logistics Ltd', 'NL004495445B01', ['Wijnhaven 40', 'Rotterdam', '3011 WS', 'NL']],
] as const;

/**
 * Northwind has asked about its customers' VAT numbers, and one of those that it charges no VAT is not registered; staff have asked about
 * Northwind's own.
 */
async function check(demonstration: Demonstration): Promise<void> {
  const [staff, reseller] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example'].map((email) => actAs(demonstration, email)),
  );
  if (!staff || !reseller) return;
  const customers = await demonstration.inScope((scope) =>
    scope.sql<{ id: string; name: string }>(
      `select c.id, c.name from company c join reseller r on r.id = c.reseller_id where r.name = 'Northwind IT'`,
    ),
  );
  for (const [name, vatNumber, seat] of NUMBERS) {
    const companyId = customers.find((customer) => customer.name === name)?.id;
    if (!companyId) continue;
    const [line1, city, postcode, country] = seat ?? [];
    await perform(reseller, updateCompany, {
      id: companyId,
      vatNumber,
      ...(seat && { vatTreatment: 'OUTSIDE_UK', address: { line1, city, postcode, country } }),
    });
    await perform(reseller, checkVatNumber, { companyId });
  }
  const [northwind] = await demonstration.inScope((scope) =>
    scope.sql<{ id: string }>(`select id from reseller where name = 'Northwind IT'`),
  );
  if (northwind) await perform(staff, checkVatNumber, { resellerId: northwind.id });
}

export const demo: DemoPart = { present: check };
