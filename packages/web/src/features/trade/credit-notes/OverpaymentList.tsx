import { IconArrowForwardUp, IconCash, IconCoins, IconCreditCardRefund } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { RefundCredit } from './RefundCredit.tsx';
import { RefundToSource } from './RefundToSource.tsx';
import { UseCredit } from './UseCredit.tsx';

const OverpaymentsDocument = graphql(
  `
  query Overpayments(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: OverpaymentFilter
    $orderBy: OverpaymentOrder
  ) {
    overpayments(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        currency
        totalMinor
        leftMinor
        receivedOn
        reference
        createdAt
        invoice {
          id
          number
          kind
          customerName
        }
        reseller {
          id
        }
        company {
          id
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
type Overpayment = ResultOf<typeof OverpaymentsDocument>['overpayments']['nodes'][number];

const UseDocument = graphql(`
  mutation UseOverpayment($input: UseOverpaymentInput!) {
    useOverpayment(input: $input) {
      id
      leftMinor
    }
  }
`);

const RefundDocument = graphql(`
  mutation RefundOverpayment($input: RefundOverpaymentInput!) {
    refundOverpayment(input: $input) {
      id
      leftMinor
    }
  }
`);

/** What was paid beyond what was due, and what becomes of it [B7]. */
export function OverpaymentList() {
  const { level, reseller } = useViewer();
  const can = useCan();
  const spend = useSend(UseDocument, 'Invoice');
  const refund = useSend(RefundDocument);
  const [deed, begin] = useState<{ kind: 'USE' | 'REFUND' | 'TO_SOURCE'; row: Overpayment }>();
  const close = () => begin(undefined);
  const list = useList({
    query: OverpaymentsDocument,
    page: ({ overpayments }) => overpayments,
    type: 'Overpayment',
    settings: { sort: '-CREATED_AT', filters: ['unused', 'issuedByMe'] },
  });
  const seller = level !== 'COMPANY';
  const deedsOf = (row: Overpayment): RowDeed[] => {
    const own = row.invoice.kind === 'WHOLESALE' ? level === 'PLATFORM' : row.reseller?.id === reseller?.id;
    const held = own ? row.leftMinor === 0 && 'All of it has been used.' : 'It is with whoever was paid.';
    return [
      {
        label: 'Put against an invoice',
        icon: <IconArrowForwardUp size={14} />,
        ...(held ? { held } : { run: () => begin({ kind: 'USE', row }) }),
      },
      {
        label: 'Pay back to card or account',
        icon: <IconCreditCardRefund size={14} />,
        ...(held ? { held } : { run: () => begin({ kind: 'TO_SOURCE', row }) }),
      },
      {
        label: 'Paid back by transfer',
        icon: <IconCash size={14} />,
        ...(held ? { held } : { run: () => begin({ kind: 'REFUND', row }) }),
      },
    ];
  };
  const credit = deed && creditOf(deed.row);
  return (
    <Siblings of="/credit-notes" at="/overpayments">
      <PageHeader
        title="Overpayments"
        description={
          seller
            ? 'What customers paid beyond what was due: put it against another invoice, or pay it back.'
            : 'What your company paid beyond what was due. It is kept for you.'
        }
      />
      <DataList
        id="overpayments"
        label="Overpayments"
        list={list}
        columns={seller ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'customer')}
        filters={seller ? FILTERS : FILTERS.slice(0, 1)}
        rowLink={({ invoice }) => ({ to: '/invoices/$invoiceId', params: { invoiceId: invoice.id } })}
        rowActions={
          seller && can('CREDIT_NOTE_WRITE')
            ? (row) => <RowMenu of={`Overpayment of ${row.invoice.number}`} items={deedsOf(row)} />
            : undefined
        }
        empty={
          <EmptyState icon={<IconCoins size={22} />} title="Nothing was paid too much">
            What comes in beyond what is due is kept here as the customer’s credit.
          </EmptyState>
        }
      />
      {credit && deed.kind === 'USE' && (
        <UseCredit
          credit={credit}
          spend={(invoiceId, amountMinor) =>
            spend({ input: { overpaymentId: deed.row.id, invoiceId, amountMinor } })
          }
          onClose={close}
        />
      )}
      {credit && deed.kind === 'TO_SOURCE' && (
        <RefundToSource credit={credit} of={{ overpaymentId: deed.row.id }} onClose={close} />
      )}
      {credit && deed.kind === 'REFUND' && (
        <RefundCredit
          credit={credit}
          refund={(given) => refund({ input: { overpaymentId: deed.row.id, ...given } })}
          onClose={close}
        />
      )}
    </Siblings>
  );
}

const creditOf = ({ currency, leftMinor, invoice, company, reseller }: Overpayment) => ({
  currency,
  leftMinor,
  customerName: invoice.customerName,
  kind: invoice.kind,
  company,
  reseller,
});

const FILTERS: readonly FilterField[] = [
  { key: 'unused', label: 'Credit', options: [{ value: 'true', label: 'Not used up' }] },
  {
    key: 'issuedByMe',
    label: 'Kept by',
    options: [
      { value: 'true', label: 'Kept by us' },
      { value: 'false', label: 'Kept by others' },
    ],
  },
];

const COLUMNS: readonly Column<Overpayment, 'CREATED_AT'>[] = [
  { key: 'invoice', title: 'Invoice', value: ({ invoice }) => invoice.number },
  { key: 'customer', title: 'Customer', value: ({ invoice }) => invoice.customerName, show: 'always' },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference },
  {
    key: 'received',
    title: 'Received',
    value: ({ receivedOn }) => receivedOn,
    cell: ({ receivedOn }) => date(receivedOn),
    sort: 'CREATED_AT',
  },
  {
    key: 'total',
    title: 'Paid too much',
    value: ({ totalMinor }) => totalMinor / 100,
    cell: ({ totalMinor, currency }) => <Money minor={totalMinor} currency={currency} />,
    align: 'right',
  },
  {
    key: 'left',
    title: 'Not used',
    value: ({ leftMinor }) => leftMinor / 100,
    cell: ({ leftMinor, currency }) => <Money minor={leftMinor || null} currency={currency} />,
    align: 'right',
    show: 'always',
  },
];
