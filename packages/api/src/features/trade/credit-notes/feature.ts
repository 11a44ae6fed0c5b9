import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Invoice, InvoiceLine } from '../billing/index.ts';
import { approveCreditNote } from './approve-credit-note.ts';
import {
  CreditNote,
  CreditNoteLine,
  CreditNotePolicy,
  CreditNoteSeries,
  CreditUse,
} from './credit-note.entity.ts';
import { creditNotes } from './credit-note.list.ts';
import { creditNoteApproval } from './credit-note-approval.ts';
import { creditNoteFilesRoutes } from './credit-note-files.route.ts';
import { creditNoteMatches } from './credit-note-matches.ts';
import creditNotesSql from './credit-notes.sql?raw';
import { declineCreditNote } from './decline-credit-note.ts';
import { creditNotesAtHome } from './home.ts';
import { issueCreditNote } from './issue-credit-note.ts';
import { creditNoteFiles } from './keep-credit-note-files.ts';
import { Overpayment } from './overpayment.entity.ts';
import { overpayments } from './overpayments.ts';
import { refundCredit } from './refund-credit.ts';
import { refundOverpayment } from './refund-overpayment.ts';
import { setCreditNoteApproval } from './set-credit-note-approval.ts';
import { useCredit } from './use-credit.ts';
import { useOverpayment } from './use-overpayment.ts';

const permissions = {
  CREDIT_NOTE_WRITE: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Issue and approve credit and debit notes, and use or pay back credit',
  },
  CREDIT_NOTE_APPROVAL_WRITE: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Set which credit and debit notes take a second person',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const creditNotesFeature = feature({
  name: 'trade/credit-notes',
  needs: ['platform/tenancy', 'desk/notifications', 'people/identity', 'trade/billing'],
  permissions,
  tables: [CreditNoteLine, CreditUse, CreditNote, CreditNotePolicy, CreditNoteSeries, Overpayment],
  sql: [creditNotesSql],
  lists: [creditNotes, overpayments],
  verbs: [
    mutation(issueCreditNote, CreditNote),
    mutation(approveCreditNote, CreditNote),
    mutation(declineCreditNote, CreditNote),
    mutation(useCredit, CreditNote),
    mutation(refundCredit, CreditNote),
    mutation(useOverpayment, Overpayment),
    mutation(refundOverpayment, Overpayment),
    mutation(setCreditNoteApproval, CreditNotePolicy),
    creditNoteFiles.keep,
    creditNoteFiles.find,
  ],
  fields: [
    children(Invoice, 'creditNotes', creditNotes, 'invoice_id'),
    children(Invoice, 'overpayments', overpayments, 'invoice_id'),
    added(
      InvoiceLine,
      'creditedMinor',
      Computed(
        () => GraphQLMinor,
        (row) =>
          `(select coalesce(sum(k.net_minor), 0) from credit_note_line k join credit_note n on n.id = k.credit_note_id
              where k.invoice_line_id = ${row}.id and n.state <> 'DECLINED')`,
        { description: 'What of it has been credited, net; for its issuer also what is about to be.' },
      ),
    ),
  ],
  views: [creditNoteApproval, creditNoteMatches],
  jobs: [...creditNoteFiles.jobs],
  routes: [creditNoteFilesRoutes],
  audits: {
    CreditNote: { label: 'Credit note' },
    CreditNoteFile: {
      label: 'Files of a credit note',
      name: (id) =>
        `select n.number from invoice_file f join credit_note n on n.id = f.credit_note_id where f.id = ${id}`,
    },
    CreditNotePolicy: { label: 'Approval of credit notes' },
    Overpayment: {
      label: 'Overpayment',
      name: (id) =>
        `select i.number from overpayment o join invoice i on i.id = o.invoice_id where o.id = ${id}`,
    },
  },
  home: [creditNotesAtHome],
  demo: () => import('./demo.ts'),
});
