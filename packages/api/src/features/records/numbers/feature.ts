import { ID, Int } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { children } from '../../../kernel/read/list.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { ImportPreview } from '../stock/index.ts';
import { activateNumbers } from './activate-numbers.ts';
import { addNumber } from './add-number.ts';
import { isReady, toConfirm } from './address-state.ts';
import { assignNumber } from './assign-number.ts';
import { confirmNumberAddresses } from './confirm-number-addresses.ts';
import { heldNumbers } from './held-numbers.ts';
import { importNumbers } from './import-numbers.ts';
import { findDueNumbers, findDueNumbersJob, freeNumbers, freeNumbersJob } from './keep-numbers.ts';
import { mailAddresses, mailAddressesJob } from './mail-addresses.ts';
import { EmergencyAddress, NumberHolding, TelephoneNumber } from './number.entity.ts';
import { emergencyAddresses, numbers } from './number.list.ts';
import numbersSql from './numbers.sql?raw';
import { previewNumberImport } from './preview-number-import.ts';
import { releaseNumbers } from './release-numbers.ts';
import { removeNumber } from './remove-number.ts';
import { setNumberAddresses } from './set-number-addresses.ts';
import { updateNumber } from './update-number.ts';

const permissions = {
  NUMBER_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See telephone numbers and who has them',
  },
  EMERGENCY_ADDRESS_READ: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See where telephone numbers are and were installed, for calls to 999',
  },
  NUMBER_WRITE: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Give telephone numbers to people, and enter where they are installed',
  },
  NUMBER_SUPPLY: {
    area: 'records',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Add, import, activate and release telephone numbers',
  },
  /** Whoever is let in to help does not answer for where an ambulance is sent. */
  NUMBER_CONFIRM: {
    area: 'records',
    levels: ['COMPANY'],
    lent: false,
    words: 'Confirm where telephone numbers are installed, for calls to 999',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const ready = {
  figures: { numbersReady: `(select count(*) from telephone_number n where ${isReady('n')})` },
};

export const numbersFeature = feature({
  name: 'records/numbers',
  needs: [
    'platform/tenancy',
    'desk/notifications',
    'people/identity',
    'people/directory',
    'trade/subscriptions',
    'records/stock',
  ],
  permissions,
  tables: [NumberHolding, TelephoneNumber, EmergencyAddress],
  sql: [numbersSql],
  lists: [numbers, emergencyAddresses],
  verbs: [
    mutation(addNumber, TelephoneNumber),
    mutation(updateNumber, TelephoneNumber),
    mutation(assignNumber, TelephoneNumber),
    plainMutation(setNumberAddresses, () => BulkOutcome),
    plainMutation(confirmNumberAddresses, () => BulkOutcome),
    plainMutation(activateNumbers, () => BulkOutcome),
    plainMutation(releaseNumbers, () => BulkOutcome),
    plainMutation(removeNumber, () => ID),
    plainMutation(importNumbers, () => ImportPreview),
    freeNumbers,
    findDueNumbers,
    mailAddresses,
  ],
  views: [previewNumberImport],
  fields: [
    children(Company, 'numbers', numbers, 'company_id'),
    children(EndUser, 'numbers', numbers, 'end_user_id'),
    children(Subscription, 'numbers', numbers, 'subscription_id'),
    children(TelephoneNumber, 'addresses', emergencyAddresses, 'telephone_number_id'),
  ],
  jobs: [freeNumbersJob, findDueNumbersJob, mailAddressesJob],
  audits: {
    TelephoneNumber: {
      label: 'Telephone number',
      name: (id) => `select n.national from telephone_number n where n.id = ${id}`,
    },
  },
  finds: [
    {
      kind: 'TELEPHONE_NUMBER',
      permission: 'NUMBER_READ',
      table: 'telephone_number',
      keys: ['digits_key', 'number_key', 'national_key', 'label_key'],
      order: 'number_key, id',
      title: 'hit.national',
      subtitle: `concat_ws(' · ', hit.label, u.first_name || ' ' || u.last_name, c.name)`,
      join: 'join company c on c.id = hit.company_id left join end_user u on u.id = hit.end_user_id',
    },
  ],
  home: [
    {
      figures: {
        addressesToConfirm: {
          type: () => Int,
          description: 'Numbers whose address for 999 waits to be confirmed, for the first time or anew.',
        },
        numbersReady: {
          type: () => Int,
          description:
            'Numbers that could be taken into use: somebody is to have them, and their address is confirmed.',
        },
      },
      at: {
        PLATFORM: ready,
        RESELLER: ready,
        COMPANY: {
          figures: {
            addressesToConfirm: `(select count(*) from telephone_number n where ${toConfirm('n')})`,
          },
        },
      },
    },
  ],
  holds: [heldNumbers],
  demo: () => import('./demo.ts'),
});
