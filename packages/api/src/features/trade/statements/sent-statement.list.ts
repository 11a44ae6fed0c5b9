import { by, equals, list } from '../../../kernel/read/list.ts';
import { SentStatement } from './sent-statement.entity.ts';

export const sentStatements = list(SentStatement, {
  name: 'sentStatements',
  permission: 'INVOICE_READ',
  filters: { companyId: equals('company_id'), resellerId: equals('reseller_id') },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
