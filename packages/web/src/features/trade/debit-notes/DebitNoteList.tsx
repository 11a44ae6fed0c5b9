import { notifications } from '@mantine/notifications';
import { IconCheck, IconFilePlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { money } from '../../../lib/format.ts';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DeclineDebitNote } from './DeclineDebitNote.tsx';

const DebitNotesDocument = graphql(
  `
  query DebitNotes(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: DebitNoteFilter
    $orderBy: DebitNoteOrder
  ) {
    debitNotes(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        state
        reason
        currency
        totalMinor
        customerName
        requestedByName
        requestedByMe
        decidedByName
        decisionNote
        createdAt
        lines {
          description
          quantity
          netMinor
        }
        invoice {
          id
          number
        }
        issued {
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
type Note = ResultOf<typeof DebitNotesDocument>['debitNotes']['nodes'][number];

const ApproveDocument = graphql(`
  mutation ApproveDebitNote($input: ApproveDebitNoteInput!) {
    approveDebitNote(input: $input) {
      id
      state
      issued {
        id
        number
      }
    }
  }
`);

/** The debit notes that were asked for, and deciding about those that wait [B6]. */
export function DebitNoteList() {
  const approve = useSend(ApproveDocument, 'Invoice');
  const [declining, setDeclining] = useState<Note>();
  const list = useList({
    query: DebitNotesDocument,
    page: ({ debitNotes }) => debitNotes,
    type: 'DebitNote',
    settings: { sort: '-CREATED_AT', filters: ['state', 'invoiceId'] },
  });
  const deeds = (note: Note): RowDeed[] => {
    if (note.state !== 'AWAITING_APPROVAL') return [];
    if (note.requestedByMe)
      return [{ label: 'Approve', held: 'Somebody else has to decide: you asked for it.' }];
    const { id, customerName, currency, totalMinor, lines, reason } = note;
    return [
      {
        label: 'Approve',
        icon: <IconCheck size={16} />,
        ask: {
          title: `Charge ${customerName} ${money(totalMinor, currency)}?`,
          consequence: `${lines.map((line) => `${line.quantity} × ${line.description}: ${money(line.netMinor, currency)}`).join('; ')}, and VAT. ${reason} ${customerName} is told, and pays it like an invoice.`,
          confirmLabel: 'Issue debit note',
          onConfirm: async () => {
            const { approveDebitNote } = await approve({ input: { id } });
            notifications.show({ message: `Debit note ${approveDebitNote.issued?.number} is issued.` });
          },
        },
      },
      { label: 'Decline', icon: <IconX size={16} />, run: () => setDeclining(note) },
    ];
  };
  return (
    <Siblings of="/credit-notes" at="/debit-notes">
      <PageHeader
        title="Debit notes"
        description="What was charged beside invoices, or waits for a second person. One is made on the page of its invoice, and is paid like an invoice."
      />
      <DataList
        id="debit-notes"
        label="Debit notes"
        list={list}
        columns={COLUMNS}
        filters={FILTERS}
        rowLink={({ issued, invoice }) => ({
          to: '/invoices/$invoiceId',
          params: { invoiceId: (issued ?? invoice).id },
        })}
        rowActions={(note) => (
          <RowMenu of={`the debit note for ${note.invoice.number}`} items={deeds(note)} />
        )}
        empty={
          <EmptyState icon={<IconFilePlus size={22} />} title="No debit notes yet">
            Where too little was charged, open the invoice and charge more of it there.
          </EmptyState>
        }
      />
      {declining && <DeclineDebitNote note={declining} onClose={() => setDeclining(undefined)} />}
    </Siblings>
  );
}

const FILTERS: readonly FilterField[] = [
  { key: 'state', label: 'Status', options: options(['AWAITING_APPROVAL', 'ISSUED', 'DECLINED']) },
];

const COLUMNS: readonly Column<Note, 'CREATED_AT'>[] = [
  { key: 'number', title: 'Number', value: ({ issued }) => issued?.number ?? 'None yet' },
  { key: 'customer', title: 'Customer', value: ({ customerName }) => customerName, show: 'always' },
  { key: 'invoice', title: 'For invoice', value: ({ invoice }) => invoice.number },
  {
    key: 'reason',
    title: 'Reason',
    value: ({ reason, decisionNote }) => (decisionNote ? `${reason} Declined: ${decisionNote}` : reason),
  },
  { key: 'by', title: 'Asked for by', value: ({ requestedByName }) => requestedByName, show: 'chosen' },
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
];
