import { betweenDays } from '../../../kernel/read/days.ts';
import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { AccessEntry, OpeningReason } from './access-entry.entity.ts';

/** Who opened one's own record, or those of one's own people, newest first. [U6] */
export const accessLedger = list(AccessEntry, {
  name: 'accessLedger',
  singular: 'accessEntry',
  permission: 'ACCESS_LEDGER_READ',
  filters: {
    endUserId: equals('end_user_id'),
    level: choice('level', LevelChoice),
    reason: choice('reason', OpeningReason),
    ...betweenDays('at'),
  },
  sorts: { AT: [by('at', 'timestamptz')] },
  order: ['AT', 'DESC'],
});
