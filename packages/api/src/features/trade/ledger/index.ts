/** Double entry of the platform and of each reseller. */

export { AGED } from './aged-debt.ts';
export { ITS_ACCOUNT, LedgerAccount, LedgerEntryKind } from './ledger.entity.ts';
export { assertPeriod, periodRules } from './ledger-period.ts';
export { readStatement, type StatementAsked } from './read-statement.ts';
export { verifyLedger } from './verify-ledger.ts';
