import { id } from '@steward/shared';
import { z } from 'zod';
import { input, oneOf } from '../../../kernel/input.ts';
import { enqueueAll, job } from '../../../kernel/jobs.ts';
import { enumeration } from '../../../kernel/table.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { makeRecord } from './make-record.ts';
import type { RecordKeeper } from './own-record.ts';

const RecordLevels = enumeration('RecordLevel', {
  PLATFORM: 'PLATFORM',
  RESELLER: 'RESELLER',
  COMPANY: 'COMPANY',
});

/** Brings a tenant's records of processing up to date: the controller's, and the processor's of who serves others. [D6] */
export const keepProcessingRecords = verb({
  name: 'keepProcessingRecords',
  permission: 'system',
  input: input('KeepProcessingRecordsInput', {
    level: oneOf(RecordLevels),
    resellerId: id(),
    companyId: id().nullable(),
  }),
  async run(scope, keeper) {
    const kept = [await makeRecord(scope, keeper, 'CONTROLLER')];
    if (keeper.level !== 'COMPANY') kept.push(await makeRecord(scope, keeper, 'PROCESSOR'));
    const made = kept.filter((each) => each.made).map(({ record }) => record);
    const { resellerId, companyId } = keeper;
    return {
      result: made.length,
      subject: made[0]
        ? {
            type: 'ProcessingRecord',
            id: made[0].id,
            resellerId,
            companyId,
            changed: made.map(({ form }) => form),
          }
        : null,
    };
  },
});

export const keepProcessingRecordsJob = job({
  name: 'keep-processing-records',
  for: 'platform',
  does: [keepProcessingRecords],
  priority: 'last',
  payload: z.object({
    level: z.enum(RecordLevels),
    resellerId: z.string(),
    companyId: z.string().nullable(),
  }),
  run: async (setting, keeper) => void (await perform(setting, keepProcessingRecords, keeper)),
});

/** Finds the tenants that keep records of processing: all there are. [D6] */
export const findRecordKeepers = verb({
  name: 'findRecordKeepers',
  permission: 'system',
  input: input('FindRecordKeepersInput', {}),
  async run(scope) {
    const keepers = await scope.sql<RecordKeeper>(
      `select case when is_platform then 'PLATFORM' else 'RESELLER' end as level, id as "resellerId", null::uuid as "companyId"
         from reseller
       union all select 'COMPANY', reseller_id, id from company`,
    );
    await enqueueAll(scope, keepProcessingRecordsJob, keepers);
    return { result: keepers.length, subject: null };
  },
});

/** Every night. */
export const findRecordKeepersJob = job({
  name: 'processing-records',
  for: 'platform',
  does: [findRecordKeepers],
  payload: z.object({}),
  cron: '20 3 * * *',
  run: async (setting) => void (await perform(setting, findRecordKeepers, {})),
});
