import { by, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { BankEntry, BankEntryState, BankStatement, isWaiting } from './bank.entity.ts';

/** Who paid, and what was written with it, wherever the text stands there. */
const search: FilterField = {
  type: () => String,
  condition(row, value, statement) {
    const text = statement.bind(String(value).toLowerCase().trim().slice(0, 120));
    return `(strpos(${row}.payer_key, ${text}) > 0 or strpos(${row}.reference_key, ${text}) > 0)`;
  },
};

export const bankEntries = list(BankEntry, {
  name: 'bankEntries',
  singular: 'bankEntry',
  permission: 'BANK_READ',
  filters: {
    search,
    state: choice('state', BankEntryState),
    waiting: yesOrNo(isWaiting),
    statementId: equals('bank_statement_id'),
  },
  sorts: { ON: [by('on', 'date')], AMOUNT: [by('amount_minor', 'bigint')] },
  order: ['ON', 'DESC'],
});

export const bankStatements = list(BankStatement, {
  name: 'bankStatements',
  permission: 'BANK_READ',
  filters: {},
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
