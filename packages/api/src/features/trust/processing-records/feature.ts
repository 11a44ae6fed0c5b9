import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import {
  findRecordKeepers,
  findRecordKeepersJob,
  keepProcessingRecords,
  keepProcessingRecordsJob,
} from './keep-processing-records.ts';
import { DataProtectionContact, ProcessingRecord } from './processing-record.entity.ts';
import { dataProtectionContacts, processingRecords } from './processing-record.list.ts';
import { processingRecordRoutes } from './processing-record.route.ts';
import { renewProcessingRecords } from './renew-processing-records.ts';
import { setDataProtectionContact } from './set-data-protection-contact.ts';

const permissions = {
  PROCESSING_RECORD_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Read records of processing',
  },
  PROCESSING_RECORD_WRITE: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Renew records of processing, and say whom to ask about data',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const processingRecordsFeature = feature({
  name: 'trust/processing-records',
  needs: ['platform/tenancy', 'people/identity', 'trade/subscriptions', 'trust/processors'],
  permissions,
  tables: [ProcessingRecord, DataProtectionContact],
  lists: [processingRecords, dataProtectionContacts],
  verbs: [
    mutation(setDataProtectionContact, DataProtectionContact),
    plainMutation(renewProcessingRecords, () => Boolean),
    keepProcessingRecords,
    findRecordKeepers,
  ],
  jobs: [keepProcessingRecordsJob, findRecordKeepersJob],
  routes: [processingRecordRoutes],
  audits: {
    ProcessingRecord: {
      label: 'Record of processing',
      name: (id) =>
        `select initcap(p.form) || ', version ' || p.version from processing_record p where p.id = ${id}`,
    },
    DataProtectionContact: {
      label: 'Contact for data protection',
      name: (id) => `select d.name from data_protection_contact d where d.id = ${id}`,
    },
  },
  demo: () => import('./demo.ts'),
});
