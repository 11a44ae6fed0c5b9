import { memberOf, tenancyOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/** Ends the session this request came with. [S45] */
export const signOut = verb({
  name: 'signOut',
  permission: 'unproved',
  input: input('SignOutInput', {}),
  async run(scope) {
    const member = memberOf(scope.actor);
    await scope.sql('update session set ended_at = $2 where id = $1 and ended_at is null', [
      member.sessionId,
      scope.now,
    ]);
    // Of one that still waited for its second factor nobody was told that it had begun.
    if (member.awaits) return { result: true, subject: null };
    return { result: true, subject: { type: 'Session', id: member.sessionId, ...tenancyOf(member) } };
  },
});
