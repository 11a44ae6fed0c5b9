import { ID } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { on } from '../../../kernel/jobs.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { callsCharged } from '../calls/index.ts';
import { CallLimit } from './call-limit.entity.ts';
import { callLimits, callWarnings } from './call-limits.list.ts';
import callLimitsSql from './call-limits.sql?raw';
import { CallWarning } from './call-warning.entity.ts';
import { findCallsToWatch, findCallsToWatchJob } from './find-calls-to-watch.ts';
import { callLimitsAtHome } from './home.ts';
import { liftCallBar } from './lift-call-bar.ts';
import { limitsOfCompany } from './limits-of.ts';
import { removeCallLimits } from './remove-call-limits.ts';
import { setCallLimits } from './set-call-limits.ts';
import { settleCallWarnings } from './settle-call-warnings.ts';
import { watchCalls, watchCallsJob } from './watch-calls.ts';

const permissions = {
  CALL_LIMIT_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See what calls may come to in a day, and what was warned of',
  },
  CALL_LIMIT_WRITE: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Say what calls may come to in a day',
  },
  CALL_WARNING_SETTLE: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Let barred calls go out again, and look after warnings of calls',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const callLimitsFeature = feature({
  name: 'trade/call-limits',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'trade/catalogue',
    'trade/subscriptions',
    'trade/calls',
  ],
  permissions,
  tables: [CallLimit, CallWarning],
  sql: [callLimitsSql],
  lists: [callLimits, callWarnings],
  verbs: [
    mutation(setCallLimits, CallLimit),
    plainMutation(removeCallLimits, () => ID),
    mutation(liftCallBar, CallWarning),
    plainMutation(settleCallWarnings, () => BulkOutcome),
    watchCalls,
    findCallsToWatch,
  ],
  fields: [limitsOfCompany, children(Company, 'callWarnings', callWarnings, 'company_id')],
  jobs: [on(callsCharged, watchCallsJob), findCallsToWatchJob],
  audits: {
    CallLimit: { label: 'Limit of calls' },
    CallWarning: { label: 'Warning of calls' },
  },
  home: [callLimitsAtHome],
  demo: () => import('./demo.ts'),
});
