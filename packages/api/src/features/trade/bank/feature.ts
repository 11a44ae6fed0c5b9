import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { BankBooking, BankColumnsRow, BankEntry, BankStatement } from './bank.entity.ts';
import { bankEntries, bankStatements } from './bank.list.ts';
import { bankEntryMatch } from './bank-entry-match.ts';
import { bankStatementRoute } from './bank-statement.route.ts';
import { bookEntry } from './book-entry.ts';
import { bankColumns } from './columns.ts';
import { bankAtHome } from './home.ts';
import { putEntryAside } from './put-entry-aside.ts';
import { takeInStatement } from './take-in-statement.ts';

const permissions = {
  BANK_READ: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See what came into the bank account',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const bankFeature = feature({
  name: 'trade/bank',
  needs: ['platform/tenancy', 'people/identity', 'trade/billing', 'trade/credit-notes'],
  permissions,
  tables: [BankColumnsRow, BankStatement, BankBooking, BankEntry],
  lists: [bankEntries, bankStatements],
  verbs: [
    mutation(takeInStatement, BankStatement),
    mutation(bookEntry, BankEntry),
    mutation(putEntryAside, BankEntry),
  ],
  views: [bankColumns, bankEntryMatch],
  routes: [bankStatementRoute],
  audits: {
    BankStatement: { label: 'Bank statement' },
    BankEntry: { label: 'Bank entry' },
  },
  home: [bankAtHome],
  demo: () => import('./demo.ts'),
});
