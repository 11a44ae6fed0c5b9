import { id, newId } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Membership } from '../../people/identity/index.ts';
import { permissionsOf } from './contract.ts';
import { mailSupportNewsJob } from './mail-support-news.ts';
import { SupportGrant } from './support-grant.entity.ts';

@ObjectType()
export class SupportEntry {
  @Field(() => String, {
    description: 'Of a session of its own, at the company; good for ten minutes at most.',
  })
  accessToken!: string;
  @Field(() => GraphQLDateTime) endsAt!: Date;
}

/** As whom whoever was let in stands in the company. */
export interface SupportPrincipal {
  session_id: string;
  membership_id: string;
  role_id: string;
  role_version: number;
  ends_at: Date;
}

export const tokenSubjectOf = (row: SupportPrincipal) => ({
  sessionId: row.session_id,
  membershipId: row.membership_id,
  level: 'COMPANY' as const,
  roleId: row.role_id,
  roleVersion: row.role_version,
  lent: true,
});

/** Goes in with a grant out of one's session: a membership with these permissions; nothing if it cannot be entered now. */
export async function goIn(
  scope: Scope,
  { id: grantId, resellerId, companyId, reason }: SupportGrant,
  sessionId: string,
  permissions: readonly string[],
): Promise<SupportPrincipal | undefined> {
  const [lent] = await scope.sealed(Membership, [{ id: newId(), resellerId, companyId, reason }]);
  const [entered] = await scope.sql<SupportPrincipal>(
    'select * from enter_support($1, $2, $3, $4, $5, $6, $7, $8)',
    [grantId, newId(), lent?.id, newId(), sessionId, permissions, lent?.reason, scope.now],
  );
  return entered;
}

/**
 * Goes in, once: from now on the minutes count. It is a session of its own, at a membership of the company's with a role that has
 * what was granted and no more; one's own session stays as it is. [T4] [S18]
 */
export const enterSupportAccess = verb({
  name: 'enterSupportAccess',
  description:
    'Goes in with an approval, once, with a second factor shown just now; the minutes count from now on.',
  permission: 'SUPPORT_ASK',
  fresh: true,
  input: input('EnterSupportAccessInput', { grantId: id() }),
  async run(scope, { grantId }, { tokens }) {
    const { sessionId, membershipId } = memberOf(scope.actor);
    const grant = await scope.load(SupportGrant, grantId);
    if (grant.askedBy !== membershipId) throw notFound('support grant');
    const { resellerId, companyId } = grant;
    const entered = await goIn(scope, grant, sessionId, permissionsOf(grant.areas, grant.mode));
    if (!entered) throw conflict(await refusalOf(), 'grantId');
    await enqueue(scope, mailSupportNewsJob, { resellerId, grantId, what: 'ENTERED' });
    return {
      result: {
        accessToken: await tokens.issue(tokenSubjectOf(entered)),
        endsAt: entered.ends_at,
      } satisfies SupportEntry,
      subject: {
        type: 'SupportGrant',
        id: grantId,
        resellerId,
        companyId,
        changed: { state: ['APPROVED', 'ACTIVE'] },
      },
    };

    /** Why it cannot be entered, as it stands by now. */
    async function refusalOf(): Promise<string> {
      const [now] = await scope.sql<{
        stage: SupportGrant['stage'];
        lapsed: boolean;
        moved: boolean;
        suspended: boolean;
      }>(
        `select g.stage, coalesce(g.ends_at, g.lapses_at) <= $2 as lapsed, c.reseller_id is distinct from g.reseller_id as moved,
             c.status is distinct from 'ACTIVE' as suspended
           from support_grant g left join company c on c.id = g.company_id where g.id = $1`,
        [grantId, scope.now],
      );
      if (now?.stage === 'REQUESTED' && !now.lapsed) return 'The company has not decided yet.';
      if (now?.stage === 'DECLINED') return 'The company has declined this request.';
      if (now?.moved) return 'The company is looked after by somebody else by now, so this is over.';
      if (now?.stage === 'ACTIVE' && !now.lapsed)
        return 'This access is in use already: it is entered once, and goes on in the session that entered.';
      if (now?.stage === 'ENDED' || now?.stage === 'ACTIVE') return 'This access is over: ask again.';
      if (now?.stage === 'LAPSED' || now?.lapsed) return 'This approval has lapsed: ask again.';
      if (now?.suspended) return 'The company is suspended: nobody can be let in to it.';
      return 'This access cannot be entered now.';
    }
  },
});
