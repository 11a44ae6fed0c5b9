import type { Tenancy } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { AUDIENCE } from './audience.ts';

/** A row of notice_recipient that was just written; who has no sign-in has no membership. */
export interface Recipient extends Tenancy {
  membershipId: string | null;
  email: string;
}

/** Writes down everyone whom the notice concerns, and returns them: one statement, however many they are. */
export function address(scope: Scope, noticeId: string, productId: string): Promise<Recipient[]> {
  return scope.sql<Recipient>(
    `with ${AUDIENCE}
     insert into notice_recipient (id, notice_id, reseller_id, company_id, end_user_id, membership_id, level, email)
     select uuidv7(), $2, reseller_id, company_id, end_user_id, membership_id, level, email from person
     returning reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId",
       membership_id as "membershipId", email`,
    [[productId], noticeId],
  );
}

/** Somebody who is a company's administrator and its end user gets one mail, not two. */
export function oncePerAddress(
  recipients: readonly Omit<Recipient, 'membershipId'>[],
): (Tenancy & { to: string })[] {
  const mails = new Map<string, Tenancy & { to: string }>();
  for (const { resellerId, companyId, endUserId, email } of recipients) {
    mails.set(`${resellerId} ${email.toLowerCase()}`, { resellerId, companyId, endUserId, to: email });
  }
  return [...mails.values()];
}

/** The companies that were reached, directly or through their end users. */
export function companiesOf(recipients: readonly Recipient[]): Tenancy[] {
  const companies = new Map(
    recipients.flatMap(({ resellerId, companyId }) => (companyId ? [[companyId, resellerId] as const] : [])),
  );
  return [...companies].map(([companyId, resellerId]) => ({ resellerId, companyId, endUserId: null }));
}

/** The tenancies of those who can sign in: whoever has a console open there is to hear of it at once. */
export function listenersOf(recipients: readonly Recipient[]): Tenancy[] {
  const tenancies = new Map<string, Tenancy>();
  for (const { membershipId, resellerId, companyId, endUserId } of recipients) {
    if (membershipId)
      tenancies.set(`${resellerId} ${companyId} ${endUserId}`, { resellerId, companyId, endUserId });
  }
  return [...tenancies.values()];
}
