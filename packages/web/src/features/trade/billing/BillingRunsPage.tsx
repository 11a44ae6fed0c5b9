import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCalendarDollar, IconPlayerPlay } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { count, monthName, plural } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { RunBilling } from './RunBilling.tsx';

const BillingRunsDocument = graphql(
  `
  query BillingRuns($first: Int, $after: String, $last: Int, $before: String, $orderBy: BillingRunOrder) {
    billingRuns(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      nodes {
        id
        period
        state
        customerCount
        customersDone
        invoiceCount
        totalMinor
        startedByName
        issuer {
          id
          name
        }
        createdAt
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);

/** The months that were billed, and billing the next [B4]. */
export function BillingRunsPage() {
  const { level } = useViewer();
  const [opened, running] = useDisclosure();
  const list = useList({
    query: BillingRunsDocument,
    page: ({ billingRuns }) => billingRuns,
    type: 'BillingRun',
    settings: { sort: '-CREATED_AT' },
  });
  const action = (
    <Button leftSection={<IconPlayerPlay size={16} />} onClick={running.open}>
      Run billing
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Billing runs"
        description={
          level === 'PLATFORM'
            ? 'A run makes the invoices of a month that is over: wholesale to every reseller, and retail to every company in its reseller’s name.'
            : 'A run makes the invoices of a month that is over for your customers, in your name.'
        }
        actions={action}
      />
      <DataList
        id="billing-runs"
        label="Billing runs"
        list={list}
        columns={level === 'PLATFORM' ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'issuer')}
        rowLink={({ period }) => ({ to: '/invoices', search: { periodStart: `${period}-01` } })}
        empty={
          <EmptyState icon={<IconCalendarDollar size={22} />} title="Nothing billed yet" action={action}>
            Once a month is over, run its billing: subscriptions become invoices, prorated to the day.
          </EmptyState>
        }
      />
      <RunBilling opened={opened} onClose={running.close} />
    </>
  );
}

interface BillingRunRow {
  id: string;
  period: string;
  state: string;
  customerCount: number;
  customersDone: number;
  invoiceCount: number;
  totalMinor: number;
  startedByName: string;
  issuer: { name: string };
  createdAt: string;
}

const COLUMNS: readonly Column<BillingRunRow, 'CREATED_AT'>[] = [
  { key: 'period', title: 'Month', value: ({ period }) => monthName(period) },
  { key: 'issuer', title: 'Issued by', value: ({ issuer }) => issuer.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => words(state),
    cell: ({ state, customerCount, customersDone }) => (
      <StateBadge
        state={state}
        {...(state === 'RUNNING' && {
          label: `${count(customersDone)} of ${plural(customerCount, 'customer')}`,
        })}
      />
    ),
    show: 'always',
  },
  {
    key: 'invoices',
    title: 'Invoices made',
    value: ({ invoiceCount }) => invoiceCount,
    align: 'right',
    show: 'always',
  },
  {
    key: 'total',
    title: 'Total with VAT',
    value: ({ totalMinor }) => totalMinor / 100,
    cell: ({ totalMinor }) => <Money minor={totalMinor} />,
    align: 'right',
    show: 'always',
  },
  { key: 'by', title: 'Started by', value: ({ startedByName }) => startedByName },
  {
    key: 'at',
    title: 'Started',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
];
