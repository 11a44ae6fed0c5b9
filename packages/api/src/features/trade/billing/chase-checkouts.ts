import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { queueSettlements } from './settle-checkout.ts';

/** A checkout that Stripe has said nothing of for so long is asked about. */
const QUIET_MS = 10 * 60_000;

/** Finds the checkouts that have been quiet for long, for all tenants, and has each asked about. [S73] */
export const chaseCheckouts = verb({
  name: 'chaseCheckouts',
  permission: 'system',
  input: input('ChaseCheckoutsInput', {}),
  async run(scope) {
    await queueSettlements(scope, 'created_at < $1', [new Date(scope.now.getTime() - QUIET_MS)]);
    return { result: null, subject: null };
  },
});

export const chaseCheckoutsJob = job({
  name: 'settle-checkouts',
  for: 'platform',
  does: [chaseCheckouts],
  cron: '*/10 * * * *',
  payload: z.object({}),
  async run(setting) {
    await perform(setting, chaseCheckouts, {});
  },
});
