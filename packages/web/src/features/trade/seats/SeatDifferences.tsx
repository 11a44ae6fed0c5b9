import { Text } from '@mantine/core';
import { IconCheck, IconLink, IconScale, IconShoppingCart } from '@tabler/icons-react';
import { useState } from 'react';
import { useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AcceptSeats } from './AcceptSeats.tsx';
import { type Difference, DifferencesDocument, nameOf, productOf } from './differences.ts';
import { MatchSeats } from './MatchSeats.tsx';
import { OrderSeats } from './OrderSeats.tsx';
import { choices, KINDS, OURS, STANDINGS } from './words.ts';

type Deed =
  | { kind: 'MATCH' | 'ORDER'; row: Difference }
  | { kind: 'ACCEPT'; ids: string[]; clear: () => void };

/** Each company and product of a bill in three columns, what differs in words, and what can be done about it [P3]. */
export function SeatDifferences({ billId }: { billId: string }) {
  const can = useCan();
  const [deed, begin] = useState<Deed>();
  const close = () => begin(undefined);
  const list = useList({
    query: DifferencesDocument,
    page: ({ seatDifferences }) => seatDifferences,
    type: 'SupplierBill',
    settings: { sort: '-WEIGHT', filters: ['standing', 'kind'] },
    fixed: { billId },
  });
  const writes = can('SUPPLIER_COST_WRITE');
  const orders = writes && can('SUBSCRIPTION_WRITE');
  const deedsOf = (row: Difference): RowDeed[] => {
    if (row.kind === 'CUSTOMER_UNKNOWN' || row.kind === 'PRODUCT_UNKNOWN')
      return [{ label: 'Match', icon: <IconLink size={14} />, run: () => begin({ kind: 'MATCH', row }) }];
    if (row.standing !== 'OPEN') return [];
    return [
      ...(orders && (row.kind === 'NOT_PROVIDED' || row.kind === 'NOT_BILLED') ? [orderDeed(row)] : []),
      {
        label: 'Accept',
        icon: <IconCheck size={14} />,
        run: () => begin({ kind: 'ACCEPT', ids: [row.id], clear: () => {} }),
      },
    ];
  };
  const orderDeed = (row: Difference): RowDeed => {
    const label = row.kind === 'NOT_PROVIDED' ? 'Order' : row.order?.quantity ? 'Reduce' : 'Cancel';
    const icon = <IconShoppingCart size={14} />;
    return row.order
      ? { label, icon, run: () => begin({ kind: 'ORDER', row }) }
      : {
          label,
          icon,
          held: 'Its seats are people’s, or several subscriptions share them: order for them on the company’s page.',
        };
  };
  return (
    <>
      <DataList
        id="seat-differences"
        label="Seats billed, provided and invoiced"
        list={list}
        columns={COLUMNS}
        filters={[
          { key: 'standing', label: 'Status', options: choices(STANDINGS) },
          { key: 'kind', label: 'Difference', options: choices(KINDS) },
        ]}
        bulk={
          writes
            ? [
                {
                  label: 'Accept',
                  icon: <IconCheck size={14} />,
                  run: (rows, clear) => begin({ kind: 'ACCEPT', ids: rows.map(({ id }) => id), clear }),
                },
              ]
            : []
        }
        rowActions={
          writes
            ? (row) => <RowMenu of={`${nameOf(row)}, ${productOf(row)}`} items={deedsOf(row)} />
            : undefined
        }
        empty={
          <EmptyState icon={<IconScale size={22} />} title="Nothing to compare">
            The bill names nothing that is provided.
          </EmptyState>
        }
      />
      {deed?.kind === 'MATCH' && <MatchSeats difference={deed.row} onClose={close} />}
      {deed?.kind === 'ORDER' && <OrderSeats difference={deed.row} onClose={close} />}
      {deed?.kind === 'ACCEPT' && (
        <AcceptSeats
          ids={deed.ids}
          onClose={(done) => {
            if (done) deed.clear();
            close();
          }}
        />
      )}
    </>
  );
}

/** Zeros are grey; what differs from what is provided stands out. */
function Seats({ count, differs }: { count: number; differs: boolean }) {
  return (
    <Text
      span
      inherit
      className="numeric"
      c={count === 0 ? 'dimmed' : undefined}
      fw={differs ? 600 : undefined}
    >
      {count}
    </Text>
  );
}

const COLUMNS: readonly Column<Difference, 'WEIGHT' | 'LOST'>[] = [
  { key: 'company', title: 'Company', value: nameOf },
  { key: 'product', title: 'Product', value: productOf, show: 'always' },
  {
    key: 'billed',
    title: 'Billed',
    value: ({ billed }) => billed,
    cell: ({ billed, provided }) => <Seats count={billed} differs={billed !== provided} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'provided',
    title: 'Provided',
    value: ({ provided }) => provided,
    cell: ({ provided }) => <Seats count={provided} differs={false} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'invoiced',
    title: 'Invoiced',
    value: ({ invoiced }) => invoiced,
    cell: ({ invoiced, provided }) => <Seats count={invoiced} differs={invoiced !== provided} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'explanation',
    title: 'Difference',
    value: ({ explanation, acceptance }) =>
      acceptance ? `${explanation} ${acceptance.reason}` : explanation,
    // What is to be done depends on every word of it.
    cell: ({ explanation, acceptance }) => (
      <Text span display="block" fz="xs" style={{ whiteSpace: 'normal' }}>
        {acceptance ? `${explanation} ${acceptance.reason}` : explanation}
      </Text>
    ),
    show: 'always',
  },
  {
    key: 'lost',
    title: 'Invoiced to nobody',
    value: ({ lostMinor }) => lostMinor / 100,
    cell: ({ lostMinor }) => <Money minor={lostMinor || null} currency={OURS} />,
    sort: 'LOST',
    align: 'right',
  },
  {
    key: 'standing',
    title: 'Status',
    value: ({ standing }) => STANDINGS[standing],
    cell: ({ standing }) => (
      <StateBadge state={`SEATS_${standing}`} label={STANDINGS[standing] ?? standing} />
    ),
    sort: 'WEIGHT',
    show: 'always',
  },
  {
    key: 'acceptedBy',
    title: 'Settled by',
    value: ({ acceptance }) => acceptance?.byName,
    show: 'chosen',
  },
  {
    key: 'cost',
    title: 'Cost, net',
    value: ({ costMinor }) => costMinor / 100,
    cell: ({ costMinor }) => <Money minor={costMinor} currency={OURS} />,
    align: 'right',
    show: 'chosen',
  },
  { key: 'customer', title: 'Supplier calls it', value: ({ customer }) => customer, show: 'chosen' },
  { key: 'sku', title: 'Supplier’s product', value: ({ sku }) => sku, show: 'chosen' },
];
