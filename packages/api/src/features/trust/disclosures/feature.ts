import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { Disclosure } from './disclosure.entity.ts';
import { disclosures } from './disclosure.list.ts';
import disclosuresSql from './disclosures.sql?raw';

const permissions = {
  DISCLOSURE_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'COMPANY', 'END_USER'],
    words: 'See who looked at people’s data',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const disclosuresFeature = feature({
  name: 'trust/disclosures',
  needs: ['platform/tenancy', 'people/identity', 'people/directory'],
  permissions,
  tables: [Disclosure],
  sql: [disclosuresSql],
  lists: [disclosures],
  notHeld: {
    disclosure: 'who looked at what is theirs, which stays',
  },
});
