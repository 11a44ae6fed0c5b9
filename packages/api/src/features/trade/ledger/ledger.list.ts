import { setting } from '../../../kernel/protection.ts';
import { by, choice, equals, type FilterField, list } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { LedgerAccount, LedgerEntryKind, LedgerPosting } from './ledger.entity.ts';
import { inVatReturn, ofBox } from './vat-box.ts';

const day = (comparison: '>=' | '<='): FilterField => ({
  type: () => GraphQLDate,
  condition: (row, value, statement) => `${row}."on" ${comparison} ${statement.bind(value, 'date')}`,
});

/** The journal of whoever asks: every posting of its own ledger. */
export const ledgerPostings = list(LedgerPosting, {
  name: 'ledgerPostings',
  permission: 'LEDGER_READ',
  only: (row) => `${row}.ledger_id = ${setting('reseller_id')}`,
  filters: {
    account: choice('account', LedgerAccount),
    vatBox: ofBox,
    inVatReturn,
    kind: choice('kind', LedgerEntryKind),
    customerId: equals('customer_id'),
    entryId: equals('entry_id'),
    invoiceId: equals('invoice_id'),
    from: day('>='),
    to: day('<='),
  },
  sorts: { ON: [by('"on"', 'date')] },
  order: ['ON', 'DESC'],
});
