import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { auditEntries } from './audit-entry.list.ts';
import { Disclosure } from './disclosure.entity.ts';
import { disclosures } from './disclosure.list.ts';
import { home } from './home.ts';
import { search } from './search.ts';

const permissions = {
  DISCLOSURE_READ: { area: 'privacy', levels: ['PLATFORM', 'COMPANY', 'END_USER'] },
  AUDIT_READ: { area: 'records', levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const oversightFeature = feature({
  name: 'platform/oversight',
  needs: ['platform/tenancy', 'people/identity', 'trade/subscriptions', 'trade/billing'],
  permissions,
  tables: [AuditEntry, Disclosure],
  lists: [auditEntries, disclosures],
  views: [home, search],
});
