import type { Level } from '@steward/shared';
import { setting, today } from '../../../kernel/protection.ts';
import { isIssuedByReader, isOpen, isOverdue, isToReader } from '../../trade/billing/index.ts';
import { isRunning } from '../../trade/subscriptions/index.ts';
import { isAgreementDue } from '../tenancy/index.ts';

/**
 * What home shows, as SQL per level. Each runs under the reader's row security, so that no figure needs to say whose rows
 * it counts; only money does, because a reseller sees invoices that it issued and others that it has to pay.
 */
const thisMonth = `date_trunc('month', ${today}::timestamp)`;

const count = (from: string): string => `(select count(*) from ${from})`;
const jobs = (...states: string[]): string =>
  count(`provisioning_job where state in (${states.map((state) => `'${state}'`).join(', ')})`);

const COUNTS = {
  resellers: count('reseller where not is_platform'),
  companies: count('company'),
  endUsers: count('end_user'),
  manualTasks: jobs('WAITING'),
  parkedJobs: jobs('PARKED'),
  jobsUnderway: jobs('QUEUED', 'RUNNING', 'RETRYING'),
  openInvitations: count(`membership where status = 'INVITED' and level <> 'END_USER'`),
};

/** Sums over the subscriptions in one pass; `price` is per unit and month, minor units. */
function subscriptions(prices: { recurringMinor?: string; marginMinor?: string } = {}) {
  const sum = (price: string) =>
    `coalesce(sum((${price})::bigint * s.quantity) filter (where ${isRunning('s')}), 0)`;
  const columns = [
    `count(*) filter (where s.state = 'ACTIVE') as active`,
    ...Object.entries(prices).map(([name, price]) => `${sum(price)} as "${name}"`),
  ];
  return {
    from: `(select ${columns.join(', ')} from subscription s) held`,
    figures: {
      activeSubscriptions: 'held.active',
      ...Object.fromEntries(Object.keys(prices).map((name) => [name, `held."${name}"`])),
    },
  };
}

/** What is unpaid of the invoices that meet the condition, in one pass. */
function unpaid(mine: (row: string) => string) {
  const due = 'i.total_minor - i.paid_minor';
  return {
    from: `(select coalesce(sum(${due}), 0) as outstanding,
        count(*) filter (where ${isOverdue('i')}) as overdue_count,
        coalesce(sum(${due}) filter (where ${isOverdue('i')}), 0) as overdue
      from invoice i where ${isOpen('i')} and ${mine('i')}) unpaid`,
    figures: {
      outstandingMinor: 'unpaid.outstanding',
      overdueCount: 'unpaid.overdue_count',
      overdueMinor: 'unpaid.overdue',
    },
  };
}

/** The last twelve months with what was invoiced in each, months without an invoice included. */
const revenue = (mine: (row: string) => string): string => `(
  select json_agg(json_build_object('month', to_char(month.first, 'YYYY-MM'), 'netMinor', coalesce(issued.net, 0)) order by month.first)
    from generate_series(${thisMonth} - interval '11 months', ${thisMonth}, interval '1 month') month (first)
    left join (
      select date_trunc('month', i.issued_on::timestamp) as first, sum(i.net_minor) as net from invoice i
        where i.issued_on >= (${thisMonth} - interval '11 months')::date and ${mine('i')} group by 1
    ) issued using (first))`;

const agreementDue = `exists (select from company c where c.id = ${setting('company_id')} and ${isAgreementDue('c')})`;

interface Part {
  from: string;
  figures: Record<string, string>;
}

function statement(figures: Record<string, string>, ...parts: Part[]): string {
  const all = {
    revenue: `'[]'::json`,
    agreementDue: 'false',
    ...figures,
    ...Object.assign({}, ...parts.map((part) => part.figures)),
  };
  const pairs = Object.entries(all).map(([name, sql]) => `'${name}', ${sql}`);
  return `select json_build_object(${pairs.join(', ')}) as home from ${parts.map((part) => part.from).join(', ')}`;
}

/** One statement per level. */
export const HOME: Record<Level, string> = {
  PLATFORM: statement(
    { ...COUNTS, revenue: revenue(isIssuedByReader) },
    // Resellers pay the platform wholesale, its direct customers retail. [C3]
    subscriptions({
      recurringMinor: `case when s.reseller_id = ${setting('reseller_id')} then s.retail_minor else s.wholesale_minor end`,
    }),
    unpaid(isIssuedByReader),
  ),
  RESELLER: statement(
    {
      companies: COUNTS.companies,
      endUsers: COUNTS.endUsers,
      parkedJobs: COUNTS.parkedJobs,
      jobsUnderway: COUNTS.jobsUnderway,
      openInvitations: COUNTS.openInvitations,
      revenue: revenue(isIssuedByReader),
    },
    subscriptions({ recurringMinor: 's.retail_minor', marginMinor: 's.retail_minor - s.wholesale_minor' }),
    unpaid(isIssuedByReader),
  ),
  COMPANY: statement(
    {
      endUsers: COUNTS.endUsers,
      parkedJobs: COUNTS.parkedJobs,
      jobsUnderway: COUNTS.jobsUnderway,
      openInvitations: COUNTS.openInvitations,
      revenue: revenue(isToReader),
      agreementDue,
    },
    subscriptions({ recurringMinor: 's.retail_minor' }),
    unpaid(isToReader),
  ),
  END_USER: statement({}, subscriptions()),
};
