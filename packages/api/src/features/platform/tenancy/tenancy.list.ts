import { beginsWith, by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { isAgreementDue } from './agreement-due.ts';
import { Company } from './company.entity.ts';
import { Reseller, TenantStatus } from './reseller.entity.ts';

const createdAt = [by('created_at', 'timestamptz')];

export const resellers = list(Reseller, {
  name: 'resellers',
  permission: 'RESELLER_READ',
  filters: { search: beginsWith('name_key'), status: choice('status', TenantStatus) },
  sorts: { NAME: [by('name_key')], CREATED_AT: createdAt },
  order: ['NAME', 'ASC'],
});

export const companies = list(Company, {
  name: 'companies',
  permission: 'COMPANY_READ',
  filters: {
    search: beginsWith('name_key', 'code_key'),
    resellerId: equals('reseller_id'),
    status: choice('status', TenantStatus),
    agreementDue: yesOrNo(isAgreementDue),
  },
  sorts: { NAME: [by('name_key')], CUSTOMER_CODE: [by('code_key')], CREATED_AT: createdAt },
  order: ['NAME', 'ASC'],
});
