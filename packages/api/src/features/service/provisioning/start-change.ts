import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { makeJobs } from './make-jobs.ts';

/**
 * Makes the job that brings a changed subscription's service to what it is now. Where one waits that has not been sent yet, or
 * the service is still to be set up and nothing was sent, that one says it: coming twice makes nothing twice. [P1]
 */
export const startChange = verb({
  name: 'startChange',
  permission: 'system',
  input: input('StartChangeInput', { subscriptionIds: z.array(id()) }),
  run: async (scope, { subscriptionIds }) => ({
    result: await makeJobs(scope, subscriptionIds, 'CHANGE'),
    subject: null,
  }),
});
