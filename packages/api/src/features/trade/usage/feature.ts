import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { bookUsage, bookUsageJob } from './book-usage.ts';
import { recordUsage } from './record-usage.ts';
import { takeInUsage } from './take-in-usage.ts';
import { StagedUsage, UsageEvent, UsageImport, UsageMonth } from './usage.entity.ts';
import { usageEvents, usageImports, usageMonths } from './usage.list.ts';
import { usageRoute } from './usage.route.ts';
import usageSql from './usage.sql?raw';
import { usageOfMonth } from './usage-of-month.ts';

const permissions = {
  USAGE_READ: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See what is used of metered services, and what it comes to',
  },
  USAGE_RECORD: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Record what is used of metered services',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const usageFeature = feature({
  name: 'trade/usage',
  needs: [
    'platform/tenancy',
    'people/identity',
    'trade/catalogue',
    'trade/prices',
    'trade/subscriptions',
    'trade/billing',
  ],
  permissions,
  tables: [UsageImport, StagedUsage, UsageEvent, UsageMonth],
  sql: [usageSql],
  lists: [usageEvents, usageMonths, usageImports],
  verbs: [mutation(recordUsage, UsageImport), takeInUsage, bookUsage],
  views: [usageOfMonth],
  jobs: [bookUsageJob],
  routes: [usageRoute],
  audits: {
    UsageImport: { label: 'Import of usage' },
  },
  demo: () => import('./demo.ts'),
});
