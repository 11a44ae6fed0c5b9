import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../identity/index.ts';
import { rowsOf } from './batch.ts';
import { builtUpon } from './built-upon.ts';
import { lockChangeSet, subjectOf } from './lock-change-set.ts';
import { mayChangeServices } from './offered-services.ts';
import { queueBulkChange } from './queue-bulk-change.ts';

/** Rows looked at together, and people that a message names. */
const AT_ONCE = 200;
const NAMED = 3;

/**
 * Takes a change-set that was applied back as a whole, if nothing has been built upon it; CONFLICT says what has. Asked for
 * twice it is done once. [U2]
 */
export const reverseBulkChange = verb({
  name: 'reverseBulkChange',
  permission: 'END_USER_WRITE',
  fresh: true,
  input: input('ReverseBulkChangeInput', { id: id() }),
  async run(scope, { id: changeSetId }) {
    const set = await lockChangeSet(scope, changeSetId);
    if (set.state === 'REVERSED') return { result: set.id, subject: null };
    if (set.state === 'REVERSING' || (set.state === 'FAILED' && set.reversalAt)) {
      await scope.sql(
        `update change_set set state = 'REVERSING', failures = 0, failure = null where id = $1`,
        [set.id],
      );
      await queueBulkChange(scope, set);
      return { result: set.id, subject: null };
    }
    if (set.state === 'RUNNING')
      throw conflict('This change is still under way: wait until it is done.', 'id');
    if (set.state === 'PREVIEW' || set.state === 'WAITING')
      throw conflict('This file has not been applied: discard it instead.', 'id');
    if (set.state === 'DISCARDED')
      throw conflict('This file has been discarded: nothing of it was applied.', 'id');
    if (set.forgottenAt)
      throw conflict('This change is older than 30 days: what stood in its rows has been deleted.', 'id');
    if (
      set.serviceCount + set.endCount > 0 &&
      !(await mayChangeServices(scope, { id: set.companyId, resellerId: set.resellerId }))
    )
      throw new Problem(
        'FORBIDDEN',
        'This file has ordered or ended services, which you may not do for this company.',
      );
    await assertNothingBuilt(scope, set.id);
    const by = await who(scope);
    await scope.sql(
      `update change_set set state = 'REVERSING', failures = 0, failure = null, reversed_by = $2, reversed_by_name = $3,
          reversal_at = $4, finished_at = null where id = $1`,
      [set.id, by.membershipId, by.name, scope.now],
    );
    await queueBulkChange(scope, set);
    return { result: set.id, subject: subjectOf(set) };
  },
});

async function assertNothingBuilt(scope: Scope, changeSetId: string): Promise<void> {
  const named: string[] = [];
  let count = 0;
  let after = 0;
  for (;;) {
    const rows = await rowsOf(scope, changeSetId, 'DONE', after, AT_ONCE);
    const last = rows.at(-1);
    if (!last) break;
    after = last.line;
    const { reason } = await builtUpon(scope, rows);
    for (const row of rows) {
      const why = reason(row);
      if (!why) continue;
      count += 1;
      if (named.length < NAMED)
        named.push(`${row.values.firstName} ${row.values.lastName} (line ${row.line}): ${why}`);
    }
  }
  if (!count) return;
  const more = count > NAMED ? ` And ${count - NAMED} more.` : '';
  throw conflict(
    `This change cannot be taken back, for something has been built upon it. ${named.join(' ')}${more}`,
    'id',
  );
}
