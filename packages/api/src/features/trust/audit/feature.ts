import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { AuditChain, AuditEntry } from './audit-entry.entity.ts';
import { auditEntries } from './audit-entry.list.ts';
import { auditExportRoute } from './audit-export.route.ts';
import { auditHeads, auditHeadsJob } from './audit-heads.ts';
import chainSql from './chain.sql?raw';
import { chainAudit, chainAuditJob } from './chain-audit.ts';
import { exportAudit } from './export-audit.ts';
import { findUnchained, findUnchainedJob } from './find-unchained.ts';
import { gatherSubjects } from './subjects.ts';

const permissions = {
  AUDIT_READ: { area: 'records', levels: ['PLATFORM', 'RESELLER', 'COMPANY'], words: 'Read the audit log' },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const auditFeature = feature({
  name: 'trust/audit',
  needs: ['platform/tenancy', 'people/identity'],
  permissions,
  tables: [AuditEntry, AuditChain],
  sql: [chainSql],
  lists: [auditEntries],
  verbs: [chainAudit, findUnchained, exportAudit, auditHeads],
  jobs: [chainAuditJob, findUnchainedJob, auditHeadsJob],
  routes: [auditExportRoute],
  audits: { AuditExport: { label: 'Export of the audit log' } },
  notHeld: {
    audit_entry: 'what has happened, which stays',
  },
  gathers: gatherSubjects,
});
