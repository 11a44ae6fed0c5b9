import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { tellOfCalls } from './events.ts';

/** Milliseconds: all that waits is looked at in one go. */
const PATIENCE_MS = 30 * 60_000;

/**
 * Rates what waits: calls of numbers that are somebody's by now, and to numbers that a tariff knows by now. Each is rated as it would have
 * been when it began. Says how many no longer wait. [B2]
 */
export const rateHeldCalls = verb({
  name: 'rateHeldCalls',
  description: 'Rates the calls that wait for a tariff or a customer; says how many of them no longer do.',
  permission: 'CALL_IMPORT',
  input: input('RateHeldCallsInput', {}),
  async run(scope) {
    const { actor } = scope;
    if (actor.kind === 'system') await scope.sql(`set local statement_timeout = ${PATIENCE_MS}`);
    const [row] = await scope.sql<{ rated: number }>('select rate_held_calls() as rated');
    const rated = row?.rated ?? 0;
    if (rated) await tellOfCalls(scope);
    const resellerId = actor.kind === 'anonymous' ? null : actor.resellerId;
    if (!rated || !resellerId) return { result: rated, subject: null };
    return {
      result: rated,
      subject: { type: 'Reseller', id: resellerId, resellerId, reference: `Calls: ${rated}` },
    };
  },
});

/** After a tariff has been published, and when something waits. */
export const rateHeldCallsJob = job({
  name: 'rate-held-calls',
  for: 'tenant',
  does: [rateHeldCalls],
  payload: z.object({ resellerId: z.string() }),
  run: async (setting) => void (await perform(setting, rateHeldCalls, {})),
});
