import { monthOf, previousMonth } from '@steward/shared';
import { IconCreditCard, IconFileInvoice } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { type Level, useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { monthName } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { options, words } from '../../../lib/words.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { InvoiceTabs, TAB_FILTERS } from './InvoiceTabs.tsx';
import { invoiceDays } from './invoice-days.ts';
import { invoiceState } from './invoice-state.ts';
import { PaidTogether, PayTogether } from './PayByCard.tsx';

const InvoicesDocument = graphql(
  `
  query Invoices(
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
        kind
        document
        state
        overdue
        issuerName
        customerName
        periodStart
        periodEnd
        issuedOn
        dueOn
        currency
        netMinor
        vatMinor
        totalMinor
        dueMinor
        canPayByCard
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

const DESCRIPTION: Partial<Record<Level, string>> = {
  PLATFORM: 'Wholesale to resellers, and what they and we invoice to companies.',
  RESELLER: 'What you invoice to your customers, and what the platform invoices to you.',
  COMPANY: 'Open one to see its lines, its PDF and how to pay it.',
};

interface InvoiceListProps {
  /**
   * Whose page the list is a tab of: a company's invoices, or what the platform invoices to a reseller. Without it the
   * list is a page of its own.
   */
  tenant?: { companyId: string } | { resellerId: string };
}

/** The invoices one issued or received [B4] [B7]. */
export function InvoiceList({ tenant }: InvoiceListProps) {
  const { level } = useViewer();
  const can = useCan();
  const fixed: Record<string, string> =
    !tenant || 'companyId' in tenant ? { ...tenant } : { ...tenant, kind: 'WHOLESALE' };
  const list = useList({
    query: InvoicesDocument,
    page: ({ invoices }) => invoices,
    type: 'Invoice',
    settings: {
      sort: '-ISSUED_ON',
      filters: [
        ...TAB_FILTERS,
        'period',
        'kind',
        'document',
        'issuedByMe',
        'unallocated',
        'companyId',
        'resellerId',
        'dueFrom',
        'dueTo',
      ],
    },
    fixed,
  });
  const seller = level !== 'COMPANY' && !tenant;
  const navigate = useNavigate();
  const { paid }: { paid?: unknown } = useSearch({ strict: false });
  const [paying, setPaying] = useState<readonly InvoiceRow[]>();
  const { companyId: chosen, dueFrom, dueTo } = list.state.filters;
  const companies = useCompanyOptions(seller, chosen === undefined ? undefined : String(chosen));
  const period: FilterField = { key: 'period', label: 'Month', options: lastMonths(today()) };
  const company: FilterField = {
    key: 'companyId',
    label: 'Company',
    options: companies.options,
    onSearch: companies.onSearch,
  };
  const shown = (
    <>
      <ListHeader
        title="Invoices"
        description={DESCRIPTION[level]}
        tab={tenant !== undefined}
        actions={
          !tenant &&
          level !== 'PLATFORM' && (
            <ButtonLink to="/invoices/so-far" variant="default">
              This month so far
            </ButtonLink>
          )
        }
      />
      {paid !== undefined && (
        <PaidTogether
          onClose={() =>
            void navigate({ to: '.', search: (was) => ({ ...was, paid: undefined }), replace: true })
          }
        />
      )}
      <InvoiceTabs filters={{ ...list.state.filters, ...fixed }} search={list.state.search}>
        <DataList
          id={tenant ? 'tenant-invoices' : 'invoices'}
          label="Invoices"
          list={list}
          columns={seller ? COLUMNS : COLUMNS.filter(({ key }) => !SELLER_ONLY.has(key))}
          searchHint={seller ? 'Number, customer or its code' : 'Number'}
          filters={
            seller
              ? [
                  period,
                  DOCUMENT,
                  ...SELLER_FILTERS,
                  ...(can('CARD_MONEY_RESOLVE') ? [CARD_MONEY] : []),
                  company,
                  // Aged debt leads to some of these days; offered only to be taken away again.
                  ...(dueFrom === undefined && dueTo === undefined
                    ? []
                    : [
                        dayFilter('dueFrom', 'Due from', { max: dueTo }),
                        dayFilter('dueTo', 'Due to', { min: dueFrom }),
                      ]),
                ]
              : [period, DOCUMENT]
          }
          rowLink={({ id }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: id } })}
          bulk={
            can('INVOICE_PAY')
              ? [{ label: 'Pay by card', icon: <IconCreditCard size={14} />, run: setPaying }]
              : []
          }
          empty={
            <EmptyState
              icon={<IconFileInvoice size={22} />}
              title="No invoices yet"
              action={
                can('BILLING_RUN') && (
                  <ButtonLink to="/billing-runs" variant="default">
                    Go to billing runs
                  </ButtonLink>
                )
              }
            >
              The billing run at the end of the month makes them from subscriptions.
            </EmptyState>
          }
        />
      </InvoiceTabs>
      {paying && <PayTogether rows={paying} onClose={() => setPaying(undefined)} />}
    </>
  );
  return tenant ? (
    shown
  ) : (
    <Siblings of="/invoices" at="/invoices">
      {shown}
    </Siblings>
  );
}

/** The months of two years, the latest that can be billed first. */
function lastMonths(day: string): { value: string; label: string }[] {
  const months: { value: string; label: string }[] = [];
  for (let { start } = previousMonth(day); months.length < 24; { start } = previousMonth(start))
    months.push({ value: monthOf(start), label: monthName(start) });
  return months;
}

interface InvoiceRow {
  id: string;
  number: string | null;
  kind: string;
  document: string;
  state: string;
  overdue: boolean;
  issuerName: string;
  customerName: string;
  periodStart: string;
  periodEnd: string;
  issuedOn: string | null;
  dueOn: string | null;
  currency: string;
  netMinor: number;
  vatMinor: number;
  totalMinor: number;
  dueMinor: number;
  canPayByCard: boolean;
}

const DOCUMENT: FilterField = {
  key: 'document',
  label: 'Document',
  options: options(['INVOICE', 'DEBIT_NOTE', 'LATE_PAYMENT']),
};
const SELLER_FILTERS: readonly FilterField[] = [
  { key: 'kind', label: 'Kind', options: options(['WHOLESALE', 'RETAIL']) },
  {
    key: 'issuedByMe',
    label: 'Issued by',
    options: [
      { value: 'true', label: 'Issued by us' },
      { value: 'false', label: 'Issued by others' },
    ],
  },
];
const CARD_MONEY: FilterField = {
  key: 'unallocated',
  label: 'Card money',
  options: [{ value: 'true', label: 'Unallocated card money' }],
};
/** One tenant's invoices all have one customer and one kind. */
const SELLER_ONLY: ReadonlySet<string> = new Set(['customer', 'kind']);

const COLUMNS: readonly Column<InvoiceRow, 'NUMBER' | 'ISSUED_ON' | 'DUE_ON' | 'TOTAL'>[] = [
  { key: 'number', title: 'Number', value: ({ number }) => number ?? 'Draft', sort: 'NUMBER' },
  { key: 'customer', title: 'Customer', value: ({ customerName }) => customerName, show: 'always' },
  { key: 'issuer', title: 'Issued by', value: ({ issuerName }) => issuerName },
  {
    key: 'period',
    title: 'Period',
    value: ({ periodStart, periodEnd }) => invoiceDays(periodStart, periodEnd),
  },
  {
    key: 'state',
    title: 'Status',
    value: (row) => words(invoiceState(row)),
    cell: (row) => <StateBadge state={invoiceState(row)} />,
    show: 'always',
  },
  { key: 'document', title: 'Document', value: ({ document }) => words(document), show: 'chosen' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => words(kind), show: 'chosen' },
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
    key: 'net',
    title: 'Net',
    value: ({ netMinor }) => netMinor / 100,
    cell: ({ netMinor, currency }) => <Money minor={netMinor} currency={currency} />,
    align: 'right',
    show: 'chosen',
  },
  {
    key: 'vat',
    title: 'VAT',
    value: ({ vatMinor }) => vatMinor / 100,
    cell: ({ vatMinor, currency }) => <Money minor={vatMinor} currency={currency} />,
    align: 'right',
    show: 'chosen',
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
