import { id, optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { finishJob, noteAttempt, subjectOf } from './locked-job.ts';
import { giveTask, lockTask, nameOfMember } from './locked-task.ts';
import { byHand } from './message.ts';
import { noteObservation } from './note-observation.ts';
import { wantedOf } from './provided-service.ts';

/**
 * Whoever does a task by hand says that it is done, once everything in it is ticked. It is then theirs, if it was nobody's. The note
 * is for staff. [P2]
 */
export const completeManualTask = verb({
  name: 'completeManualTask',
  description: 'Says that a manual task is done; the subscription becomes active, or ends.',
  permission: 'TASK_WRITE',
  input: input('CompleteManualTaskInput', { jobId: id(), note: optional(prose(500)) }),
  async run(scope, { jobId, note }) {
    const job = await lockTask(scope, jobId);
    const left = job.checklist.filter(({ doneAt }) => !doneAt);
    if (left.length) {
      throw conflict(`Still to be done: ${left.map(({ words }) => words).join('; ')}.`, 'jobId');
    }
    const { membershipId } = memberOf(scope.actor);
    if (!job.assigneeId) {
      await giveTask(scope, job, { id: membershipId, name: await nameOfMember(scope, membershipId) });
    }
    await noteAttempt(scope, job, { outcome: 'DONE', detail: note, durationMs: null });
    await finishJob(scope, job, job.attempts + 1);
    const wanted = await wantedOf(scope, job.subscriptionId);
    if (wanted) {
      const seen = job.action === 'DEPROVISION' ? null : byHand(wanted);
      const noted = { desired: seen, observed: seen, drift: [], accepted: [], again: false };
      await noteObservation(scope, job, { connectorId: null, ...noted });
    }
    return { result: job.id, subject: subjectOf(job, 'DONE') };
  },
});
