import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { Company, Reseller } from '../tenancy/index.ts';
import { bootstrapPlatform } from './bootstrap-platform.ts';
import { onboardCompany } from './onboard-company.ts';
import { onboardReseller } from './onboard-reseller.ts';
import { proposeCustomerCode } from './propose-customer-code.ts';
import { proposeInvoicePrefix } from './propose-invoice-prefix.ts';

const permissions = {
  RESELLER_ONBOARD: { area: 'directory', levels: ['PLATFORM'], words: 'Onboard resellers', for: 'owners' },
  COMPANY_ONBOARD: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Onboard companies',
    for: 'owners',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const onboardingFeature = feature({
  name: 'platform/onboarding',
  needs: ['trust/agreements', 'platform/tenancy', 'people/identity'],
  permissions,
  verbs: [mutation(onboardReseller, Reseller), mutation(onboardCompany, Company), bootstrapPlatform],
  views: [proposeCustomerCode, proposeInvoicePrefix],
});
