import type { Class } from '../../../kernel/table.ts';
import { auditEntries } from './audit-entry.list.ts';
import { disclosures } from './disclosure.list.ts';
import { home } from './home.ts';
import { search } from './search.ts';

export const oversightResolvers: Class[] = [auditEntries.resolver, disclosures.resolver, home, search];
