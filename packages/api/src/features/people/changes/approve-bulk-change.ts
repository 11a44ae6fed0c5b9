import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../identity/index.ts';
import { lockChangeSet, subjectOf } from './lock-change-set.ts';
import { queueBulkChange } from './queue-bulk-change.ts';

/** Approves a change-set that waits for it, as somebody of the company who is not who submitted it; then it is applied. [U2] */
export const approveBulkChange = verb({
  name: 'approveBulkChange',
  permission: 'BULK_CHANGE_APPROVE',
  input: input('ApproveBulkChangeInput', { id: id() }),
  async run(scope, { id: changeSetId }) {
    const set = await lockChangeSet(scope, changeSetId);
    if (set.approvedAt) return { result: set.id, subject: null };
    if (set.state !== 'WAITING') throw conflict('This change does not wait for approval.', 'id');
    const { personId } = memberOf(scope.actor);
    if (personId === set.submittedByPerson || personId === set.statedByPerson)
      throw new Problem('FORBIDDEN', 'Somebody else has to approve it: you submitted this file.');
    const by = await who(scope);
    await scope.sql(
      `update change_set set state = 'RUNNING', approved_by = $2, approved_by_name = $3, approved_at = $4 where id = $1`,
      [set.id, by.membershipId, by.name, scope.now],
    );
    await queueBulkChange(scope, set);
    return { result: set.id, subject: subjectOf(set) };
  },
});
