import { Button } from '@mantine/core';
import { IconFileImport, IconScale } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { monthName } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { TakeInBill } from './TakeInBill.tsx';
import { OURS } from './words.ts';

const BillsDocument = graphql(
  `
  query SupplierBills(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SupplierBillFilter
    $orderBy: SupplierBillOrder
  ) {
    supplierBills(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        periodStart
        fileName
        lines
        costMinor
        lostMinor
        openCount
        acceptedCount
        uploadedByName
        createdAt
        supplier {
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

type Bill = ResultOf<typeof BillsDocument>['supplierBills']['nodes'][number];

/** What suppliers have billed, and how much of it is still to be looked at [P3]. */
export function SupplierBillsPage() {
  const can = useCan();
  const navigate = useNavigate();
  const [taking, setTaking] = useState(false);
  const list = useList({
    query: BillsDocument,
    page: ({ supplierBills }) => supplierBills,
    type: 'SupplierBill',
    settings: { sort: '-CREATED_AT' },
  });
  const action = can('SUPPLIER_COST_WRITE') && (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => setTaking(true)}>
      Take in a bill
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Suppliers’ bills"
        description="Seats that suppliers bill you, beside what is provided and what you invoice."
        actions={action}
      />
      <DataList
        id="supplier-bills"
        label="Suppliers’ bills"
        list={list}
        columns={COLUMNS}
        rowLink={({ id }) => ({ to: '/supplier-bills/$supplierBillId', params: { supplierBillId: id } })}
        empty={
          <EmptyState icon={<IconScale size={22} />} title="No bills yet" action={action}>
            Take in the CSV file of a distributor or vendor: each customer and product stands in three
            columns, and what differs is said in words.
          </EmptyState>
        }
      />
      {taking && (
        <TakeInBill
          onClose={() => setTaking(false)}
          onTaken={(id) =>
            void navigate({ to: '/supplier-bills/$supplierBillId', params: { supplierBillId: id } })
          }
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<Bill, 'CREATED_AT'>[] = [
  {
    key: 'bill',
    title: 'Bill',
    value: ({ supplier, periodStart }) => `${supplier.name}, ${monthName(periodStart)}`,
  },
  {
    key: 'open',
    title: 'Open',
    value: ({ openCount }) => openCount,
    cell: ({ openCount }) => (
      <StateBadge
        state={openCount ? 'SEATS_OPEN' : 'SEATS_AGREES'}
        label={openCount ? `${openCount} open` : 'Nothing open'}
      />
    ),
    show: 'always',
  },
  {
    key: 'lost',
    title: 'Invoiced to nobody',
    value: ({ lostMinor }) => lostMinor / 100,
    cell: ({ lostMinor }) => <Money minor={lostMinor} currency={OURS} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'cost',
    title: 'Bill, net',
    value: ({ costMinor }) => costMinor / 100,
    cell: ({ costMinor }) => <Money minor={costMinor} currency={OURS} />,
    align: 'right',
  },
  { key: 'settled', title: 'Settled', value: ({ acceptedCount }) => acceptedCount, align: 'right' },
  { key: 'lines', title: 'Lines', value: ({ lines }) => lines, align: 'right', show: 'chosen' },
  { key: 'file', title: 'File', value: ({ fileName }) => fileName, show: 'chosen' },
  { key: 'by', title: 'Taken in by', value: ({ uploadedByName }) => uploadedByName },
  {
    key: 'createdAt',
    title: 'Taken in',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
