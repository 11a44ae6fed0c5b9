import { addDays, localDate } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { acceptSeatDifferences } from './accept-seat-differences.ts';
import { reconcileSeats } from './reconcile-seats.ts';

const COLUMNS = {
  customer: 'End customer',
  product: 'Part number',
  quantity: 'Seats',
  unitCost: 'Unit price',
};

/**
 * Last month's bill of a distributor, made of what ran on its last day: of some customers it has more seats or fewer, one is nobody the
 * platform knows, one product is not in the catalogue; one difference has been accepted.
 */
export const demo: DemoPart = {
  async present(demonstration) {
    const { inScope, setting } = demonstration;
    const staff = await actAs(demonstration, 'staff@xe2.example');
    if (!staff) return;
    const first = `${localDate(setting.scopes.clock.now()).slice(0, 7)}-01`;
    const last = addDays(first, -1);
    const rows = await inScope((scope) =>
      scope.sql<{ customer: string; product: string; hosting: boolean; seats: number; unit: string }>(
        `select c.name as customer, p.code as product, p.category = 'HOSTING' as hosting, sum(t.quantity)::integer as seats,
            trim(to_char(p.list_wholesale_minor * 0.8 / 100, '99990.00')) as unit
          from subscription s join company c on c.id = s.company_id
            join lateral (select t.product_id, t.quantity from subscription_term t where t.subscription_id = s.id and t."from" <= $1::date
              order by t."from" desc limit 1) t on true
            join product p on p.id = t.product_id
          where s.starts_on <= $1::date and (s.ends_on is null or s.ends_on > $1::date) and p.category in ('LICENCE', 'CRM', 'SECURITY', 'HOSTING')
          group by c.name, p.code, p.category, p.list_wholesale_minor order by c.name, p.code`,
        [last],
      ),
    );
    const [sample] = rows;
    if (!sample) return;
    // Of what a company has as a whole one line is more, which can be ordered at once, and one is missing.
    const [more, missing] = rows.filter(({ hosting }) => hosting);
    const billed = (row: (typeof rows)[number], i: number): number =>
      row === more ? row.seats + 2 : row === missing ? 0 : row.seats + (CHANGES[i] ?? 0);
    const lines = rows.map((row, i) => ({ ...row, seats: billed(row, i) }));
    const file = [
      Object.values(COLUMNS).join(','),
      ...lines
        .filter(({ seats }) => seats > 0)
        .map(({ customer, product, seats, unit }) => `"${customer}",${product},${seats},${unit}`),
      `Harbourside Leisure,${sample.product},4,${sample.unit}`,
      `"${sample.customer}",CFQ7TTC0LH18,2,6.40`,
    ].join('\n');
    const billId = await perform(staff, reconcileSeats, {
      supplier: 'Brightstar Distribution',
      period: last.slice(0, 7),
      fileName: `brightstar-${last.slice(0, 7)}.csv`,
      columns: COLUMNS,
      content: new TextEncoder().encode(file),
    });
    const accepted = await inScope((scope) =>
      scope.sql<{ id: string }>(
        `select id from seat_difference where supplier_bill_id = $1 and kind = 'NOT_PROVIDED' order by lost_minor limit 1`,
        [billId],
      ),
    );
    if (accepted.length)
      await perform(staff, acceptSeatDifferences, {
        ids: accepted.map(({ id }) => id),
        reason: 'Trial seats until the end of the quarter; the distributor credits them.',
      });
  },
};

/** By how many seats the bill differs, by line. */
const CHANGES: Readonly<Record<number, number>> = { 0: 2, 2: -1, 3: 5, 5: 1, 8: -2 };
