import { id, optional, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { finishJob, lockJob, noteAttempt, subjectOf } from './locked-job.ts';
import { byHand } from './message.ts';
import { noteObservation } from './note-observation.ts';
import { providedService } from './provided-service.ts';

/** Staff tick off what they have set up, or taken away, by hand. The note is for staff. [P2] */
export const completeManualTask = verb({
  name: 'completeManualTask',
  description: 'Staff tick off a manual task; the subscription becomes active, or ends.',
  permission: 'PROVISIONING_WRITE',
  input: input('CompleteManualTaskInput', { jobId: id(), note: optional(prose(500)) }),
  async run(scope, { jobId, note }) {
    const job = await lockJob(scope, jobId);
    if (job.connector !== 'MANUAL') throw conflict('This job is done by a connector, not by hand.', 'jobId');
    if (job.state !== 'WAITING') throw conflict('This task is not waiting any more.', 'jobId');
    await noteAttempt(scope, job, { outcome: 'DONE', detail: note, durationMs: null });
    await finishJob(scope, job, job.attempts + 1);
    const service = await providedService(scope, job.subscriptionId);
    if (service) {
      const seen = job.action === 'DEPROVISION' ? null : byHand(service.wanted);
      const noted = { desired: seen, observed: seen, drift: [], accepted: [], again: false };
      await noteObservation(scope, job, { connectorId: null, ...noted });
    }
    return { result: job.id, subject: subjectOf(job, 'DONE') };
  },
});
