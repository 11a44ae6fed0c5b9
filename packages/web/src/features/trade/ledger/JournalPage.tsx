import { IconBook2 } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { words } from '../../../lib/words.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { dayFilter } from '../../../ui/form/day-filter.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ACCOUNTS, type Account, ENTRIES } from './ledger-words.ts';

const PostingsDocument = graphql(
  `
  query LedgerPostings(
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
        account
        amountMinor
        currency
        category
        vatRateBp
        reference
        invoice {
          id
        }
        company {
          id
          name
        }
        reseller {
          id
          name
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
type Posting = ResultOf<typeof PostingsDocument>['ledgerPostings']['nodes'][number];

/** Every posting of one's own ledger, the latest first. */
export function JournalPage() {
  const list = useList({
    query: PostingsDocument,
    page: ({ ledgerPostings }) => ledgerPostings,
    type: 'Invoice',
    settings: {
      sort: '-ON',
      filters: ['account', 'kind', 'customerId', 'from', 'to', 'entryId', 'invoiceId'],
    },
  });
  const { customerId, from, to } = list.state.filters;
  const companies = useCompanyOptions(true, customerId === undefined ? undefined : String(customerId));
  return (
    <>
      <PageHeader
        title="Journal"
        description="Each invoice and payment is an entry: what one account is debited others are credited."
      />
      <Siblings of="/ledger" at="/ledger/journal">
        <DataList
          id="journal"
          label="Journal"
          list={list}
          columns={COLUMNS}
          filters={[
            ...FILTERS,
            { key: 'customerId', label: 'Company', options: companies.options, onSearch: companies.onSearch },
            dayFilter('from', 'From', { max: to }),
            dayFilter('to', 'To', { min: from }),
          ]}
          rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
          empty={
            <EmptyState icon={<IconBook2 size={22} />} title="Nothing has been posted yet">
              The first invoice opens the ledger.
            </EmptyState>
          }
        />
      </Siblings>
    </>
  );
}

const FILTERS: readonly FilterField[] = [
  {
    key: 'account',
    label: 'Account',
    options: Object.entries(ACCOUNTS).map(([value, { name }]) => ({ value, label: name })),
  },
  {
    key: 'kind',
    label: 'Entry',
    options: Object.entries(ENTRIES).map(([value, label]) => ({ value, label })),
  },
];

const COLUMNS: readonly Column<Posting, 'ON'>[] = [
  { key: 'on', title: 'Day', value: ({ on }) => on, cell: ({ on }) => <DayText day={on} />, sort: 'ON' },
  { key: 'kind', title: 'Entry', value: ({ kind }) => ENTRIES[kind] },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference, show: 'always' },
  {
    key: 'customer',
    title: 'Customer',
    value: ({ company, reseller }) => company?.name ?? reseller?.name ?? null,
    show: 'always',
  },
  {
    key: 'account',
    title: 'Account',
    value: ({ account }) => ACCOUNTS[account as Account].name,
    show: 'always',
  },
  {
    key: 'supply',
    title: 'Kind of supply',
    value: ({ category, vatRateBp }) =>
      [category && words(category), vatRateBp !== null && `${vatRateBp / 100} %`].filter(Boolean).join(', '),
  },
  {
    key: 'debit',
    title: 'Debit',
    value: ({ amountMinor }) => (amountMinor > 0 ? amountMinor / 100 : null),
    cell: ({ amountMinor, currency }) => (
      <Money minor={amountMinor > 0 ? amountMinor : null} currency={currency} />
    ),
    align: 'right',
    show: 'always',
  },
  {
    key: 'credit',
    title: 'Credit',
    value: ({ amountMinor }) => (amountMinor < 0 ? -amountMinor / 100 : null),
    cell: ({ amountMinor, currency }) => (
      <Money minor={amountMinor < 0 ? -amountMinor : null} currency={currency} />
    ),
    align: 'right',
    show: 'always',
  },
];
