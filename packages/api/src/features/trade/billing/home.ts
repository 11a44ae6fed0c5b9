import { Field, Int, ObjectType } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { today } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { isLeftFailed } from './billing-run.entity.ts';
import { isUnallocated } from './checkout.entity.ts';
import { isIssuedByReader, isOpen, isOverdue, isToReader } from './invoice-conditions.ts';

const thisMonth = `date_trunc('month', ${today}::timestamp)`;

@ObjectType()
class MonthAmount {
  @Field(() => String, { description: 'YYYY-MM' }) month!: string;
  @Field(() => GraphQLMinor, { description: 'Without VAT.' }) netMinor!: number;
}

/** The last twelve months with what was invoiced in each, months without an invoice included. */
const revenue = (mine: (row: string) => string): string => `(
  select json_agg(json_build_object('month', to_char(month.first, 'YYYY-MM'), 'netMinor', coalesce(issued.net, 0)) order by month.first)
    from generate_series(${thisMonth} - interval '11 months', ${thisMonth}, interval '1 month') month (first)
    left join (
      select date_trunc('month', i.issued_on::timestamp) as first, sum(i.net_minor) as net from invoice i
        where i.issued_on >= (${thisMonth} - interval '11 months')::date and ${mine('i')} group by 1
    ) issued using (first))`;

/** What is unpaid of the invoices that meet the condition, in one pass. */
function unpaid(those: (row: string) => string): string {
  const due = 'i.total_minor - i.paid_minor';
  return `(select coalesce(sum(${due}), 0) as outstanding,
      count(*) filter (where ${isOverdue('i')}) as overdue_count,
      coalesce(sum(${due}) filter (where ${isOverdue('i')}), 0) as overdue
    from invoice i where ${isOpen('i')} and ${those('i')})`;
}

/** What is unpaid of the invoices that meet the condition, and what such came to month by month. */
function those(mine: (row: string) => string) {
  return {
    from: `${unpaid(mine)} unpaid`,
    figures: {
      outstandingMinor: 'unpaid.outstanding',
      overdueCount: 'unpaid.overdue_count',
      overdueMinor: 'unpaid.overdue',
      revenue: revenue(mine),
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
    overdueMinor: { type: () => GraphQLMinor },
    outstandingMinor: { type: () => GraphQLMinor },
    revenue: {
      type: () => [MonthAmount],
      description: 'Invoiced in the last twelve months, by month of issue.',
      otherwise: `'[]'::json`,
    },
  },
  at: { PLATFORM: those(isIssuedByReader), RESELLER: those(isIssuedByReader), COMPANY: those(isToReader) },
};

/** What a reseller owes the platform, beside what its customers owe. */
export const owedAtHome: HomePart = {
  figures: {
    owedMinor: {
      type: () => GraphQLMinor,
      description: 'For resellers: what they have yet to pay to the platform.',
    },
    owedOverdueCount: { type: () => Int },
    owedOverdueMinor: { type: () => GraphQLMinor },
  },
  at: {
    RESELLER: {
      from: `${unpaid(isToReader)} owed`,
      figures: {
        owedMinor: 'owed.outstanding',
        owedOverdueCount: 'owed.overdue_count',
        owedOverdueMinor: 'owed.overdue',
      },
    },
  },
};

/** What has gone wrong with billing and waits for a person. */
export const billingTroubleAtHome: HomePart = {
  figures: {
    failedBillingRuns: {
      type: () => Int,
      description: 'Billing runs that have failed, and whose month was not run again since.',
    },
    unallocatedCheckouts: {
      type: () => Int,
      description: 'Card payments of which money stands against no invoice.',
    },
  },
  at: {
    PLATFORM: {
      figures: {
        failedBillingRuns: `(select count(*) from billing_run b where ${isLeftFailed('b')})`,
        unallocatedCheckouts: `(select count(*) from checkout c where ${isUnallocated('c')})`,
      },
    },
    RESELLER: {
      figures: { failedBillingRuns: `(select count(*) from billing_run b where ${isLeftFailed('b')})` },
    },
  },
};
