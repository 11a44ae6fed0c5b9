import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { queueMail } from '../../desk/notifications/index.ts';
import { consentLinkToken } from './consent-link.ts';
import type { PurposeNow, Subject } from './write-entry.ts';

/**
 * Tells somebody what was put down of them by others, with a link that takes it back without signing in: they would otherwise not know
 * of it. Nothing to whoever cannot be written to. [D7] [S87]
 */
export async function mailReceipt(
  scope: Scope,
  services: Pick<Services, 'seals' | 'publicUrl'>,
  subject: Subject,
  purpose: PurposeNow,
  said: 'GIVEN' | 'SOFT_OPT_IN',
): Promise<void> {
  const { resellerId, companyId, endUserId, membershipId } = subject;
  const personId = endUserId ?? membershipId;
  if (!personId) return;
  const [to] = await scope.sql<{ email: string | null; firstName: string; resellerName: string }>(
    `select coalesce(u.email, m.email) as email, coalesce(u.first_name, m.first_name) as "firstName", r.name as "resellerName"
       from reseller r left join end_user u on u.id = $2
         left join membership m on m.id = $3 or (m.end_user_id = $2 and m.status <> 'SUSPENDED')
       where r.id = $1 limit 1`,
    [resellerId, endUserId, membershipId],
  );
  if (!to?.email) return;
  const link = `${services.publicUrl}/withdraw-consent#${consentLinkToken(services, { purposeId: purpose.id, personId, resellerId, companyId })}`;
  await queueMail(scope, {
    ...{ resellerId, companyId, endUserId, to: to.email, cause: 'consentReceipt' },
    subject: `You can say no at any time: ${purpose.name}`,
    body: [
      `Dear ${to.firstName},`,
      said === 'GIVEN'
        ? `it was put down that you agree to “${purpose.name}”. These are the words:`
        : `it was put down that you may be written to about “${purpose.name}”, because you gave your details when you bought from us or asked for an offer. This is what it is about:`,
      purpose.text,
      `If that is not so, or no longer: say no with this link. You need no password and no reason.\n${link}`,
      to.resellerName,
    ].join('\n\n'),
  });
}
