import { Button } from '@mantine/core';
import { IconArchive, IconBuildingBank, IconCash, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { date } from '../../../lib/format.ts';
import { options, words } from '../../../lib/words.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { BookEntry } from './BookEntry.tsx';
import { PutAside } from './PutAside.tsx';
import { TakeInStatement } from './TakeInStatement.tsx';

const EntriesDocument = graphql(
  `
  query BankEntries(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: BankEntryFilter
    $orderBy: BankEntryOrder
  ) {
    bankEntries(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        on
        amountMinor
        leftMinor
        currency
        payer
        reference
        state
        because
        note
        decidedByName
        statement {
          id
          fileName
        }
        bookings {
          id
          payment {
            id
            invoice {
              id
              number
            }
          }
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
export type Entry = ResultOf<typeof EntriesDocument>['bankEntries']['nodes'][number];

type Deed = { kind: 'BOOK' | 'ASIDE'; entry: Entry };

/** What came into the account, and what it paid [B7]. */
export function BankPage() {
  const can = useCan();
  const [taking, setTaking] = useState(false);
  const [deed, begin] = useState<Deed>();
  const list = useList({
    query: EntriesDocument,
    page: ({ bankEntries }) => bankEntries,
    type: 'BankEntry',
    settings: { sort: '-ON', filters: ['waiting', 'state'] },
  });
  const writes = can('PAYMENT_WRITE');
  const action = writes && (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => setTaking(true)}>
      Take in a statement
    </Button>
  );
  const deedsOf = (entry: Entry): RowDeed[] => {
    if (entry.state === 'BOOKED') return [{ label: 'Book', held: 'All of it is booked.' }];
    if (entry.state === 'OUTGOING') return [{ label: 'Book', held: 'It went out of the account.' }];
    return [
      { label: 'Book', icon: <IconCash size={14} />, run: () => begin({ kind: 'BOOK', entry }) },
      ...(entry.state === 'PUT_ASIDE'
        ? []
        : [
            {
              label: 'Put aside',
              icon: <IconArchive size={14} />,
              run: () => begin({ kind: 'ASIDE', entry }),
            },
          ]),
    ];
  };
  return (
    <>
      <PageHeader
        title="Bank"
        description="What came into your account. What is sure is booked; the rest waits for you."
        actions={action}
      />
      <DataList
        id="bank"
        label="Bank entries"
        list={list}
        columns={COLUMNS}
        searchHint="Payer or reference"
        filters={FILTERS}
        rowActions={
          writes
            ? (entry) => (
                <RowMenu of={`${entry.payer || entry.reference}, ${date(entry.on)}`} items={deedsOf(entry)} />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconBuildingBank size={22} />} title="No statements yet" action={action}>
            Take in a statement of your bank: CAMT.053, OFX or CSV. Payments find their invoices by number,
            sum and name.
          </EmptyState>
        }
      />
      {taking && <TakeInStatement onClose={() => setTaking(false)} />}
      {deed?.kind === 'BOOK' && <BookEntry entry={deed.entry} onClose={() => begin(undefined)} />}
      {deed?.kind === 'ASIDE' && <PutAside entry={deed.entry} onClose={() => begin(undefined)} />}
    </>
  );
}

const FILTERS: readonly FilterField[] = [
  { key: 'waiting', label: 'Waiting', options: [{ value: 'true', label: 'Waits for you' }] },
  {
    key: 'state',
    label: 'Status',
    options: options(['PROPOSED', 'UNKNOWN', 'BOOKED', 'PUT_ASIDE', 'OUTGOING']),
  },
];

/** What became of it, or what it probably is. */
const saidOf = ({ bookings, because, note }: Entry): string => {
  const numbers = bookings.flatMap(({ payment }) => payment?.invoice.number ?? []);
  return note ?? (numbers.length ? numbers.join(', ') : (because ?? ''));
};

const COLUMNS: readonly Column<Entry, 'ON' | 'AMOUNT'>[] = [
  { key: 'on', title: 'Day', value: ({ on }) => on, cell: ({ on }) => date(on), sort: 'ON' },
  { key: 'payer', title: 'Payer', value: ({ payer }) => payer },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference, show: 'always' },
  {
    key: 'amount',
    title: 'Amount',
    value: ({ amountMinor }) => amountMinor / 100,
    cell: ({ amountMinor, currency }) => <Money minor={amountMinor} currency={currency} />,
    sort: 'AMOUNT',
    align: 'right',
    show: 'always',
  },
  {
    key: 'left',
    title: 'To book',
    value: ({ leftMinor }) => leftMinor / 100,
    cell: ({ leftMinor, currency }) => <Money minor={leftMinor || null} currency={currency} />,
    align: 'right',
  },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => words(state),
    cell: ({ state }) => <StateBadge state={state} />,
    show: 'always',
  },
  { key: 'for', title: 'For', value: saidOf, show: 'always' },
  { key: 'by', title: 'Decided by', value: ({ decidedByName }) => decidedByName, show: 'chosen' },
  { key: 'file', title: 'File', value: ({ statement }) => statement.fileName, show: 'chosen' },
];
