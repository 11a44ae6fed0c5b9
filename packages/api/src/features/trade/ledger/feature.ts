import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { agedDebt } from './aged-debt.ts';
import { LedgerPosting } from './ledger.entity.ts';
import { ledgerPostings } from './ledger.list.ts';
import { ledgerBalances } from './ledger-balances.ts';
import { marginDocuments } from './margin-documents.ts';
import { margins } from './margins.ts';
import postingRulesSql from './posting-rules.sql?raw';
import { setOffCollected, setOffCollectedJob } from './set-off-collected.ts';
import { statement } from './statement.ts';
import { vatFigures } from './vat-figures.ts';

const permissions = {
  LEDGER_READ: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See the ledger: accounts, aged debt and VAT figures',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const ledgerFeature = feature({
  name: 'trade/ledger',
  needs: [
    'platform/tenancy',
    'people/identity',
    'trade/catalogue',
    'trade/subscriptions',
    'trade/billing',
    'trade/credit-notes',
    'trade/collecting',
  ],
  permissions,
  tables: [LedgerPosting],
  sql: [postingRulesSql],
  lists: [ledgerPostings],
  verbs: [setOffCollected],
  jobs: [setOffCollectedJob],
  views: [agedDebt, ledgerBalances, marginDocuments, margins, statement, vatFigures],
});
