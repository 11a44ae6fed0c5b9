import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import { on } from '../../../kernel/jobs.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { orderOver } from '../../trade/orders/index.ts';
import { EndUser } from '../directory/index.ts';
import {
  carryOutLeaver,
  carryOutLeaverJob,
  findDueLeavers,
  findDueLeaversJob,
  followLeaverOrder,
  followLeaverOrderJob,
} from './carry-out-leaver.ts';
import { confirmLeaver } from './confirm-leaver.ts';
import { gatherHeld } from './kinds.ts';
import { Leaver, LeaverItem } from './leaver.entity.ts';
import { leavers } from './leaver.list.ts';
import { LeaverPolicy } from './leaver-policy.entity.ts';
import { planLeaver } from './plan-leaver.ts';
import { setLeaverUndoDays } from './set-leaver-undo-days.ts';
import { undoDays } from './undo-days.ts';
import { restoreLeaver, restoreLeaverJob, undoLeaver } from './undo-leaver.ts';

const permissions = {
  LEAVER_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See who leaves, and what becomes of what they held',
  },
  /** What becomes of single things is for those who may decide about them anyway. */
  LEAVER_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Plan, confirm and undo that somebody leaves',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const leaversFeature = feature({
  name: 'people/leavers',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/quotas',
    'trade/orders',
  ],
  permissions,
  tables: [Leaver, LeaverItem, LeaverPolicy],
  lists: [leavers],
  verbs: [
    mutation(planLeaver, Leaver),
    mutation(confirmLeaver, Leaver),
    mutation(undoLeaver, Leaver),
    mutation(setLeaverUndoDays, Company),
    carryOutLeaver,
    findDueLeavers,
    followLeaverOrder,
    restoreLeaver,
  ],
  fields: [
    children(EndUser, 'leavers', leavers, 'end_user_id'),
    added(
      Company,
      'leaverUndoDays',
      Computed(
        () => Int,
        (row) => undoDays(`${row}.id`),
        {
          levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
          description: 'For how many days it can undo that somebody has left.',
        },
      ),
    ),
  ],
  jobs: [carryOutLeaverJob, findDueLeaversJob, on(orderOver, followLeaverOrderJob), restoreLeaverJob],
  audits: {
    Leaver: {
      label: 'Leaver',
      name: (id) =>
        `select u.first_name || ' ' || u.last_name from leaver l join end_user u on u.id = l.end_user_id where l.id = ${id}`,
    },
  },
  notHeld: {
    leaver: 'this itself',
    leaver_item: 'this itself',
  },
  gathers: gatherHeld,
  demo: () => import('./demo.ts'),
});
