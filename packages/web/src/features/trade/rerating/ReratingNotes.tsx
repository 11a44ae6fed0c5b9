import { IconCheck, IconFileInvoice, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { choices, KINDS, NOTE_STATES } from './words.ts';

const NotesDocument = graphql(
  `
  query ReratingNotes(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ReratingNoteFilter
    $orderBy: ReratingNoteOrder
  ) {
    reratingNotes(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        kind
        state
        netMinor
        invoice {
          id
          number
          customerName
          currency
        }
        creditNote {
          id
          number
          state
          totalMinor
        }
        debitNote {
          id
          state
          totalMinor
          issued {
            id
            number
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
type Note = ResultOf<typeof NotesDocument>['reratingNotes']['nodes'][number];

const IssueDocument = graphql(`
  mutation IssueReratingNotes($input: IssueReratingNotesInput!) {
    issueReratingNotes(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

const LeaveDocument = graphql(`
  mutation LeaveReratingNotes($input: LeaveReratingNotesInput!) {
    leaveReratingNotes(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface Deed {
  kind: 'ISSUE' | 'LEAVE';
  ids: string[];
  clear: () => void;
}

interface ReratingNotesProps {
  reratingId: string;
  /** There are some. */
  noted: boolean;
}

/** The notes that a re-rating has come to: they are issued, or invoices left as they are [B6]. */
export function ReratingNotes({ reratingId, noted }: ReratingNotesProps) {
  const [deed, begin] = useState<Deed>();
  const list = useList({
    query: NotesDocument,
    page: ({ reratingNotes }) => reratingNotes,
    type: 'ReratingNote',
    settings: { sort: '-CREATED_AT', filters: ['state', 'kind'] },
    fixed: { reratingId },
  });
  const deedOf = (kind: Deed['kind']) => (rows: readonly Note[], clear: () => void) =>
    begin({ kind, ids: rows.map(({ id }) => id), clear });
  const deeds = [
    { kind: 'ISSUE', label: 'Issue', icon: <IconCheck size={14} /> },
    { kind: 'LEAVE', label: 'Leave as it is', icon: <IconX size={14} /> },
  ] as const;
  if (!noted)
    return (
      <EmptyState icon={<IconFileInvoice size={22} />} title="No invoice is concerned">
        Nothing that was invoiced has come to more or less by a penny.
      </EmptyState>
    );
  return (
    <>
      <DataList
        id="rerating-notes"
        label="Notes of re-rated calls"
        list={list}
        columns={COLUMNS}
        filters={[
          { key: 'state', label: 'Status', options: choices(NOTE_STATES) },
          { key: 'kind', label: 'Note', options: choices(KINDS) },
        ]}
        bulk={deeds.map(({ kind, label, icon }) => ({ label, icon, run: deedOf(kind) }))}
        rowActions={(note) => (
          <RowMenu
            of={`the note for ${note.invoice.number}`}
            items={
              note.state === 'PROPOSED'
                ? deeds.map(({ kind, label, icon }) => ({
                    label,
                    icon,
                    run: () => deedOf(kind)([note], () => {}),
                  }))
                : []
            }
          />
        )}
        empty={<EmptyState icon={<IconFileInvoice size={22} />} title="No notes like these" />}
      />
      {deed && (
        <Decide
          deed={deed}
          onClose={(done) => {
            if (done) deed.clear();
            begin(undefined);
          }}
        />
      )}
    </>
  );
}

function Decide({ deed: { kind, ids }, onClose }: { deed: Deed; onClose: (done: boolean) => void }) {
  const issue = useSend(IssueDocument, 'ReratingNote');
  const leave = useSend(LeaveDocument, 'ReratingNote');
  const input = { ids };
  const notes = plural(ids.length, 'note');
  return kind === 'ISSUE' ? (
    <BulkDialogue
      count={ids.length}
      title={`Issue ${notes}?`}
      consequence="Customers are told. A credit note pays what is still due of its invoice; a debit note is to be paid. Above the amount that takes two people, somebody else has to approve."
      confirmLabel={`Issue ${notes}`}
      onConfirm={async () => (await issue({ input })).issueReratingNotes}
      done={(count) => `${plural(count, 'note is', 'notes are')} issued or asked for.`}
      onClose={onClose}
    />
  ) : (
    <BulkDialogue
      count={ids.length}
      title={`Leave ${plural(ids.length, 'invoice')} without a note?`}
      consequence="What was charged stays charged, though the calls are rated otherwise by now. This cannot be undone here; a note can still be made on the page of the invoice."
      confirmLabel="Leave as it is"
      destructive
      onConfirm={async () => (await leave({ input })).leaveReratingNotes}
      done={(count) => `${plural(count, 'invoice is', 'invoices are')} left as before.`}
      onClose={onClose}
    />
  );
}

/** The note that was made of it, which leads to where it stands. */
function Made({ note: { creditNote, debitNote, invoice } }: { note: Note }) {
  if (creditNote)
    return (
      <TextLink to="/credit-notes/$creditNoteId" params={{ creditNoteId: creditNote.id }}>
        {creditNote.number ?? words(creditNote.state)}
      </TextLink>
    );
  if (debitNote)
    return (
      <TextLink to="/invoices/$invoiceId" params={{ invoiceId: debitNote.issued?.id ?? invoice.id }}>
        {debitNote.issued?.number ?? words(debitNote.state)}
      </TextLink>
    );
  return null;
}

const COLUMNS: readonly Column<Note, 'CREATED_AT'>[] = [
  {
    key: 'invoice',
    title: 'Invoice',
    value: ({ invoice }) => invoice.number,
    cell: ({ invoice: { id, number } }) => (
      <TextLink to="/invoices/$invoiceId" params={{ invoiceId: id }}>
        {number}
      </TextLink>
    ),
    show: 'always',
  },
  { key: 'customer', title: 'Customer', value: ({ invoice }) => invoice.customerName, show: 'always' },
  { key: 'kind', title: 'Note', value: ({ kind }) => KINDS[kind], show: 'always' },
  {
    key: 'net',
    title: 'Net',
    value: ({ netMinor }) => netMinor / 100,
    cell: ({ netMinor, invoice }) => <Money minor={netMinor} currency={invoice.currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'total',
    title: 'With VAT',
    value: ({ creditNote, debitNote }) => {
      const made = creditNote ?? debitNote;
      return made && made.totalMinor / 100;
    },
    cell: ({ creditNote, debitNote, invoice }) => (
      <Money minor={(creditNote ?? debitNote)?.totalMinor} currency={invoice.currency} />
    ),
    align: 'right',
    show: 'chosen',
  },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => NOTE_STATES[state],
    cell: ({ state }) => <StateBadge state={state} label={NOTE_STATES[state]} />,
    show: 'always',
  },
  {
    key: 'made',
    title: 'Became',
    value: ({ creditNote, debitNote }) => creditNote?.number ?? debitNote?.issued?.number,
    cell: (note) => <Made note={note} />,
    show: 'always',
  },
];
