import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { ErasureList } from './erasure-list.ts';
import { carryOutRetentionJob, findRetention, findRetentionJob } from './keep-retention.ts';
import { liftLegalHold } from './lift-legal-hold.ts';
import { placeLegalHold } from './place-legal-hold.ts';
import { replayErasure } from './replay-erasures.ts';
import { LegalHold, RetentionChoice, RetentionRun } from './retention.entity.ts';
import { legalHolds, retentionRuns } from './retention.list.ts';
import { retentionMatrix } from './retention-matrix.ts';
import { retentionPreview } from './retention-preview.ts';
import { beginRetentionRun, endRetentionRun, forgetBatch } from './retention-run.ts';
import { setRetention } from './set-retention.ts';

const permissions = {
  RETENTION_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See how long data is kept, what goes and what is held',
  },
  RETENTION_CHOOSE: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Keep data shorter, where law and agreement allow',
    for: 'owners',
  },
  LEGAL_HOLD: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Place and lift legal holds',
    for: 'owners',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const retentionFeature = feature({
  name: 'trust/retention',
  needs: [
    'platform/tenancy',
    'people/identity',
    'people/directory',
    'trade/subscriptions',
    'trade/calls',
    'desk/notifications',
  ],
  permissions,
  tables: [RetentionChoice, LegalHold, RetentionRun],
  lists: [legalHolds, retentionRuns],
  verbs: [
    plainMutation(setRetention, () => Boolean),
    mutation(placeLegalHold, LegalHold),
    mutation(liftLegalHold, LegalHold),
    findRetention,
    beginRetentionRun,
    forgetBatch,
    endRetentionRun,
    replayErasure,
  ],
  services: ({ config }) => ({ erasures: new ErasureList(config.erasuresFile) }),
  views: [retentionMatrix, retentionPreview],
  jobs: [carryOutRetentionJob, findRetentionJob],
  demo: () => import('./demo.ts'),
  notHeld: { legal_hold: 'what is kept about them for a claim, which is nothing they hold' },
  audits: {
    RetentionChoice: { label: 'Time for which data is kept' },
    LegalHold: {
      label: 'Legal hold',
      name: (id) => `select h.reference from legal_hold h where h.id = ${id}`,
    },
    Erasure: { label: 'Erasure after a restore' },
    RetentionRun: { label: 'Night of forgetting' },
  },
});
