/** What each level sees of the whole: home, search, audit log. */
export { AuditEntry } from './audit-entry.entity.ts';
export { Disclosure } from './disclosure.entity.ts';
