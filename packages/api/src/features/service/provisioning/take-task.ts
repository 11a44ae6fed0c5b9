import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { giveTask, lockTask, nameOfMember, taskSubject } from './locked-task.ts';

/** Whoever does it takes a task that is nobody's. [P2] */
export const takeTask = verb({
  name: 'takeTask',
  description: 'Takes a task that is nobody’s.',
  permission: 'TASK_WRITE',
  input: input('TakeTaskInput', { jobId: id() }),
  async run(scope, { jobId }) {
    const task = await lockTask(scope, jobId);
    const { membershipId } = memberOf(scope.actor);
    if (task.assigneeId === membershipId) return { result: jobId, subject: null };
    if (task.assigneeId) {
      throw conflict(
        `${task.assigneeName} has this task already. Assign it to have it changed over.`,
        'jobId',
      );
    }
    await giveTask(scope, task, { id: membershipId, name: await nameOfMember(scope, membershipId) });
    return { result: jobId, subject: taskSubject(task, ['assignee']) };
  },
});
