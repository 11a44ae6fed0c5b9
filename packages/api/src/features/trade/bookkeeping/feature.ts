import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { BookkeepingCodes } from './bookkeeping-codes.entity.ts';
import { bookkeepingCodes } from './bookkeeping-codes.ts';
import { bookkeepingExportRoute } from './bookkeeping-export.route.ts';
import { exportBookkeeping } from './export-bookkeeping.ts';
import { setBookkeepingCodes } from './set-bookkeeping-codes.ts';

const permissions = {
  BOOKKEEPING_WRITE: {
    area: 'billing',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Set the codes of the bookkeeper’s program',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const bookkeepingFeature = feature({
  name: 'trade/bookkeeping',
  needs: ['people/identity', 'trade/catalogue', 'trade/billing', 'trade/ledger'],
  permissions,
  tables: [BookkeepingCodes],
  verbs: [mutation(setBookkeepingCodes, BookkeepingCodes), exportBookkeeping],
  views: [bookkeepingCodes],
  routes: [bookkeepingExportRoute],
  audits: {
    BookkeepingCodes: { label: 'Codes of bookkeeping' },
    BookkeepingExport: { label: 'Export for bookkeeping' },
  },
  demo: () => import('./demo.ts'),
});
