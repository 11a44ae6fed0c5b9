/** Double entry of the platform and of each reseller. */

export { LedgerAccount, LedgerEntryKind } from './ledger.entity.ts';
export { assertPeriod } from './ledger-period.ts';
export { verifyLedger } from './verify-ledger.ts';
