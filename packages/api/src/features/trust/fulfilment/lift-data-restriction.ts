import { id, newId } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { carryOutRightsJob } from './carry-out-rights.ts';
import { heldPerson } from './held-of-person.ts';
import { tellBefore } from './letters.ts';
import { RightsReceipt } from './rights-receipt.entity.ts';

/** Lifts the restriction of somebody's data. They are written to first; once that has been handed over it is lifted (Art. 18(3)). [D3] */
export const liftDataRestriction = verb({
  name: 'liftDataRestriction',
  description: 'Lifts the restriction of somebody’s data, once they have been told.',
  permission: 'RIGHTS_CARRY_OUT',
  input: input('LiftDataRestrictionInput', { endUserId: id() }),
  async run(scope, { endUserId }) {
    const person = await heldPerson(scope, endUserId);
    const [found] = await scope.sql<{ restricted: boolean; lifting: boolean }>(
      `select u.restricted_at is not null as restricted,
          exists (select from rights_receipt r where r.end_user_id = u.id and r.deed = 'LIFTED' and r.state = 'RUNNING') as lifting
         from end_user u where u.id = $1 for update`,
      [endUserId],
    );
    if (!found?.restricted) throw conflict('The data of this person is not restricted.', 'endUserId');
    if (found.lifting) throw conflict('The person is being told already; it is lifted then.', 'endUserId');
    await tellBefore(scope, person, 'LIFTED', '');
    const receipt = {
      id: newId(),
      ...person,
      rightsRequestId: null,
      changeSetId: null,
      deed: 'LIFTED' as const,
    };
    await scope.insert(RightsReceipt, { ...receipt, state: 'RUNNING', startedAt: scope.now, lines: [] });
    await enqueue(scope, carryOutRightsJob, { resellerId: person.resellerId, receiptId: receipt.id });
    return {
      result: receipt.id,
      subject: { type: 'RightsReceipt', id: receipt.id, ...person, changed: { deed: [null, 'LIFTED'] } },
    };
  },
});
