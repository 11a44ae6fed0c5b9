import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { AuditChain, AuditEntry } from './audit-entry.entity.ts';
import { auditEntries } from './audit-entry.list.ts';
import { auditExportRoute } from './audit-export.route.ts';
import { auditHeads, auditHeadsJob } from './audit-heads.ts';
import chainSql from './chain.sql?raw';
import { chainAudit, chainAuditJob } from './chain-audit.ts';
import { checkAuditCopy } from './check-audit-copy.ts';
import { exportAudit } from './export-audit.ts';
import { findUnchained, findUnchainedJob } from './find-unchained.ts';
import { mailAuditHeads, mailAuditHeadsJob } from './mail-audit-heads.ts';
import { publishAuditHeads, publishAuditHeadsJob } from './publish-audit-heads.ts';
import { PublishedHead } from './published-head.entity.ts';
import { publishedHeads } from './published-head.list.ts';
import { publishedHeadsRoute } from './published-heads.route.ts';
import { gatherSubjects } from './subjects.ts';

const permissions = {
  AUDIT_READ: { area: 'records', levels: ['PLATFORM', 'RESELLER', 'COMPANY'], words: 'Read the audit log' },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const auditFeature = feature({
  name: 'trust/audit',
  needs: ['platform/tenancy', 'people/identity', 'desk/notifications'],
  permissions,
  tables: [AuditEntry, AuditChain, PublishedHead],
  sql: [chainSql],
  lists: [auditEntries, publishedHeads],
  verbs: [chainAudit, findUnchained, exportAudit, auditHeads, publishAuditHeads, mailAuditHeads],
  views: [checkAuditCopy],
  jobs: [chainAuditJob, findUnchainedJob, auditHeadsJob, publishAuditHeadsJob, mailAuditHeadsJob],
  routes: [auditExportRoute, publishedHeadsRoute],
  audits: { AuditExport: { label: 'Export of the audit log' } },
  notHeld: {
    audit_entry: 'what has happened, which stays',
  },
  gathers: gatherSubjects,
  demo: () => import('./demo.ts'),
});
