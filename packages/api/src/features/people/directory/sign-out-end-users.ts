import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockEndUsers, subjectOf } from './lock-end-users.ts';

/** Signs many out, everywhere at once; they can sign in again. [S47] [S49] */
export const signOutEndUsers = verb({
  name: 'signOutEndUsers',
  permission: 'MEMBERSHIP_WRITE',
  input: input('SignOutEndUsersInput', { ids: bulkIds('end user') }),
  async run(scope, { ids }) {
    const people = await lockEndUsers(scope, ids);
    const ended = await scope.sql<{ endUserId: string; sessionId: string }>(
      `select m.end_user_id as "endUserId", s.id as "sessionId"
         from membership m cross join lateral end_sessions(m.id, $2) s (id) where m.end_user_id = any ($1)`,
      [ids, scope.now],
    );
    scope.hint(...ended.map(({ sessionId }) => ({ kind: 'Session', id: sessionId })));
    const signedOut = new Set(ended.map(({ endUserId }) => endUserId));
    const refused = people
      .filter(({ id }) => !signedOut.has(id))
      .map(({ id, name }) => ({ id, name, reason: 'Is not signed in.' }));
    const result: BulkOutcome = { done: signedOut.size, refused };
    return {
      result,
      subject: people.filter(({ id }) => signedOut.has(id)).map((person) => subjectOf(person)),
    };
  },
});
