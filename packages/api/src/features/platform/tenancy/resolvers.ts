import { mutation } from '../../../kernel/graphql/door.ts';
import { beginsWith, by, children, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { isAgreementDue } from './agreement-due.ts';
import { Company } from './company.entity.ts';
import { Reseller, TenantStatus } from './reseller.entity.ts';
import { updateCompany } from './update-company.ts';
import { updateReseller } from './update-reseller.ts';

const createdAt = [by('created_at', 'timestamptz')];

export const resellers = list(Reseller, {
  name: 'resellers',
  permission: 'reseller:read',
  filters: { search: beginsWith('name_key'), status: choice('status', TenantStatus) },
  sorts: { NAME: [by('name_key')], CREATED_AT: createdAt },
  order: ['NAME', 'ASC'],
});

export const companies = list(Company, {
  name: 'companies',
  permission: 'company:read',
  filters: {
    search: beginsWith('name_key', 'code_key'),
    resellerId: equals('reseller_id'),
    status: choice('status', TenantStatus),
    agreementDue: yesOrNo(isAgreementDue),
  },
  sorts: { NAME: [by('name_key')], CUSTOMER_CODE: [by('code_key')], CREATED_AT: createdAt },
  order: ['NAME', 'ASC'],
});

export const tenancyResolvers = [
  resellers.resolver,
  companies.resolver,
  children(Reseller, 'companies', companies, 'reseller_id'),
  mutation(updateReseller, Reseller),
  mutation(updateCompany, Company),
];
