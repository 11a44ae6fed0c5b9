import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { DataProtectionContact, ProcessingRecord, RecordForm } from './processing-record.entity.ts';

const mine = yesOrNo((row) => `(current_setting('role') = 'steward_' || lower(${row}.level))`);

/** The versions of records of processing, newest first; `mine` are one's own tenant's. [D6] */
export const processingRecords = list(ProcessingRecord, {
  name: 'processingRecords',
  permission: 'PROCESSING_RECORD_READ',
  filters: {
    form: choice('form', RecordForm),
    level: choice('level', LevelChoice),
    mine,
    resellerId: equals('reseller_id'),
    companyId: equals('company_id'),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

/** Whom people and the authority ask about tenants' data; of one's own there is one at most. [D6] */
export const dataProtectionContacts = list(DataProtectionContact, {
  name: 'dataProtectionContacts',
  permission: 'PROCESSING_RECORD_READ',
  filters: { mine, resellerId: equals('reseller_id'), companyId: equals('company_id') },
  sorts: { NAME: [by('name')] },
  order: ['NAME', 'ASC'],
});
