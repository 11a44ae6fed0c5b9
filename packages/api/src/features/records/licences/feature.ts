import { ID, Int } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { ImportPreview } from '../stock/index.ts';
import { addLicence } from './add-licence.ts';
import { assignLicenceSeats } from './assign-licence-seats.ts';
import { heldSeats } from './held-seats.ts';
import { importLicences } from './import-licences.ts';
import { Licence, LicenceKey, LicenceSeat } from './licence.entity.ts';
import { licenceSeats, licences } from './licence.list.ts';
import { licenceStateOf } from './licence-state.ts';
import licencesSql from './licences.sql?raw';
import { previewLicenceImport } from './preview-licence-import.ts';
import { releaseLicenceSeats } from './release-licence-seats.ts';
import {
  findExpiringLicences,
  findExpiringLicencesJob,
  remindOfLicences,
  remindOfLicencesJob,
} from './remind-of-licences.ts';
import { removeLicence } from './remove-licence.ts';
import { revealLicenceKey } from './reveal-licence-key.ts';
import { setLicenceKey } from './set-licence-key.ts';
import { updateLicence } from './update-licence.ts';

const permissions = {
  LICENCE_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See licences and who has their seats, without their keys',
  },
  LICENCE_WRITE: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Add, import and change licences, and give their seats to people',
  },
  LICENCE_KEY_REVEAL: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    lent: false,
    words: 'See the keys of licences',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const expiring = {
  figures: {
    licencesExpiring: `(select count(*) from licence l where ${licenceStateOf('l')} = 'EXPIRING')`,
  },
};

export const licencesFeature = feature({
  name: 'records/licences',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/subscriptions',
    'records/stock',
  ],
  permissions,
  tables: [Licence, LicenceKey, LicenceSeat],
  sql: [licencesSql],
  lists: [licences, licenceSeats],
  verbs: [
    mutation(addLicence, Licence),
    mutation(updateLicence, Licence),
    mutation(setLicenceKey, Licence),
    plainMutation(revealLicenceKey, () => String),
    plainMutation(assignLicenceSeats, () => BulkOutcome),
    plainMutation(releaseLicenceSeats, () => BulkOutcome),
    plainMutation(removeLicence, () => ID),
    plainMutation(importLicences, () => ImportPreview),
    findExpiringLicences,
    remindOfLicences,
  ],
  views: [previewLicenceImport],
  fields: [
    children(Company, 'licences', licences, 'company_id'),
    children(Subscription, 'licences', licences, 'subscription_id'),
    children(Licence, 'seatHolders', licenceSeats, 'licence_id'),
  ],
  jobs: [findExpiringLicencesJob, remindOfLicencesJob],
  audits: {
    Licence: {
      label: 'Licence',
      name: (id) => `select l.vendor || ' ' || l.product from licence l where l.id = ${id}`,
    },
  },
  finds: [
    {
      kind: 'LICENCE',
      permission: 'LICENCE_READ',
      table: 'licence',
      keys: ['name_key', 'product_key'],
      order: 'name_key, id',
      title: `hit.vendor || ' ' || hit.product`,
      subtitle: 'c.name',
      join: 'join company c on c.id = hit.company_id',
    },
  ],
  home: [
    {
      figures: {
        licencesExpiring: { type: () => Int, description: 'Licences that end within thirty days.' },
      },
      at: { PLATFORM: expiring, RESELLER: expiring, COMPANY: expiring },
    },
  ],
  holds: [heldSeats],
  demo: () => import('./demo.ts'),
});
