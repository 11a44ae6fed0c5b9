import { newId } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { queueMail } from '../../desk/notifications/index.ts';
import { Invitation } from './invitation.entity.ts';
import type { Membership } from './membership.entity.ts';
import { hashSecret, newSecret } from './tokens.ts';

/** An invitation is good for a day, and for one use. [S43] */
const INVITATION_MS = 24 * 3_600_000;

/**
 * Sends (again) the way in for a membership that nobody holds yet; earlier invitations stop working. The link carries
 * its secret in the fragment, which browsers do not send to servers. Returns that link: it is for the person's eyes only.
 * CONFLICT if the tenant is suspended, for nobody could follow it. [S58]
 *
 * @param more further paragraphs of the message
 */
export async function invite(
  scope: Scope,
  membership: Membership,
  publicUrl: string,
  more: readonly string[] = [],
): Promise<string> {
  const [to] = await scope.sql<{ tenantName: string; brandName: string; suspended: boolean }>(
    `select coalesce(c.name, r.name) as "tenantName", r.name as "brandName",
         coalesce(c.status, r.status) = 'SUSPENDED' as suspended
       from reseller r left join company c on c.id = $2 where r.id = $1`,
    [membership.resellerId, membership.companyId],
  );
  if (!to) throw new Error('The tenant of a membership is not visible to whoever invites to it.');
  if (to.suspended) throw conflict(`${to.tenantName} is suspended: nobody can be invited to it.`);
  await scope.sql('update invitation set used_at = $2 where membership_id = $1 and used_at is null', [
    membership.id,
    scope.now,
  ]);
  const inviter = await inviterOf(scope);
  const secret = newSecret();
  const link = `${publicUrl}/invitation#${secret}`;
  const tenancy: Tenancy = {
    resellerId: membership.resellerId,
    companyId: membership.companyId,
    endUserId: membership.endUserId,
  };
  await scope.insert(Invitation, {
    id: newId(),
    ...tenancy,
    membershipId: membership.id,
    tokenHash: hashSecret(secret),
    expiresAt: new Date(scope.now.getTime() + INVITATION_MS),
    usedAt: null,
    createdAt: scope.now,
  });
  await queueMail(scope, {
    ...tenancy,
    to: membership.email,
    subject: `Your invitation to ${to.tenantName}`,
    cause: 'invitation',
    body: [
      `Hello ${membership.firstName},`,
      `${inviter} has invited you to look after ${membership.level === 'END_USER' ? 'your own account' : to.tenantName} in Steward.`,
      `Accept the invitation here within 24 hours:\n${link}`,
      ...more,
      'If you did not expect this message, you need not do anything.',
      membership.level === 'RESELLER' ? inviter : to.brandName,
    ].join('\n\n'),
  });
  return link;
}

/** Whom whoever invites does it for: their company or reseller; the product itself does it for the platform. */
async function inviterOf(scope: Scope): Promise<string> {
  const membershipId = scope.actor.kind === 'member' ? scope.actor.membershipId : null;
  const [inviter] = await scope.sql<{ name: string }>(
    `select coalesce(c.name, r.name) as name from reseller r left join membership m on m.id = $1
       left join company c on c.id = m.company_id
       where r.id = m.reseller_id or m.id is null and r.is_platform`,
    [membershipId],
  );
  if (!inviter) throw new Error('Whoever invites is not visible to themselves.');
  return inviter.name;
}
