import { Int } from 'type-graphql';
import { feature, type HomePart } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import { setting } from '../../../kernel/protection.ts';
import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { NoteState } from '../credit-notes/index.ts';
import { approveDebitNote } from './approve-debit-note.ts';
import { DebitNote } from './debit-note.entity.ts';
import { debitNoteMatches } from './debit-note-matches.ts';
import { declineDebitNote } from './decline-debit-note.ts';
import { issueDebitNote } from './issue-debit-note.ts';

/** The debit notes that one has asked for, issued or declined. */
const debitNotes = list(DebitNote, {
  name: 'debitNotes',
  permission: 'CREDIT_NOTE_WRITE',
  filters: { state: choice('state', NoteState), invoiceId: equals('invoice_id') },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

const figures = {
  debitNotesToApprove: `(select count(*) from debit_note n where n.state = 'AWAITING_APPROVAL' and n.issuer_id = ${setting('reseller_id')}
    and n.requested_by <> ${setting('membership_id')})`,
};
const debitNotesAtHome: HomePart = {
  figures: {
    debitNotesToApprove: {
      type: () => Int,
      description: 'Debit notes that somebody else has asked for, and that take a second person.',
    },
  },
  at: { PLATFORM: { figures }, RESELLER: { figures } },
};

export const debitNotesFeature = feature({
  name: 'trade/debit-notes',
  needs: ['platform/tenancy', 'people/identity', 'trade/billing', 'trade/credit-notes'],
  tables: [DebitNote],
  lists: [debitNotes],
  verbs: [
    mutation(issueDebitNote, DebitNote),
    mutation(approveDebitNote, DebitNote),
    mutation(declineDebitNote, DebitNote),
  ],
  views: [debitNoteMatches],
  audits: { DebitNote: { label: 'Debit note' } },
  home: [debitNotesAtHome],
  demo: () => import('./demo.ts'),
});
