import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { children } from '../../../kernel/read/list.ts';
import { isAgreementDue } from './agreement-due.ts';
import { Company } from './company.entity.ts';
import { CompanyPlace } from './company-place.entity.ts';
import companyPlaceSql from './company-place.sql?raw';
import currencySql from './currency.sql?raw';
import invoicePrefixSql from './invoice-prefix.sql?raw';
import { Logo } from './logo.entity.ts';
import { logoRoute } from './logo.route.ts';
import logosSql from './logos.sql?raw';
import { Reseller } from './reseller.entity.ts';
import suspensionSql from './suspension.sql?raw';
import { companies, resellers } from './tenancy.list.ts';
import { updateCompany } from './update-company.ts';
import { updateReseller } from './update-reseller.ts';

const permissions = {
  RESELLER_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See resellers, their brand and bank details',
  },
  RESELLER_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Change resellers’ details, brand and bank, and suspend them',
    for: 'owners',
  },
  COMPANY_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See companies and their details',
  },
  COMPANY_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Change companies’ details, and suspend them',
    for: 'owners',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const tenancyFeature = feature({
  name: 'platform/tenancy',
  needs: ['trust/agreements'],
  permissions,
  tables: [Company, CompanyPlace, Logo, Reseller],
  sql: [suspensionSql, currencySql, companyPlaceSql, logosSql, invoicePrefixSql],
  lists: [resellers, companies],
  verbs: [mutation(updateReseller, Reseller), mutation(updateCompany, Company)],
  routes: [logoRoute],
  fields: [children(Reseller, 'companies', companies, 'reseller_id')],
  audits: {
    Company: { label: 'Company', name: (id) => `select c.name from company c where c.id = ${id}` },
    Reseller: { label: 'Reseller', name: (id) => `select r.name from reseller r where r.id = ${id}` },
  },
  finds: [
    {
      kind: 'RESELLER',
      permission: 'RESELLER_READ',
      table: 'reseller',
      keys: ['name_key'],
      order: 'name_key, id',
      title: 'hit.name',
      subtitle: `hit.address->>'city'`,
    },
    {
      kind: 'COMPANY',
      permission: 'COMPANY_READ',
      table: 'company',
      keys: ['name_key', 'code_key'],
      order: 'name_key, id',
      title: 'hit.name',
      subtitle: `concat_ws(' · ', hit.customer_code, r.name)`,
      join: 'join reseller r on r.id = hit.reseller_id',
    },
  ],
  home: [
    {
      figures: {
        resellers: { type: () => Int },
        companies: { type: () => Int },
        agreementDue: {
          type: () => Boolean,
          description: 'The company has yet to accept the newest processing agreement.',
          otherwise: 'false',
        },
      },
      at: {
        PLATFORM: {
          figures: {
            resellers: '(select count(*) from reseller where not is_platform)',
            companies: '(select count(*) from company)',
          },
        },
        RESELLER: { figures: { companies: '(select count(*) from company)' } },
        COMPANY: {
          figures: {
            agreementDue: `exists (select from company c where c.id = ${setting('company_id')} and ${isAgreementDue('c')})`,
          },
        },
      },
    },
  ],
});
