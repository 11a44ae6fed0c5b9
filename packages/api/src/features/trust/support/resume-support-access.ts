import { id } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { type SupportEntry, type SupportPrincipal, tokenSubjectOf } from './enter-support-access.ts';

/**
 * A new access token for an access that one is in with, asked in the very session that entered: tokens last ten minutes, and a page
 * that is loaded anew has none. It makes nothing longer. [T4]
 */
export const resumeSupportAccess = verb({
  name: 'resumeSupportAccess',
  description: 'A new access token for an access that was entered in this very session.',
  permission: 'SUPPORT_ASK',
  input: input('ResumeSupportAccessInput', { grantId: id() }),
  async run(scope, { grantId }, { tokens }) {
    const [seen] = await scope.sql('select from support_grant where id = $1', [grantId]);
    if (!seen) throw notFound('support grant');
    const [open] = await scope.sql<SupportPrincipal>('select * from resume_support($1, $2, $3)', [
      grantId,
      memberOf(scope.actor).sessionId,
      scope.now,
    ]);
    if (!open) throw conflict('This access is over, or was entered in another session.', 'grantId');
    return {
      result: {
        accessToken: await tokens.issue(tokenSubjectOf(open)),
        endsAt: open.ends_at,
      } satisfies SupportEntry,
      subject: null,
    };
  },
});
