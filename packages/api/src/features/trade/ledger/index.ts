/** Double entry of the platform and of each reseller. */
export { verifyLedger } from './verify-ledger.ts';
