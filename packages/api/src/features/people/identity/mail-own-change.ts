import type { Scope } from '../../../kernel/scope.ts';
import { queueMail } from '../../desk/notifications/index.ts';

/**
 * Tells somebody by mail, under the brand of their reseller, that what they sign in with has changed, lest it was not them.
 * Nothing if they are not there any more.
 *
 * @param happened what has happened to whoever signs in with this address, in a sentence or two
 */
export async function mailOwnChange(
  scope: Scope,
  membershipId: string,
  letter: { subject: string; cause: string; happened: (email: string) => string },
): Promise<{ result: boolean; subject: null }> {
  const [to] = await scope.sql<{
    resellerId: string;
    companyId: string | null;
    endUserId: string | null;
    email: string;
    firstName: string;
    brandName: string;
  }>(
    `select m.reseller_id as "resellerId", m.company_id as "companyId", m.end_user_id as "endUserId", m.email,
         m.first_name as "firstName", r.name as "brandName"
       from membership m join reseller r on r.id = m.reseller_id where m.id = $1`,
    [membershipId],
  );
  if (!to) return { result: false, subject: null };
  const { email, firstName, brandName, ...tenancy } = to;
  const { subject, cause, happened } = letter;
  const body = [
    `Hello ${firstName},`,
    happened(email),
    'If it was not you, ask for a new password on the sign-in page at once, and tell your administrator.',
    brandName,
  ].join('\n\n');
  await queueMail(scope, { ...tenancy, to: email, subject, cause, body });
  return { result: true, subject: null };
}
