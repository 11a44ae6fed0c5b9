import { ID, Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Quota } from './quota.entity.ts';
import { NEARLY_USED, quotas } from './quota.list.ts';
import quotasSql from './quotas.sql?raw';
import { removeQuota } from './remove-quota.ts';
import { setQuota } from './set-quota.ts';

const permissions = {
  QUOTA_READ: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See quotas and how much of them is used',
  },
  QUOTA_WRITE: {
    area: 'services',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Set how much customers may have at most',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const nearlyUsed = { figures: { quotasNearlyUsed: `(select count(*) from (${NEARLY_USED}) nearly)` } };

export const quotasFeature = feature({
  name: 'trade/quotas',
  needs: ['platform/tenancy', 'people/identity', 'trade/catalogue', 'trade/prices', 'trade/subscriptions'],
  permissions,
  tables: [Quota],
  sql: [quotasSql],
  lists: [quotas],
  verbs: [mutation(setQuota, Quota), plainMutation(removeQuota, () => ID)],
  fields: [children(Company, 'quotas', quotas, 'company_id')],
  home: [
    {
      figures: {
        quotasNearlyUsed: {
          type: () => Int,
          description:
            'Quotas that the reader is held to, or has set, of which four fifths or more are used.',
        },
      },
      at: { PLATFORM: nearlyUsed, RESELLER: nearlyUsed, COMPANY: nearlyUsed },
    },
  ],
  demo: () => import('./demo.ts'),
});
