import type { Level } from '@steward/shared';
import { line, newId, newPassword, optional } from '@steward/shared';
import { writeAudit } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { acceptVersion } from './agreement.ts';
import { checkPassword, hashPassword } from './password.ts';
import { assertPasswordFit } from './password-fitness.ts';
import { countSignIn } from './sign-in-throttle.ts';
import { hashSecret } from './tokens.ts';

export interface FoundInvitation {
  invitation_id: string;
  membership_id: string;
  reseller_id: string;
  company_id: string | null;
  end_user_id: string | null;
  level: Level;
  email: string;
  first_name: string;
  tenant_name: string;
  brand_name: string;
  accent_colour: string | null;
  logo: string | null;
  expires_at: Date;
  person_id: string | null;
  password_hash: string | null;
  agreement_version: string | null;
  agreement_accepted_at: Date | null;
  /** What a guesser knows about whoever is invited. */
  known_words: string[];
}

/** The invitation behind a link's secret; NOT_FOUND if it was used, has expired or never was. */
export async function findInvitation(scope: Scope, token: string): Promise<FoundInvitation> {
  const [found] = await scope.sql<FoundInvitation>('select * from find_invitation($1, $2)', [
    hashSecret(token),
    scope.now,
  ]);
  if (!found) {
    throw new Problem(
      'NOT_FOUND',
      'This invitation has been used or has expired. Ask whoever invited you to send a new one.',
    );
  }
  return found;
}

/** Which agreement, if any, whoever accepts must accept with it: a company's first administrator does so for it. */
export const agreementDue = (found: FoundInvitation): string | null =>
  found.level === 'COMPANY' && !found.agreement_accepted_at ? found.agreement_version : null;

/**
 * Takes an invitation: a new person chooses a password, one who signs in already proves theirs. A company's first
 * administrator accepts the data processing agreement for the company. [T2] [D1] [S43]
 */
export const acceptInvitation = outsideVerb({
  name: 'acceptInvitation',
  permission: 'anonymous',
  input: input('AcceptInvitationInput', {
    token: line(200),
    password: newPassword(),
    acceptAgreementVersion: optional(line(40)),
  }),
  async plan(scope, { token, password, acceptAgreementVersion }) {
    const found = await findInvitation(scope, token);
    const due = agreementDue(found);
    if (due && acceptAgreementVersion !== due) {
      throw invalid(
        'acceptAgreementVersion',
        `Must be ${due}: the data processing agreement has to be accepted.`,
      );
    }
    // Guessing here is slowed down like guessing at the front door.
    if (found.person_id)
      return { found, counted: await countSignIn(scope, found.email, found.invitation_id) };
    await assertPasswordFit(password, found.known_words);
    return { found, counted: undefined };
  },
  async call({ found }, { password }) {
    if (!found.person_id) return hashPassword(password);
    if (!(await checkPassword(found.password_hash ?? undefined, password))) {
      throw invalid('password', 'You sign in with this e-mail address already: enter the password you have.');
    }
    return null;
  },
  async settle(scope, { found, counted }, passwordHash, { acceptAgreementVersion }) {
    await counted?.forgive(scope);
    const newPersonId = newId();
    const [taken] = await scope.sql<{ holder: string | null }>(
      'select take_invitation($1, $2, $3, $4, $5) as holder',
      [found.invitation_id, found.person_id, newPersonId, passwordHash, scope.now],
    );
    if (!taken?.holder)
      throw new Problem('CONFLICT', 'This invitation has just been used. Sign in, or ask for a new one.');
    const tenancy = {
      resellerId: found.reseller_id,
      companyId: found.company_id,
      endUserId: found.end_user_id,
    };
    await scope.become(found.level, tenancy, { personId: taken.holder, membershipId: found.membership_id });
    if (agreementDue(found)) await acceptForCompany(scope, found, acceptAgreementVersion);
    return {
      result: found.membership_id,
      subject: { type: 'Membership', id: found.membership_id, ...tenancy },
    };
  },
});

/** Notes that the company has accepted the agreement, and, in its audit log, who did so for it. [D1] */
async function acceptForCompany(scope: Scope, found: FoundInvitation, version: string | null): Promise<void> {
  const { company_id: companyId, reseller_id: resellerId, membership_id: membershipId } = found;
  const accepted =
    companyId && version ? await acceptVersion(scope, companyId, version, membershipId) : undefined;
  if (!companyId || !version || !accepted) return;
  await writeAudit(scope, 'acceptAgreement', {
    type: 'Company',
    id: companyId,
    resellerId,
    companyId,
    reference: version,
    changed: { agreementVersion: [accepted.before, version] },
  });
}
