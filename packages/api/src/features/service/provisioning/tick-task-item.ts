import { id } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { giveTask, lockTask, nameOfMember, taskSubject } from './locked-task.ts';

/**
 * Notes that one thing of a task is done, by whom and when, or that it is not. Whoever ticks in a task that is nobody's has it
 * with that. [P2]
 */
export const tickTaskItem = verb({
  name: 'tickTaskItem',
  description:
    'Notes that one thing of a task is done, or is not. Whoever ticks in a task that is nobody’s has it with that.',
  permission: 'TASK_WRITE',
  input: input('TickTaskItemInput', { jobId: id(), item: z.int().min(0).max(99), done: z.boolean() }),
  async run(scope, { jobId, item, done }) {
    const task = await lockTask(scope, jobId);
    const kept = task.checklist[item];
    if (!kept) {
      throw invalid('item', `Must be the place of one of the ${task.checklist.length} things to do, from 0.`);
    }
    if ((kept.doneAt !== null) === done) return { result: jobId, subject: null };
    const { membershipId } = memberOf(scope.actor);
    const name = await nameOfMember(scope, membershipId);
    const ticked = done
      ? { ...kept, doneAt: scope.now.toISOString(), doneById: membershipId, doneByName: name }
      : { ...kept, doneAt: null, doneById: null, doneByName: null };
    await scope.sql('update provisioning_job set checklist = $2 where id = $1', [
      jobId,
      JSON.stringify(task.checklist.with(item, ticked)),
    ]);
    const mine = task.assigneeId ? { id: task.assigneeId, name: task.assigneeName ?? '' } : null;
    if (!mine) await giveTask(scope, task, { id: membershipId, name });
    else scope.hint({ kind: 'ProvisioningJob', ...tenancy(task), id: jobId });
    return { result: jobId, subject: taskSubject(task, ['checklist']) };
  },
});

const tenancy = <T extends { resellerId: string; companyId: string; endUserId: string | null }>({
  resellerId,
  companyId,
  endUserId,
}: T) => ({ resellerId, companyId, endUserId });
