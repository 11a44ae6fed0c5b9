import { betweenDays } from '../../../kernel/read/days.ts';
import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { Disclosure, DisclosureReason } from './disclosure.entity.ts';

/** Who opened one's own record, or those of one's own people, newest first. [U6] */
export const disclosures = list(Disclosure, {
  name: 'disclosures',
  permission: 'DISCLOSURE_READ',
  filters: {
    endUserId: equals('end_user_id'),
    level: choice('level', LevelChoice),
    reason: choice('reason', DisclosureReason),
    ...betweenDays('at'),
  },
  sorts: { AT: [by('at', 'timestamptz')] },
  order: ['AT', 'DESC'],
});
