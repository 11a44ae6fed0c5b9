import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { AuditChain, AuditEntry } from './audit-entry.entity.ts';
import { auditEntries } from './audit-entry.list.ts';
import { chainAudit, chainAuditJob } from './chain-audit.ts';
import { findUnchained, findUnchainedJob } from './find-unchained.ts';
import { home } from './home.ts';
import { search } from './search.ts';

const permissions = {
  AUDIT_READ: { area: 'records', levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const oversightFeature = feature({
  name: 'platform/oversight',
  needs: ['platform/tenancy', 'people/identity', 'trade/subscriptions', 'trade/billing'],
  permissions,
  tables: [AuditEntry, AuditChain],
  lists: [auditEntries],
  verbs: [chainAudit, findUnchained],
  jobs: [chainAuditJob, findUnchainedJob],
  views: [home, search],
});
