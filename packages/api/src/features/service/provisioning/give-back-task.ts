import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { giveTask, lockTask, taskSubject } from './locked-task.ts';

/** A task is nobody's again; what has been ticked in it stays ticked. [P2] */
export const giveBackTask = verb({
  name: 'giveBackTask',
  description: 'A task is nobody’s again; what has been ticked in it stays ticked.',
  permission: 'TASK_WRITE',
  input: input('GiveBackTaskInput', { jobId: id() }),
  async run(scope, { jobId }) {
    const task = await lockTask(scope, jobId);
    if (!task.assigneeId) throw conflict('Nobody has this task.', 'jobId');
    await giveTask(scope, task, null);
    return { result: jobId, subject: taskSubject(task, ['assignee']) };
  },
});
