import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/** Failures of one batch after which nobody waits for it any longer. */
const MOST = 3;

/**
 * Notes that a batch has failed; the third time the re-rating stops as FAILED, with the notes of what it has done. Asked for once more
 * it does the rest. Says whether it is to be tried again. [B2]
 */
export const failRerating = verb({
  name: 'failRerating',
  permission: 'system',
  input: input('FailReratingInput', { reratingId: id(), resellerId: id() }),
  async run(scope, { reratingId, resellerId }) {
    const [rerating] = await scope.sql<{ failures: number; about: string }>(
      `update rerating set failures = failures + 1, state = case when failures + 1 < $2 then state else 'FAILED' end,
          finished_at = case when failures + 1 < $2 then null else $3::timestamptz end
        where id = $1 and state = 'RUNNING' returning failures, about`,
      [reratingId, MOST, scope.now],
    );
    if (!rerating) return { result: false, subject: null };
    if (rerating.failures < MOST) return { result: true, subject: null };
    await scope.sql('select propose_rerating_notes($1)', [reratingId]);
    scope.hint({ kind: 'Rerating', id: reratingId, resellerId });
    return {
      result: false,
      subject: { type: 'Rerating', id: reratingId, resellerId, reference: rerating.about },
    };
  },
});
