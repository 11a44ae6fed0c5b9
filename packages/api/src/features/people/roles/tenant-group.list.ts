import { beginsWith, by, list } from '../../../kernel/read/list.ts';
import { TenantGroup } from './tenant-group.entity.ts';

export const tenantGroups = list(TenantGroup, {
  name: 'tenantGroups',
  permission: 'REACH_READ',
  filters: { search: beginsWith('name_key') },
  sorts: { NAME: [by('name_key')], CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['NAME', 'ASC'],
});
