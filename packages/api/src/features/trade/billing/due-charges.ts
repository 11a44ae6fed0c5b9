import type { Minor, Month, Period, PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { InvoiceKind } from './invoice.entity.ts';

/** How many subscriptions are read at a time: what is held in memory does not grow with their number. */
const BATCH = 2_000;

const FIRST = '00000000-0000-0000-0000-000000000000';

/** A subscription that an issuer has something to charge for. */
export interface DueCharge {
  subscriptionId: string;
  resellerId: string;
  companyId: string;
  /** What the line says: product, whom it is for, reference. */
  description: string;
  quantity: number;
  unitMinor: Minor;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
  /** Earlier months for which it is not charged yet, because it was entered after they were over. */
  missed: Month[] | null;
}

/**
 * The subscriptions that an issuer charges for in a period, in order of customer, batch by batch: at retail those of
 * its own companies, at wholesale those of all other resellers'. Customers that have their invoice of the period are
 * left out, so that a second run finds nothing to do. [S75]
 */
export async function* dueCharges(
  scope: Scope,
  issuerId: string,
  kind: InvoiceKind,
  period: Period,
): AsyncGenerator<DueCharge[]> {
  const { order } = SIDES[kind];
  let after: string[] = order.map(() => FIRST);
  while (true) {
    const given = [issuerId, period.start, period.endExclusive, ...after];
    const rows = await scope.sql<DueCharge>(statements[kind], given);
    if (rows.length) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = order.map((key) => last[key]);
  }
}

/** Entered after the end of the month it begins in, whose invoices may have gone out without it. */
const backDated = `s.starts_on < date_trunc('month', s.created_at at time zone 'Europe/London')`;

/** Whether the issuer has charged it for a day of a month: a later month's run may have done so. */
const chargedIn = (start: string, end: string): string =>
  `exists (select from invoice_line l where l.subscription_id = s.id and l.issuer_id = $1 and l."from" >= ${start} and l."from" < ${end})`;

const KEYS = { resellerId: 's.reseller_id', companyId: 's.company_id', subscriptionId: 's.id' } as const;

const SIDES = {
  RETAIL: {
    price: 's.retail_minor',
    beneficiary: `nullif(concat_ws(' ', u.first_name, u.last_name), '')`,
    join: 'left join end_user u on u.id = s.end_user_id',
    which: 's.reseller_id = $1',
    order: ['companyId', 'subscriptionId'],
    customer: 's.company_id',
  },
  // What a reseller's end users are called is nothing that the platform's invoice need say.
  WHOLESALE: {
    price: 's.wholesale_minor',
    beneficiary: 'c.name',
    join: 'join company c on c.id = s.company_id',
    which: 's.reseller_id <> $1',
    order: ['resellerId', 'companyId', 'subscriptionId'],
    customer: 's.reseller_id',
  },
} as const satisfies Record<InvoiceKind, { order: readonly (keyof typeof KEYS)[] } & Record<string, unknown>>;

function statementOf({
  price,
  beneficiary,
  join,
  which,
  order,
  customer,
}: (typeof SIDES)[InvoiceKind]): string {
  const invoiceOf = `i.issuer_id = $1 and i.reseller_id = s.reseller_id and coalesce(i.company_id, i.reseller_id) = ${customer}`;
  const keys = order.map((key) => KEYS[key]).join(', ');
  const after = order.map((_key, i) => `$${i + 4}::uuid`).join(', ');
  return `
    select s.id as "subscriptionId", s.reseller_id as "resellerId", s.company_id as "companyId",
      concat_ws(' – ', p.name, ${beneficiary}) || ' (' || s.reference || ')' as description,
      s.quantity, ${price} as "unitMinor", s.starts_on::text as "startsOn", s.ends_on::text as "endsOn",
      case when ${backDated} then (
        select array_agg(to_char(missed, 'YYYY-MM') order by missed)
          from generate_series(date_trunc('month', s.starts_on::timestamp), $2::timestamp - interval '1 day', interval '1 month') missed
          where (s.ends_on is null or missed < s.ends_on) and not ${chargedIn('missed', `missed + interval '1 month'`)}
      ) end as missed
    from subscription s join product p on p.id = s.product_id ${join}
    where ${which} and (${keys}) > (${after}) and s.starts_on < $3::date
      and case when ${backDated} then not ${chargedIn('$2::date', '$3::date')} else s.ends_on is null or s.ends_on > $2::date end
      and not exists (select from invoice i where ${invoiceOf} and i.period_start = $2::date and i.state <> 'DRAFT')
    order by ${keys} limit ${BATCH}`;
}

const statements: Record<InvoiceKind, string> = {
  RETAIL: statementOf(SIDES.RETAIL),
  WHOLESALE: statementOf(SIDES.WHOLESALE),
};
