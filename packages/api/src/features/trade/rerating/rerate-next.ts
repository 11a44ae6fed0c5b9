import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import { perform, type Setting, verb } from '../../../kernel/verb.ts';
import { failRerating } from './fail-rerating.ts';

/** Milliseconds: the calls of one customer and month are rated in one go, however many they are. */
const PATIENCE_MS = 30 * 60_000;

const given = z.object({ resellerId: z.string(), reratingId: z.string() });

/**
 * Re-rates the calls of the next few customers and sees to it that the rest follow: so much is done if and only if this commits. The
 * last time it proposes the notes. Says whether something is left. [B2]
 */
export const rerateNext = verb({
  name: 'rerateNext',
  permission: 'system',
  input: input('RerateNextInput', { reratingId: id(), resellerId: id() }),
  async run(scope, { reratingId, resellerId }) {
    await scope.sql(`set local statement_timeout = ${PATIENCE_MS}`);
    const [next] = await scope.sql<{ more: boolean }>('select rerate_next($1) as more', [reratingId]);
    const more = next?.more ?? false;
    if (more) await enqueue(scope, rerateCallsJob, { resellerId, reratingId });
    scope.hint({ kind: 'Rerating', id: reratingId, resellerId });
    return { result: more, subject: null };
  },
});

/** Does the next batch; one that fails takes itself back, is noted, and does not keep the worker trying. */
export const rerateCallsJob = job({
  name: 'rerate-calls',
  for: 'tenant',
  does: [rerateNext, failRerating],
  payload: given,
  async run(setting, rerating) {
    try {
      await perform(setting, rerateNext, rerating);
    } catch (err) {
      setting.log.error({ err, requestId: setting.requestId, ...rerating }, 'a batch of a re-rating failed');
      if (await perform(setting, failRerating, rerating)) await again(setting, rerating);
    }
  },
});

/** How long a batch that failed waits. */
const WAIT_MS = 10_000;

const again = (setting: Setting, rerating: z.infer<typeof given>): Promise<void> =>
  setting.scopes.run(setting.credentials, { requestId: setting.requestId }, (scope) =>
    enqueue(scope, rerateCallsJob, rerating, { runAt: new Date(scope.now.getTime() + WAIT_MS) }),
  );

/** Does all of a re-rating here and now, in the setting's time: for what has no worker. */
export async function finishRerating(setting: Setting, rerating: z.infer<typeof given>): Promise<void> {
  const { resellerId } = rerating;
  const credentials = {
    kind: 'system',
    task: rerateCallsJob.name,
    resellerId,
    does: [rerateNext.name],
  } as const;
  while (await perform({ ...setting, credentials }, rerateNext, rerating));
}
