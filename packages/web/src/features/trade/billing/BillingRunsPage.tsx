import { Button, Group } from '@mantine/core';
import { currencyName, type Money } from '@steward/shared';
import { IconCalendarDollar, IconMail, IconPlayerPlay, IconReload } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, moneyList, monthName, plural } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { MoneyList } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { RunBilling } from './RunBilling.tsx';
import { SetLetters } from './SetLetters.tsx';

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
        leftFailed
        leftHeld
        invoiceCount
        totals {
          currency
          minor
        }
        heldCount
        heldFor
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
  /** The dialogue, once it was opened, and the month with which it begins; the last that is over if none is named. */
  const [running, setRunning] = useState<{ period: string | undefined; opened: boolean }>();
  const [letters, setLetters] = useState(false);
  const list = useList({
    query: BillingRunsDocument,
    page: ({ billingRuns }) => billingRuns,
    type: 'BillingRun',
    settings: { sort: '-CREATED_AT' },
  });
  const action = (
    <Button
      leftSection={<IconPlayerPlay size={16} />}
      onClick={() => setRunning({ period: undefined, opened: true })}
    >
      Run billing
    </Button>
  );
  return (
    <Siblings of="/billing-runs" at="/billing-runs">
      <PageHeader
        title="Billing runs"
        description={
          level === 'PLATFORM'
            ? 'A run makes the invoices of a month that is over: wholesale to every reseller, and retail to every company in its reseller’s name.'
            : 'A run makes the invoices of a month that is over for your customers, in your name.'
        }
        actions={
          <Group gap="xs">
            <Button variant="default" leftSection={<IconMail size={16} />} onClick={() => setLetters(true)}>
              Letters
            </Button>
            {action}
          </Group>
        }
      />
      <DataList
        id="billing-runs"
        label="Billing runs"
        list={list}
        columns={level === 'PLATFORM' ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'issuer')}
        rowActions={({ period, leftFailed, leftHeld }) =>
          (leftFailed || leftHeld) && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconReload size={14} />}
              onClick={() => setRunning({ period, opened: true })}
            >
              Run again
            </Button>
          )
        }
        rowLink={({ period }) => ({ to: '/invoices', search: { period } })}
        empty={
          <EmptyState icon={<IconCalendarDollar size={22} />} title="Nothing billed yet" action={action}>
            Once a month is over, run its billing: subscriptions become invoices, prorated to the day.
          </EmptyState>
        }
      />
      {letters && <SetLetters onClose={() => setLetters(false)} />}
      {running && (
        <RunBilling
          key={running.period}
          {...running}
          onClose={() => setRunning({ ...running, opened: false })}
        />
      )}
    </Siblings>
  );
}

interface BillingRunRow {
  id: string;
  period: string;
  state: string;
  customerCount: number;
  customersDone: number;
  leftFailed: boolean;
  leftHeld: boolean;
  invoiceCount: number;
  totals: readonly Money[];
  heldCount: number;
  heldFor: readonly string[];
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
    cell: ({ state, customerCount, customersDone, heldCount, heldFor }) =>
      state === 'DONE' && heldCount > 0 ? (
        <StateBadge
          state="WAITING"
          label={`${plural(heldCount, 'customer')} passed over: no rate of ${heldFor.map(currencyName).join(', ')}`}
        />
      ) : (
        <StateBadge
          state={state}
          {...(state !== 'DONE' && {
            label: `${state === 'FAILED' ? 'Failed after ' : ''}${count(customersDone)} of ${plural(customerCount, 'customer')}`,
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
    value: ({ totals }) => moneyList(totals),
    cell: ({ totals }) => <MoneyList of={totals} />,
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
