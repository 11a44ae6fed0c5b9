/** What each level sees of the whole: home, search, audit log. */
export { AuditEntry } from './audit-entry.entity.ts';
export { hint } from './hint.ts';
export { Disclosure } from './disclosure.entity.ts';
export { oversightResolvers } from './resolvers.ts';
