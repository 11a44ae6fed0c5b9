import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { CallLimit } from './call-limit.entity.ts';
import { CallWarning, CallWarningKind, isToSettle, stands } from './call-warning.entity.ts';

const byTime = {
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
} as const;

/** What sellers have said of all of their companies and of single ones, and what companies have said themselves. */
export const callLimits = list(CallLimit, {
  name: 'callLimits',
  permission: 'CALL_LIMIT_READ',
  filters: {
    companyId: equals('company_id'),
    forEveryone: yesOrNo((row) => `(${row}.company_id is null)`),
    own: yesOrNo((row) => `${row}.own`),
  },
  ...byTime,
});

/** What was warned of, and what is barred. */
export const callWarnings = list(CallWarning, {
  name: 'callWarnings',
  permission: 'CALL_LIMIT_READ',
  filters: {
    companyId: equals('company_id'),
    kind: choice('kind', CallWarningKind),
    barred: yesOrNo(stands),
    toSettle: yesOrNo(isToSettle),
  },
  ...byTime,
});
