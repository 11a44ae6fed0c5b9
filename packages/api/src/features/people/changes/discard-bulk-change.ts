import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockChangeSet, subjectOf } from './lock-change-set.ts';

/** Drops a file that was previewed, or declines one that waits for approval, with the personal data in it. [U2] */
export const discardBulkChange = verb({
  name: 'discardBulkChange',
  permission: 'END_USER_WRITE',
  input: input('DiscardBulkChangeInput', { id: id() }),
  async run(scope, { id: changeSetId }) {
    const set = await lockChangeSet(scope, changeSetId);
    if (set.state === 'DISCARDED') return { result: set.id, subject: null };
    if (set.state !== 'PREVIEW' && set.state !== 'WAITING')
      throw conflict('This file has been confirmed: reverse it instead.', 'id');
    await scope.sql('delete from change_set_row where change_set_id = $1', [set.id]);
    await scope.sql(
      `update change_set set state = 'DISCARDED', forgotten_at = $2, finished_at = $2 where id = $1`,
      [set.id, scope.now],
    );
    return { result: set.id, subject: subjectOf(set) };
  },
});
