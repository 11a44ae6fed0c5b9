import { beginsWith, by, list } from '../../../kernel/read/list.ts';
import { Connector } from './connector.entity.ts';

export const connectors = list(Connector, {
  name: 'connectors',
  permission: 'CONNECTOR_WRITE',
  filters: { search: beginsWith('name_key') },
  sorts: { NAME: [by('name_key')], CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['NAME', 'ASC'],
});
