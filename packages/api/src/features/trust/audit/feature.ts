import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { auditEntries } from './audit-entry.list.ts';
import { gatherSubjects } from './subjects.ts';

const permissions = {
  AUDIT_READ: { area: 'records', levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const auditFeature = feature({
  name: 'trust/audit',
  needs: ['platform/tenancy', 'people/identity'],
  permissions,
  tables: [AuditEntry],
  lists: [auditEntries],
  gathers: gatherSubjects,
});
