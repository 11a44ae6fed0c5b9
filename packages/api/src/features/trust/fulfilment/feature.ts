import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { archiveRoutes } from './archive.route.ts';
import { carryOutRights, carryOutRightsJob } from './carry-out-rights.ts';
import { carryOutRightsRequest } from './carry-out-rights-request.ts';
import { correctPersonalData } from './correct-personal-data.ts';
import { liftDataRestriction } from './lift-data-restriction.ts';
import { personalDataHeld } from './personal-data-held.ts';
import { rightsReceipts } from './receipt.list.ts';
import { receiptRoute } from './receipt.route.ts';
import { reportWronglySubmitted } from './report-wrongly-submitted.ts';
import { RightsArchive, RightsReceipt } from './rights-receipt.entity.ts';

const permissions = {
  HELD_DATA_READ: {
    area: 'privacy',
    levels: ['COMPANY', 'END_USER'],
    words: 'See what is held of people, why and how long',
  },
  RIGHTS_CARRY_OUT: {
    area: 'privacy',
    levels: ['COMPANY'],
    words: 'Have data of people exported, corrected, restricted, erased and taken out',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const fulfilmentFeature = feature({
  name: 'trust/fulfilment',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'people/requests',
    'people/changes',
    'trade/subscriptions',
    'trust/retention',
    'trust/rights',
    'trust/consents',
  ],
  permissions,
  tables: [RightsArchive, RightsReceipt],
  lists: [rightsReceipts],
  views: [personalDataHeld],
  verbs: [
    mutation(carryOutRightsRequest, RightsReceipt),
    mutation(correctPersonalData, RightsReceipt),
    mutation(liftDataRestriction, RightsReceipt),
    mutation(reportWronglySubmitted, RightsReceipt),
    carryOutRights,
  ],
  jobs: [carryOutRightsJob],
  routes: [archiveRoutes, receiptRoute],
  audits: { RightsReceipt: { label: 'Receipt of a rights request' } },
  notHeld: {
    rights_archive: 'what somebody was given of their own data',
    rights_receipt: 'what was done about somebody’s data; it stays when they have gone',
  },
  demo: () => import('./demo.ts'),
});
