/** Who did what, when, to what. */
export { AuditEntry } from './audit-entry.entity.ts';
