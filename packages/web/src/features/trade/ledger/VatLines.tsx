import { IconReceiptTax } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { words } from '../../../lib/words.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { BOXES, ENTRIES, vatWords } from './ledger-words.ts';
import type { Days } from './use-period.ts';

const LinesDocument = graphql(
  `
  query VatLines(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: LedgerPostingFilter
    $orderBy: LedgerPostingOrder
  ) {
    ledgerPostings(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        on
        kind
        reference
        vatBox
        vatBoxMinor
        category
        vatCategory
        vatRateBp
        currency
        invoice {
          id
          kind
          number
          customerName
          issuerName
        }
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
type Line = ResultOf<typeof LinesDocument>['ledgerPostings']['nodes'][number];

/** What each figure of a VAT return is made of, document by document [B5]. */
export function VatLines({ days: { from, to } }: { days: Days }) {
  const { level } = useViewer();
  const list = useList({
    query: LinesDocument,
    page: ({ ledgerPostings }) => ledgerPostings,
    type: 'Invoice',
    settings: { sort: '-ON', filters: ['vatBox'] },
    fixed: { from, to, inVatReturn: true },
  });
  return (
    <DataList
      id="vat-lines"
      fileName={`vat-${from}-${to}`}
      label="Lines of the VAT report"
      list={list}
      columns={columnsFor(level === 'RESELLER')}
      filters={[
        {
          key: 'vatBox',
          label: 'Box',
          options: Object.entries(BOXES)
            .filter(([box]) => level === 'RESELLER' || box === 'BOX_1' || box === 'BOX_6')
            .map(([value, { name, words }]) => ({ value, label: `${name} · ${words}` })),
        },
      ]}
      rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
      empty={
        <EmptyState icon={<IconReceiptTax size={22} />} title="Nothing was invoiced in these days">
          Choose another period.
        </EmptyState>
      }
    />
  );
}

/** @param buys whether who reads is invoiced here, too */
const columnsFor = (buys: boolean): readonly Column<Line, 'ON'>[] => [
  {
    key: 'on',
    title: 'Day',
    value: ({ on }) => on,
    cell: ({ on }) => <DayText day={on} />,
    sort: 'ON',
    show: 'always',
  },
  { key: 'box', title: 'Box', value: ({ vatBox }) => vatBox && BOXES[vatBox].name, show: 'always' },
  { key: 'document', title: 'Document', value: ({ reference }) => reference, show: 'always' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => ENTRIES[kind], show: 'chosen' },
  {
    key: 'who',
    title: buys ? 'Customer or supplier' : 'Customer',
    value: ({ invoice }) =>
      buys && invoice.kind === 'WHOLESALE' ? invoice.issuerName : invoice.customerName,
    show: 'always',
  },
  { key: 'supply', title: 'Kind of supply', value: ({ category }) => category && words(category) },
  {
    key: 'vat',
    title: 'VAT',
    value: ({ vatCategory, vatRateBp }) => vatCategory && vatWords(vatCategory, vatRateBp),
  },
  {
    key: 'amount',
    title: 'Amount',
    value: ({ vatBoxMinor }) => (vatBoxMinor ?? 0) / 100,
    cell: ({ vatBoxMinor, currency }) => <Money minor={vatBoxMinor} currency={currency} />,
    align: 'right',
    show: 'always',
  },
  { key: 'currency', title: 'Currency', value: ({ currency }) => currency },
];
