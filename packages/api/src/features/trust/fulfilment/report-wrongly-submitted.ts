import { id, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { carryOutRightsJob } from './carry-out-rights.ts';
import { heldPerson } from './held-of-person.ts';
import { RightsReceipt } from './rights-receipt.entity.ts';

/**
 * People were submitted who did not agree to it: those that a file of people added, or one person, are taken out at once, with
 * their services, and the receipt proves it. [U3]
 */
export const reportWronglySubmitted = verb({
  name: 'reportWronglySubmitted',
  description:
    'Takes out at once a file of people, or one person, who should not have been submitted; the receipt is the proof.',
  permission: 'RIGHTS_CARRY_OUT',
  input: input('ReportWronglySubmittedInput', { changeSetId: optional(id()), endUserId: optional(id()) }),
  async run(scope, { changeSetId, endUserId }) {
    if (!changeSetId === !endUserId) throw invalid('changeSetId', 'Name the file of people, or the person.');
    const { companyId, resellerId } = memberOf(scope.actor);
    if (changeSetId) await assertReportable(scope, changeSetId);
    if (endUserId) await heldPerson(scope, endUserId);
    const tenancy = { resellerId, companyId: companyId as string, endUserId };
    const receipt = {
      id: newId(),
      ...tenancy,
      rightsRequestId: null,
      changeSetId,
      deed: 'TAKEN_OUT' as const,
    };
    await scope.insert(RightsReceipt, { ...receipt, state: 'RUNNING', startedAt: scope.now, lines: [] });
    await enqueue(scope, carryOutRightsJob, { resellerId, receiptId: receipt.id });
    return {
      result: receipt.id,
      subject: { type: 'RightsReceipt', id: receipt.id, ...tenancy, changed: { deed: [null, 'TAKEN_OUT'] } },
    };
  },
});

async function assertReportable(scope: Scope, changeSetId: string): Promise<void> {
  const [found] = await scope.sql<{ state: string; reported: boolean }>(
    `select c.state, exists (select from rights_receipt r where r.change_set_id = c.id and r.state <> 'FAILED') as reported
       from change_set c where c.id = $1 for update`,
    [changeSetId],
  );
  if (!found) throw notFound('change set');
  if (found.reported) throw conflict('This file has been reported already.', 'changeSetId');
  if (found.state === 'RUNNING' || found.state === 'REVERSING')
    throw conflict('This file is being applied: report it when that has ended.', 'changeSetId');
}
