import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueBilling } from './queue-billing.ts';

/**
 * Has runs gone on with that are under way, each once: the queue gives a job up when one worker after the other was killed at it, and
 * nobody else would take its run up again. [B4]
 */
export const resumeBilling = verb({
  name: 'resumeBilling',
  permission: 'system',
  input: input('ResumeBillingInput', {}),
  async run(scope) {
    const runs = await scope.sql<{ id: string }>(`select id from billing_run where state = 'RUNNING'`);
    await queueBilling(
      scope,
      runs.map(({ id }) => id),
    );
    return { result: runs.length, subject: null };
  },
});

export const resumeBillingJob = job({
  name: 'resume-billing',
  for: 'platform',
  does: [resumeBilling],
  payload: z.object({}),
  cron: '*/10 * * * *',
  async run(setting) {
    await perform(setting, resumeBilling, {});
  },
});
