import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { mailSupportNewsJob } from './mail-support-news.ts';
import { SupportGrant, type SupportState } from './support-grant.entity.ts';

/**
 * Ends an access at once, or takes back a request or an approval that nobody has entered with: the company does, or those who asked,
 * or whoever is in. [T4] [S47]
 */
export const endSupportAccess = verb({
  name: 'endSupportAccess',
  description: 'Ends it at once, from either side; before it was entered, takes it back.',
  permission: 'SUPPORT_END',
  input: input('EndSupportAccessInput', { grantId: id() }),
  async run(scope, { grantId }) {
    const [seen] = await scope.sql<{ id: string }>('select id from support_grant where id = $1', [grantId]);
    if (!seen) throw notFound('support grant');
    const [before] = await scope.sql<{
      stage: SupportState;
      ended_by: string;
      membership_id: string | null;
      session_id: string | null;
    }>('select * from end_support($1, $2)', [grantId, scope.now]);
    if (!before) throw notFound('support grant');
    if (!['REQUESTED', 'APPROVED', 'ACTIVE'].includes(before.stage))
      throw conflict('This access is over already.', 'grantId');
    const grant = await scope.load(SupportGrant, grantId);
    const { resellerId, companyId } = grant;
    const whose = { resellerId, companyId };
    // The console of whoever was in, and its live connection, know themselves by these.
    for (const [kind, row] of [
      ['Session', before.session_id],
      ['Membership', before.membership_id],
    ] as const)
      if (row) scope.hint({ kind, id: row, ...whose });
    if (before.stage === 'ACTIVE')
      await enqueue(scope, mailSupportNewsJob, { resellerId, grantId, what: 'ENDED' });
    return {
      result: grantId,
      subject: {
        type: 'SupportGrant',
        id: grantId,
        ...whose,
        changed: { state: [before.stage, grant.stage] },
      },
    };
  },
});
