import { IconFileInvoice } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useList } from '../../data/use-list.ts';
import { monthName } from '../../lib/format.ts';
import { options } from '../../lib/words.ts';
import { DayText } from '../../ui/DateText.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { DataList } from '../../ui/list/DataList.tsx';
import type { Column } from '../../ui/list/list-model.ts';
import { Money } from '../../ui/Money.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';

const TenantInvoicesDocument = graphql(`
  query TenantInvoices(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: InvoiceFilter
    $orderBy: InvoiceOrder
  ) {
    invoices(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        number
        state
        overdue
        periodStart
        issuedOn
        dueOn
        currency
        totalMinor
        dueMinor
      }
      totalCount
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
    }
  }
`);

/**
 * The invoices of one company, as a tab of its page; or what the platform invoices to one reseller, on that one's.
 */
export function TenantInvoices({ tenant }: { tenant: { companyId: string } | { resellerId: string } }) {
  const list = useList({
    query: TenantInvoicesDocument,
    page: ({ invoices }) => invoices,
    type: 'Invoice',
    settings: { sort: '-ISSUED_ON', filters: ['state'] },
    fixed: 'companyId' in tenant ? tenant : { ...tenant, kind: 'WHOLESALE' },
  });
  type Row = NonNullable<typeof list.rows>[number];
  const columns: Column<Row, 'NUMBER' | 'ISSUED_ON' | 'DUE_ON' | 'TOTAL'>[] = [
    { key: 'number', title: 'Number', value: ({ number }) => number ?? 'Draft', sort: 'NUMBER' },
    { key: 'period', title: 'Period', value: ({ periodStart }) => monthName(periodStart) },
    {
      key: 'state',
      title: 'Status',
      value: ({ state, overdue }) => (overdue ? 'OVERDUE' : state),
      cell: ({ state, overdue }) => <StateBadge state={overdue ? 'OVERDUE' : state} />,
      show: 'always',
    },
    {
      key: 'issuedOn',
      title: 'Issued',
      value: ({ issuedOn }) => issuedOn,
      cell: ({ issuedOn }) => <DayText day={issuedOn} />,
      sort: 'ISSUED_ON',
    },
    {
      key: 'dueOn',
      title: 'Due',
      value: ({ dueOn }) => dueOn,
      cell: ({ dueOn }) => <DayText day={dueOn} />,
      sort: 'DUE_ON',
    },
    {
      key: 'total',
      title: 'Total',
      value: ({ totalMinor }) => totalMinor / 100,
      cell: ({ totalMinor, currency }) => <Money minor={totalMinor} currency={currency} />,
      sort: 'TOTAL',
      align: 'right',
      show: 'always',
    },
    {
      key: 'open',
      title: 'To pay',
      value: ({ dueMinor }) => dueMinor / 100,
      cell: ({ dueMinor, currency }) => <Money minor={dueMinor} currency={currency} />,
      align: 'right',
    },
  ];
  return (
    <DataList
      id="tenant-invoices"
      label="Invoices"
      list={list}
      columns={columns}
      searchHint="Number"
      rowLink={({ id }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: id } })}
      filters={[{ key: 'state', label: 'Status', options: options(['DRAFT', 'OPEN', 'PART_PAID', 'PAID']) }]}
      empty={
        <EmptyState icon={<IconFileInvoice size={22} />} title="No invoices yet">
          The billing run at the end of the month makes them.
        </EmptyState>
      }
    />
  );
}
