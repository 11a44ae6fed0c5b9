import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { giveTask, lockTask, taskSubject } from './locked-task.ts';
import { doersOf } from './task-doers.ts';
import { tellOfTask } from './tell-of-task.ts';

/** Gives a task to somebody who may do it, whoever had it before; they are told. [P2] */
export const assignTask = verb({
  name: 'assignTask',
  description: 'Gives a task to somebody of the side that does it, whoever had it before; they are told.',
  permission: 'TASK_WRITE',
  input: input('AssignTaskInput', { jobId: id(), membershipId: id() }),
  async run(scope, { jobId, membershipId }, { publicUrl }) {
    const task = await lockTask(scope, jobId);
    const doer = (await doersOf(scope, task)).find((one) => one.id === membershipId);
    if (!doer) throw invalid('membershipId', 'Must be somebody who may do this task, and may sign in.');
    if (task.assigneeId === membershipId) return { result: jobId, subject: null };
    await giveTask(scope, task, doer);
    if (membershipId !== memberOf(scope.actor).membershipId) await tellOfTask(scope, jobId, doer, publicUrl);
    return { result: jobId, subject: taskSubject(task, ['assignee']) };
  },
});
