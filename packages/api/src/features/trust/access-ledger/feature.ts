import { feature } from '../../../kernel/feature.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { AccessEntry } from './access-entry.entity.ts';
import { accessLedger } from './access-ledger.list.ts';
import accessLedgerSql from './access-ledger.sql?raw';

const permissions = {
  ACCESS_LEDGER_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'COMPANY', 'END_USER'],
    words: 'See who looked at people’s data',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const accessLedgerFeature = feature({
  name: 'trust/access-ledger',
  needs: ['platform/tenancy', 'people/identity', 'people/directory'],
  permissions,
  tables: [AccessEntry],
  sql: [accessLedgerSql],
  lists: [accessLedger],
  notHeld: {
    access_entry: 'who looked at what is theirs, which stays',
  },
});
