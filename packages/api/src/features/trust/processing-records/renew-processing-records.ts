import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { verb } from '../../../kernel/verb.ts';
import { keepProcessingRecordsJob } from './keep-processing-records.ts';
import { ownRecord } from './own-record.ts';

/** Brings one's own records of processing up to date now, and not in the night; there is a new version where anything changed. [D6] */
export const renewProcessingRecords = verb({
  name: 'renewProcessingRecords',
  description:
    'Brings your records of processing up to date now; where nothing changed there is no new version.',
  permission: 'PROCESSING_RECORD_WRITE',
  input: input('RenewProcessingRecordsInput', {}),
  async run(scope) {
    const keeper = ownRecord(scope);
    await enqueue(scope, keepProcessingRecordsJob, keeper);
    const { resellerId, companyId } = keeper;
    return {
      result: true,
      subject: {
        type: companyId ? 'Company' : 'Reseller',
        id: companyId ?? resellerId,
        resellerId,
        companyId,
      },
    };
  },
});
