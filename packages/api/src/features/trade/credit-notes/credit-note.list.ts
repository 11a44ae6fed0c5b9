import { setting } from '../../../kernel/protection.ts';
import { by, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { InvoiceKind } from '../billing/index.ts';
import { NoteState } from './approval.ts';
import { CreditNote } from './credit-note.entity.ts';

/** Numbers and customers begin with the text as a whole. */
const search: FilterField = {
  type: () => String,
  condition(row, value, statement) {
    const text = statement.bind(String(value).toLowerCase().trim().slice(0, 120));
    return `(${row}.number_key ^@ ${text} or ${row}.customer_key ^@ ${text})`;
  },
};

/** The credit notes that one issued or received. */
export const creditNotes = list(CreditNote, {
  name: 'creditNotes',
  permission: 'INVOICE_READ',
  filters: {
    search,
    state: choice('state', NoteState),
    kind: choice('kind', InvoiceKind),
    invoiceId: equals('invoice_id'),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    unused: yesOrNo((row) => `(${row}.state = 'ISSUED' and ${row}.used_minor < ${row}.total_minor)`),
    issuedByMe: yesOrNo(
      (row) => `(${row}.issuer_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`,
    ),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')], NUMBER: [by('number_key')] },
  order: ['CREATED_AT', 'DESC'],
});
