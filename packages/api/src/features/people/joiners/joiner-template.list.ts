import { beginsWith, by, equals, list } from '../../../kernel/read/list.ts';
import { JoinerTemplate } from './joiner-template.entity.ts';

export const joinerTemplates = list(JoinerTemplate, {
  name: 'joinerTemplates',
  permission: 'END_USER_WRITE',
  filters: {
    search: beginsWith('name_key'),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
  },
  sorts: { NAME: [by('name_key')] },
  order: ['NAME', 'ASC'],
});
