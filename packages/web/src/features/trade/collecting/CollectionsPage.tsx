import { IconBuildingBank } from '@tabler/icons-react';
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
import { COLLECTION_STATES, methodName } from './method-words.ts';

const CollectionsDocument = graphql(
  `
  query Collections(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CollectionFilter
    $orderBy: CollectionOrder
  ) {
    collections(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        state
        attempt
        collectOn
        amountMinor
        failure
        createdAt
        invoice {
          id
          number
          currency
          customerName
        }
        method {
          id
          kind
          brand
          last4
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
type Collection = ResultOf<typeof CollectionsDocument>['collections']['nodes'][number];

/** What is collected from customers by itself, and what of it failed [B7]. */
export function CollectionsPage() {
  const list = useList({
    query: CollectionsDocument,
    page: ({ collections }) => collections,
    type: 'Collection',
    settings: { sort: '-CREATED_AT', filters: ['state', 'leftFailed', 'issuedByMe'] },
  });
  return (
    <Siblings of="/collections" at="/collections">
      <PageHeader
        title="Collections"
        description="What is collected from cards and bank accounts on file on the day it is due. Customers add those themselves, and are told days before."
      />
      <DataList
        id="collections"
        label="Collections"
        list={list}
        columns={COLUMNS}
        filters={[
          {
            key: 'state',
            label: 'State',
            options: Object.entries(COLLECTION_STATES).map(([value, label]) => ({ value, label })),
          },
          {
            key: 'leftFailed',
            label: 'Left',
            options: [{ value: 'true', label: 'Failed, not tried again' }],
          },
          {
            key: 'issuedByMe',
            label: 'Owed to',
            options: [
              { value: 'true', label: 'Us' },
              { value: 'false', label: 'Others' },
            ],
          },
        ]}
        rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
        empty={
          <EmptyState icon={<IconBuildingBank size={22} />} title="Nothing is collected yet">
            Once a customer keeps a card or sets up a Direct Debit, its invoices are collected as they become
            due.
          </EmptyState>
        }
      />
    </Siblings>
  );
}

const COLUMNS: readonly Column<Collection, 'CREATED_AT'>[] = [
  { key: 'invoice', title: 'Invoice', value: ({ invoice }) => invoice.number },
  { key: 'customer', title: 'Customer', value: ({ invoice }) => invoice.customerName, show: 'always' },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => COLLECTION_STATES[state],
    cell: ({ state }) => <StateBadge state={state} />,
    show: 'always',
  },
  {
    key: 'on',
    title: 'Collected on',
    value: ({ collectOn }) => collectOn,
    cell: ({ collectOn }) => date(collectOn),
  },
  { key: 'from', title: 'From', value: ({ method }) => method && methodName(method) },
  { key: 'failure', title: 'Why it failed', value: ({ failure }) => failure },
  { key: 'attempt', title: 'Attempt', value: ({ attempt }) => attempt, align: 'right' },
  {
    key: 'amount',
    title: 'Amount',
    value: ({ amountMinor }) => amountMinor / 100,
    cell: ({ amountMinor, invoice }) => <Money minor={amountMinor} currency={invoice.currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'noted',
    title: 'Noted',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
