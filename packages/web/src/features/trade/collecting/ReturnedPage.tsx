import { IconReceiptRefund } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const ReturnedDocument = graphql(
  `
  query ReturnedPayments(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ReturnedPaymentFilter
    $orderBy: ReturnedPaymentOrder
  ) {
    returnedPayments(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        state
        amountMinor
        reason
        returnedOn
        answerBy
        createdAt
        invoice {
          id
          number
          currency
          customerName
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
type Returned = ResultOf<typeof ReturnedDocument>['returnedPayments']['nodes'][number];

/** What banks have taken back, and until when that can be answered [B7]. */
export function ReturnedPage() {
  const list = useList({
    query: ReturnedDocument,
    page: ({ returnedPayments }) => returnedPayments,
    type: 'ReturnedPayment',
    settings: { sort: '-CREATED_AT', filters: ['state'] },
  });
  return (
    <Siblings of="/collections" at="/collections/returned">
      <PageHeader
        title="Returned"
        description="Payments by card or Direct Debit that a bank has taken back. Their invoices are to be paid again; evidence is given at the payment provider."
      />
      <DataList
        id="returned-payments"
        label="Returned payments"
        list={list}
        columns={COLUMNS}
        filters={[
          {
            key: 'state',
            label: 'State',
            options: [
              { value: 'OPEN', label: 'Can be answered' },
              { value: 'LOST', label: 'Lost' },
              { value: 'WON', label: 'Won' },
            ],
          },
        ]}
        rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
        empty={
          <EmptyState icon={<IconReceiptRefund size={22} />} title="No payment was returned">
            A charge-back, or a debit that a bank returns, stands here, and its invoice is open again.
          </EmptyState>
        }
      />
    </Siblings>
  );
}

const COLUMNS: readonly Column<Returned, 'CREATED_AT'>[] = [
  { key: 'invoice', title: 'Invoice', value: ({ invoice }) => invoice.number },
  { key: 'customer', title: 'Customer', value: ({ invoice }) => invoice.customerName, show: 'always' },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => state,
    cell: ({ state }) => <StateBadge state={state} />,
    show: 'always',
  },
  { key: 'reason', title: 'Why', value: ({ reason }) => reason },
  {
    key: 'answer-by',
    title: 'Answer by',
    value: ({ state, answerBy }) => (state === 'OPEN' ? answerBy : null),
    cell: ({ state, answerBy }) =>
      state === 'OPEN' && answerBy ? <DateText at={answerBy} as="day" /> : null,
  },
  {
    key: 'on',
    title: 'Returned',
    value: ({ returnedOn }) => returnedOn,
    cell: ({ returnedOn }) => date(returnedOn),
    sort: 'CREATED_AT',
  },
  {
    key: 'amount',
    title: 'Amount',
    value: ({ amountMinor }) => amountMinor / 100,
    cell: ({ amountMinor, invoice }) => <Money minor={amountMinor} currency={invoice.currency} />,
    align: 'right',
    show: 'always',
  },
];
