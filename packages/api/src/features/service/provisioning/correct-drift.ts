import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { driftOf } from './drift-of.ts';
import { makeJobs } from './make-jobs.ts';

/** Has what differs put right: a job makes the service what it is to be. [P1] */
export const correctDrift = verb({
  name: 'correctDrift',
  description: 'Makes a service that differs from its subscription what it is to be.',
  permission: 'PROVISIONING_WRITE',
  input: input('CorrectDriftInput', { subscriptionId: id() }),
  async run(scope, { subscriptionId }) {
    const { subject } = await driftOf(scope, subscriptionId);
    await makeJobs(scope, [subscriptionId], 'CORRECT');
    return { result: subscriptionId, subject: { ...subject, changed: ['drift'] } };
  },
});
