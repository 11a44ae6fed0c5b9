/** Who did what, when, to what. */
export { AuditEntry } from './audit-entry.entity.ts';
export { compareKept } from './compare-kept.ts';
export { entriesAfter } from './entries-after.ts';
export { labelOf, nameOf } from './subjects.ts';
export { verifyAudit } from './verify-audit.ts';
