import { email, line, newId, optional, phone } from '@steward/shared';
import { z } from 'zod';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { verb } from '../../../kernel/verb.ts';
import { keepProcessingRecordsJob } from './keep-processing-records.ts';
import { ownRecord } from './own-record.ts';
import { DataProtectionContact } from './processing-record.entity.ts';

/** Says whom people and the authority ask about one's own tenant's data; its records of processing follow. [D6] */
export const setDataProtectionContact = verb({
  name: 'setDataProtectionContact',
  description: 'Says whom people and the authority ask about your data; records of processing follow.',
  permission: 'PROCESSING_RECORD_WRITE',
  input: input('SetDataProtectionContactInput', {
    name: line(120),
    email: email(),
    phone: optional(phone()),
    officer: z.boolean(),
  }),
  async run(scope, given) {
    const keeper = ownRecord(scope);
    const [known] = await scope.sql<{ id: string }>(
      `select id from data_protection_contact where level = $1 and reseller_id = $2 and company_id is not distinct from $3`,
      [keeper.level, keeper.resellerId, keeper.companyId],
    );
    const contact = known
      ? Object.assign(await loadLocked(scope, DataProtectionContact, known.id), given)
      : await scope.insert(DataProtectionContact, { id: newId(), ...keeper, ...given });
    await enqueue(scope, keepProcessingRecordsJob, keeper);
    return {
      result: contact.id,
      subject: {
        type: 'DataProtectionContact',
        id: contact.id,
        resellerId: keeper.resellerId,
        companyId: keeper.companyId,
        changed: Object.keys(given),
      },
    };
  },
});
