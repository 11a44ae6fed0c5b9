import { ID } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { ImportPreview } from '../stock/index.ts';
import { addLine } from './add-line.ts';
import { heldLines } from './held-lines.ts';
import { importLines } from './import-lines.ts';
import { BroadbandLine, LineHolding, LineRange } from './line.entity.ts';
import { lines } from './line.list.ts';
import linesSql from './lines.sql?raw';
import { previewLineImport } from './preview-line-import.ts';
import { removeLine } from './remove-line.ts';
import { setLineState } from './set-line-state.ts';
import { updateLine } from './update-line.ts';

const permissions = {
  LINE_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See broadband lines, their addresses and where they are installed',
  },
  LINE_WRITE: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Add, import and change broadband lines, and say when they are live or have ceased',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const linesFeature = feature({
  name: 'records/lines',
  needs: ['platform/tenancy', 'people/identity', 'people/directory', 'trade/subscriptions', 'records/stock'],
  permissions,
  tables: [LineHolding, LineRange, BroadbandLine],
  sql: [linesSql],
  lists: [lines],
  verbs: [
    mutation(addLine, BroadbandLine),
    mutation(updateLine, BroadbandLine),
    plainMutation(setLineState, () => BulkOutcome),
    plainMutation(removeLine, () => ID),
    plainMutation(importLines, () => ImportPreview),
  ],
  views: [previewLineImport],
  fields: [
    children(Company, 'lines', lines, 'company_id'),
    children(EndUser, 'lines', lines, 'end_user_id'),
    children(Subscription, 'lines', lines, 'subscription_id'),
  ],
  audits: {
    BroadbandLine: {
      label: 'Broadband line',
      name: (id) => `select l.reference from broadband_line l where l.id = ${id}`,
    },
  },
  finds: [
    {
      kind: 'BROADBAND_LINE',
      permission: 'LINE_READ',
      table: 'broadband_line',
      keys: ['reference_key', 'range_key', 'postcode_key'],
      order: 'reference_key, id',
      title: 'hit.reference',
      subtitle: `concat_ws(' · ', hit.supplier, hit.ranges[1], hit.postcode, c.name)`,
      join: 'join company c on c.id = hit.company_id',
    },
  ],
  holds: [heldLines],
  demo: () => import('./demo.ts'),
});
