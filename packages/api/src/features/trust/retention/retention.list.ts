import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { LegalHold, LegalHoldKind, RetentionRun } from './retention.entity.ts';

export const legalHolds = list(LegalHold, {
  name: 'legalHolds',
  permission: 'RETENTION_READ',
  filters: {
    kind: choice('kind', LegalHoldKind),
    inForce: yesOrNo((row) => `(${row}.lifted_at is null)`),
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
  },
  sorts: { PLACED_AT: [by('placed_at', 'timestamptz')] },
  order: ['PLACED_AT', 'DESC'],
});

export const retentionRuns = list(RetentionRun, {
  name: 'retentionRuns',
  permission: 'RETENTION_READ',
  filters: {
    held: yesOrNo((row) => `(${row}.held > 0)`),
    companyId: equals('company_id'),
  },
  sorts: { STARTED_AT: [by('started_at', 'timestamptz')] },
  order: ['STARTED_AT', 'DESC'],
});
