import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { checkVatNumber } from './check-vat-number.ts';
import {
  checkResellersVatNumberJob,
  checkVatNumberJob,
  findVatNumbers,
  findVatNumbersJob,
} from './find-vat-numbers.ts';
import { vatNumbersAtHome } from './home.ts';
import { VatNumberCheck } from './vat-number-check.entity.ts';
import { vatNumberChecks } from './vat-number-check.list.ts';
import vatNumberChecksSql from './vat-number-checks.sql?raw';
import { vatRegisters } from './vat-registers.ts';

const permissions = {
  VAT_NUMBER_CHECK: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Ask whether customers’ VAT numbers are registered',
  },
  VAT_NUMBER_READ: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'See what was answered about customers’ VAT numbers',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const vatNumbersFeature = feature({
  name: 'trade/vat-numbers',
  needs: ['platform/tenancy', 'people/identity'],
  permissions,
  tables: [VatNumberCheck],
  sql: [vatNumberChecksSql],
  lists: [vatNumberChecks],
  verbs: [mutation(checkVatNumber, VatNumberCheck), findVatNumbers],
  jobs: [findVatNumbersJob, checkVatNumberJob, checkResellersVatNumberJob],
  services: ({ config }) => ({ vatRegisters: vatRegisters(config) }),
  audits: { VatNumberCheck: { label: 'VAT number' } },
  home: [vatNumbersAtHome],
  demo: () => import('./demo.ts'),
});
