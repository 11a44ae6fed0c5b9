import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { Agreement } from './agreement.entity.ts';
import { agreements } from './agreement.list.ts';

const permissions = {
  AGREEMENT_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Read processing agreements',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const agreementsFeature = feature({
  name: 'trust/agreements',
  needs: [],
  permissions,
  tables: [Agreement],
  lists: [agreements],
  audits: {
    Agreement: { label: 'Agreement', name: (id) => `select a.version from agreement a where a.id = ${id}` },
  },
});
