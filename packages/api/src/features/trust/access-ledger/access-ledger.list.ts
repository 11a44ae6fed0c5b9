import { betweenDays } from '../../../kernel/read/days.ts';
import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { AccessEntry, OpeningReason } from './access-entry.entity.ts';

const questionsOf = (row: string): string =>
  `select from access_question q where q.access_entry_id = ${row}.id`;

/** Who opened one's own record, or those of one's own people, newest first. [U6] */
export const accessLedger = list(AccessEntry, {
  name: 'accessLedger',
  singular: 'accessEntry',
  permission: 'ACCESS_LEDGER_READ',
  unnoted: 'the ledger would grow by being read',
  filters: {
    endUserId: equals('end_user_id'),
    level: choice('level', LevelChoice),
    asked: yesOrNo((row) => `exists (${questionsOf(row)})`),
    waiting: yesOrNo((row) => `exists (${questionsOf(row)} and q.answered_at is null)`),
    reason: choice('reason', OpeningReason),
    ...betweenDays('at'),
  },
  sorts: { AT: [by('at', 'timestamptz')] },
  order: ['AT', 'DESC'],
});
