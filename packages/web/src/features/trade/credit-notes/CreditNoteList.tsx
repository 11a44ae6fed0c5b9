import { Button } from '@mantine/core';
import { IconFileMinus, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { SetApproval } from './SetApproval.tsx';

const CreditNotesDocument = graphql(
  `
  query CreditNotes(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CreditNoteFilter
    $orderBy: CreditNoteOrder
  ) {
    creditNotes(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        number
        state
        kind
        reason
        currency
        totalMinor
        leftMinor
        customerName
        issuerName
        createdAt
        invoice {
          id
          number
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
type Note = ResultOf<typeof CreditNotesDocument>['creditNotes']['nodes'][number];

/** What was taken back of invoices that one issued or received [B6]. */
export function CreditNoteList() {
  const { level } = useViewer();
  const can = useCan();
  const seller = level !== 'COMPANY';
  const [setting, setSetting] = useState(false);
  const list = useList({
    query: CreditNotesDocument,
    page: ({ creditNotes }) => creditNotes,
    type: 'CreditNote',
    settings: { sort: '-CREATED_AT', filters: ['state', 'kind', 'unused', 'issuedByMe', 'invoiceId'] },
  });
  return (
    <Siblings of="/credit-notes" at="/credit-notes">
      <PageHeader
        title="Credit notes"
        description={
          seller
            ? 'What was taken back of invoices, with its VAT. One is made on the page of its invoice.'
            : 'What was taken back of invoices to your company, and what became of it.'
        }
        actions={
          can('CREDIT_NOTE_APPROVAL_WRITE') && (
            <Button variant="default" leftSection={<IconUsers size={16} />} onClick={() => setSetting(true)}>
              Approval
            </Button>
          )
        }
      />
      <DataList
        id="credit-notes"
        label="Credit notes"
        list={list}
        columns={seller ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'customer' && key !== 'state')}
        searchHint={seller ? 'Number or customer' : 'Number'}
        filters={seller ? SELLER_FILTERS : []}
        rowLink={({ id }) => ({ to: '/credit-notes/$creditNoteId', params: { creditNoteId: id } })}
        empty={
          <EmptyState icon={<IconFileMinus size={22} />} title="No credit notes yet">
            {seller
              ? 'Where something was charged wrongly, open the invoice and credit it there.'
              : 'Where something was charged wrongly, it comes back here.'}
          </EmptyState>
        }
      />
      {setting && <SetApproval onClose={() => setSetting(false)} />}
    </Siblings>
  );
}

const SELLER_FILTERS: readonly FilterField[] = [
  { key: 'state', label: 'Status', options: options(['AWAITING_APPROVAL', 'ISSUED', 'DECLINED']) },
  { key: 'unused', label: 'Credit', options: [{ value: 'true', label: 'Not used up' }] },
  {
    key: 'issuedByMe',
    label: 'Issued by',
    options: [
      { value: 'true', label: 'Issued by us' },
      { value: 'false', label: 'Issued by others' },
    ],
  },
];

const COLUMNS: readonly Column<Note, 'CREATED_AT' | 'NUMBER'>[] = [
  { key: 'number', title: 'Number', value: ({ number }) => number ?? 'None yet', sort: 'NUMBER' },
  { key: 'customer', title: 'Customer', value: ({ customerName }) => customerName, show: 'always' },
  { key: 'issuer', title: 'Issued by', value: ({ issuerName }) => issuerName, show: 'chosen' },
  { key: 'invoice', title: 'Invoice', value: ({ invoice }) => invoice.number },
  { key: 'reason', title: 'Reason', value: ({ reason }) => reason },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => words(state),
    cell: ({ state }) => <StateBadge state={state} />,
    show: 'always',
  },
  {
    key: 'at',
    title: 'Made',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
  {
    key: 'total',
    title: 'Total',
    value: ({ totalMinor }) => totalMinor / 100,
    cell: ({ totalMinor, currency }) => <Money minor={totalMinor} currency={currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'left',
    title: 'Not used',
    value: ({ leftMinor }) => leftMinor / 100,
    cell: ({ leftMinor, currency }) => <Money minor={leftMinor || null} currency={currency} />,
    align: 'right',
  },
];
