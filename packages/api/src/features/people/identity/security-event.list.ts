import { betweenDays } from '../../../kernel/read/days.ts';
import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { SecurityEvent, SecurityEventKind } from './security-event.entity.ts';

/** What was refused to people of one's own tenants, newest first. [S82] */
export const securityEvents = list(SecurityEvent, {
  name: 'securityEvents',
  permission: 'SECURITY_READ',
  filters: {
    kind: choice('kind', SecurityEventKind),
    membershipId: equals('membership_id'),
    ...betweenDays('last_at'),
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
  },
  sorts: { LAST_AT: [by('last_at', 'timestamptz')] },
  order: ['LAST_AT', 'DESC'],
});
