/** What each level sees of the whole: home, search, audit log. */
export { AuditEntry } from './audit-entry.entity.ts';
export { entriesAfter } from './entries-after.ts';
export { verifyAudit } from './verify-audit.ts';
