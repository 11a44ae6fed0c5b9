import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { applyBulkChange, applyBulkChangeJob } from './apply-bulk-change.ts';
import { approveBulkChange } from './approve-bulk-change.ts';
import { bulkChangeRoutes } from './bulk-change-route.ts';
import { BulkChangePolicy, ChangeSet, ChangeSetRow } from './change-set.entity.ts';
import { changeSetRows, changeSets } from './change-set.list.ts';
import { confirmBulkChange } from './confirm-bulk-change.ts';
import { discardBulkChange } from './discard-bulk-change.ts';
import { failBulkChange } from './fail-bulk-change.ts';
import { findOldChangeSets, findOldChangeSetsJob } from './find-old-change-sets.ts';
import { forgetChangeSet, forgetChangeSetJob } from './forget-change-set.ts';
import { previewBulkChange } from './preview-bulk-change.ts';
import { proposeBulkColumns } from './propose-bulk-columns.ts';
import removePeopleSql from './remove-people.sql?raw';
import { bulkChangeReport } from './report.route.ts';
import { reverseBulkChange } from './reverse-bulk-change.ts';
import { setBulkChangeApproval } from './set-bulk-change-approval.ts';
import { bulkChangeStatement } from './statement.ts';

const permissions = {
  /** That a second person approves is the company's own, whoever keeps its directory or is let in to help. */
  BULK_CHANGE_APPROVE: {
    area: 'directory',
    levels: ['COMPANY'],
    lent: false,
    words: 'Approve imports of people, and say whether they need it',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const changesFeature = feature({
  name: 'people/changes',
  needs: [
    'platform/tenancy',
    'people/identity',
    'people/directory',
    'people/photos',
    'trade/catalogue',
    'trade/subscriptions',
  ],
  permissions,
  tables: [ChangeSet, ChangeSetRow, BulkChangePolicy],
  lists: [changeSets, changeSetRows],
  verbs: [
    mutation(previewBulkChange, ChangeSet),
    mutation(confirmBulkChange, ChangeSet),
    mutation(approveBulkChange, ChangeSet),
    mutation(discardBulkChange, ChangeSet),
    mutation(reverseBulkChange, ChangeSet),
    mutation(setBulkChangeApproval, Company),
    applyBulkChange,
    failBulkChange,
    findOldChangeSets,
    forgetChangeSet,
    proposeBulkColumns,
  ],
  views: [bulkChangeStatement],
  fields: [
    children(Company, 'changeSets', changeSets, 'company_id'),
    children(ChangeSet, 'rows', changeSetRows, 'change_set_id'),
    added(
      Company,
      'bulkChangeApproval',
      Computed(
        () => Boolean,
        (row) =>
          `coalesce((select b.approval from bulk_change_policy b where b.company_id = ${row}.id), false)`,
        {
          levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
          description: 'Whether files that change its directory wait for a second person.',
        },
      ),
    ),
  ],
  jobs: [applyBulkChangeJob, findOldChangeSetsJob, forgetChangeSetJob],
  routes: [bulkChangeRoutes, bulkChangeReport],
  audits: {
    ChangeSet: { label: 'Bulk change' },
    EndUserImport: { label: 'Import of end users' },
  },
  home: [
    {
      figures: { bulkChangesWaiting: { type: () => Int } },
      at: {
        COMPANY: {
          figures: { bulkChangesWaiting: `(select count(*) from change_set where state = 'WAITING')` },
        },
      },
    },
  ],
  notHeld: {
    change_set_row: 'a row of a file that was taken in',
  },
  sql: [removePeopleSql],
  demo: () => import('./demo.ts'),
});
