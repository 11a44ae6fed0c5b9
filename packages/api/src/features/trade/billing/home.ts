import type { Level } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { Money, moneyList, moneyOf } from '../../../kernel/money.ts';
import { setting, today } from '../../../kernel/protection.ts';
import { ownCurrency } from '../../platform/tenancy/index.ts';
import { isLeftFailed, isLeftHeld } from './billing-run.entity.ts';
import { isUnallocated } from './checkout.entity.ts';
import { isWaiting } from './drafts/charge.entity.ts';
import { isIssuedByReader, isOpen, isOverdue, isToReader } from './invoice-conditions.ts';

const thisMonth = `date_trunc('month', ${today}::timestamp)`;

@ObjectType()
class MonthAmount {
  @Field(() => String, { description: 'YYYY-MM' }) month!: string;
  @Field(() => [Money], { description: 'Without VAT.' }) net!: Money[];
}

/** The last twelve months with what was invoiced in each, months without an invoice included. */
const revenue = (mine: (row: string) => string, level: Level): string => `(
  select json_agg(json_build_object('month', to_char(months.first, 'YYYY-MM'), 'net', months.net) order by months.first) from (
    select month.first, ${moneyList('issued.currency', 'issued.net', ownCurrency(level))} as net
      from generate_series(${thisMonth} - interval '11 months', ${thisMonth}, interval '1 month') month (first)
      left join (
        select date_trunc('month', i.issued_on::timestamp) as first, i.currency, sum(i.net_minor) as net from invoice i
          where i.issued_on >= (${thisMonth} - interval '11 months')::date and ${mine('i')} group by 1, 2
      ) issued using (first)
      group by month.first) months)`;

/** What waits to be invoiced beside what recurs: what was used and what was added, less what is let off. */
const notInvoiced = (mine: (row: string) => string, level: Level): string =>
  moneyOf(
    `charge h where ${isWaiting('h')} and ${mine('h')}`,
    'h.currency',
    'h.net_minor',
    ownCurrency(level),
  );

/** What is unpaid of the invoices that meet the condition, in one pass, by currency. */
function unpaid(those: (row: string) => string, level: Level): string {
  const due = 'i.total_minor - i.paid_minor';
  const list = (column: string) =>
    `${moneyList('sums.currency', `sums.${column}`, ownCurrency(level))} as ${column}`;
  return `(select ${list('outstanding')}, coalesce(sum(sums.overdue_count), 0) as overdue_count, ${list('overdue')} from (
    select i.currency, sum(${due}) as outstanding, count(*) filter (where ${isOverdue('i')}) as overdue_count,
        coalesce(sum(${due}) filter (where ${isOverdue('i')}), 0) as overdue
      from invoice i where ${isOpen('i')} and ${those('i')} group by 1) sums)`;
}

/** What is unpaid of the invoices that meet the condition, and what such came to month by month. */
function those(mine: (row: string) => string, level: Level) {
  return {
    from: `${unpaid(mine, level)} unpaid`,
    figures: {
      outstanding: 'unpaid.outstanding',
      overdueCount: 'unpaid.overdue_count',
      overdue: 'unpaid.overdue',
      revenue: revenue(mine, level),
      notInvoiced: notInvoiced(mine, level),
    },
  };
}

/** Money says whose it is, because a reseller sees invoices that it issued and others that it has to pay. */
export const invoicesAtHome: HomePart = {
  figures: {
    overdueCount: {
      type: () => Int,
      description: 'Of the invoices you issued, or, for a company, received.',
    },
    overdue: { type: () => [Money] },
    outstanding: { type: () => [Money] },
    revenue: {
      type: () => [MonthAmount],
      description: 'Invoiced in the last twelve months, by month of issue.',
      otherwise: `'[]'::json`,
    },
    notInvoiced: {
      type: () => [Money],
      description:
        'Usage and charges that wait for an invoice of yours, or, for a company, to you; without VAT.',
    },
  },
  at: {
    PLATFORM: those(isIssuedByReader, 'PLATFORM'),
    RESELLER: those(isIssuedByReader, 'RESELLER'),
    COMPANY: those(isToReader, 'COMPANY'),
  },
};

/** What a reseller owes the platform, beside what its customers owe. */
export const owedAtHome: HomePart = {
  figures: {
    owed: {
      type: () => [Money],
      description: 'For resellers: what they have yet to pay to the platform.',
    },
    owedOverdueCount: { type: () => Int },
    owedOverdue: { type: () => [Money] },
  },
  at: {
    RESELLER: {
      from: `${unpaid(isToReader, 'RESELLER')} owed`,
      figures: {
        owed: 'owed.outstanding',
        owedOverdueCount: 'owed.overdue_count',
        owedOverdue: 'owed.overdue',
      },
    },
  },
};

const heldDrafts = `(select count(*) from invoice_draft d where d.held_at is not null and d.issuer_id = ${setting('reseller_id')})`;

/** What has gone wrong with billing and waits for a person. */
export const billingTroubleAtHome: HomePart = {
  figures: {
    failedBillingRuns: {
      type: () => Int,
      description: 'Billing runs that have failed, and whose month was not run again since.',
    },
    heldBillingRuns: {
      type: () => Int,
      description:
        'Billing runs that passed over customers for want of an exchange rate, and whose month was not run again since.',
    },
    heldDrafts: { type: () => Int, description: 'Customers whose invoices you hold.' },
    unallocatedCheckouts: {
      type: () => Int,
      description: 'Card payments of which money stands against no invoice.',
    },
  },
  at: {
    PLATFORM: {
      figures: {
        failedBillingRuns: `(select count(*) from billing_run b where ${isLeftFailed('b')})`,
        heldBillingRuns: `(select count(*) from billing_run b where ${isLeftHeld('b')})`,
        heldDrafts,
        unallocatedCheckouts: `(select count(*) from checkout c where ${isUnallocated('c')})`,
      },
    },
    RESELLER: {
      figures: {
        failedBillingRuns: `(select count(*) from billing_run b where ${isLeftFailed('b')})`,
        heldBillingRuns: `(select count(*) from billing_run b where ${isLeftHeld('b')})`,
        heldDrafts,
      },
    },
  },
};
