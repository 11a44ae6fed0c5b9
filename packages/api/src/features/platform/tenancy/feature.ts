import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company } from './company.entity.ts';
import { CompanyPlace } from './company-place.entity.ts';
import companyPlaceSql from './company-place.sql?raw';
import { Reseller } from './reseller.entity.ts';
import suspensionSql from './suspension.sql?raw';
import { companies, resellers } from './tenancy.list.ts';
import { updateCompany } from './update-company.ts';
import { updateReseller } from './update-reseller.ts';

const permissions = {
  RESELLER_READ: { area: 'directory', levels: ['PLATFORM', 'RESELLER'] },
  RESELLER_WRITE: { area: 'directory', levels: ['PLATFORM', 'RESELLER'] },
  COMPANY_READ: { area: 'directory', levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
  COMPANY_WRITE: { area: 'directory', levels: ['PLATFORM', 'RESELLER', 'COMPANY'] },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const tenancyFeature = feature({
  name: 'platform/tenancy',
  needs: [],
  permissions,
  tables: [Company, CompanyPlace, Reseller],
  sql: [suspensionSql, companyPlaceSql],
  lists: [resellers, companies],
  verbs: [mutation(updateReseller, Reseller), mutation(updateCompany, Company)],
  fields: [children(Reseller, 'companies', companies, 'reseller_id')],
});
