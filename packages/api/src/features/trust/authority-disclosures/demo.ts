import { addDays, localDate, newId } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import type { Permission } from '../../../kernel/permission.ts';
import { everyones, reachOf } from '../../../kernel/roles.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { lastLetter } from '../../desk/notifications/index.ts';
import { acceptInvitation, actAs, inviteAdministrator, Role } from '../../people/identity/index.ts';
import { answerAuthorityRequest } from './answer-authority-request.ts';
import { decideAuthorityRequest } from './decide-authority-request.ts';
import { recordAuthorityRequest } from './record-authority-request.ts';
import { setAuthorityTelling } from './set-authority-telling.ts';

/** What whoever enters requests may do; somebody else decides. */
const PRIVACY: readonly Permission[] = [
  'AUTHORITY_DISCLOSURE_READ',
  'AUTHORITY_DISCLOSURE_RECORD',
  'COMPANY_READ',
  'END_USER_READ',
  'RESELLER_READ',
  'RIGHTS_READ',
];

interface Office {
  level: 'PLATFORM' | 'COMPANY';
  resellerId: string;
  companyId: string | null;
}

/** Takes in a colleague of a role that is made for data protection; they act from then on. */
async function withOfficer(
  demonstration: Demonstration,
  [firstName, lastName, email]: readonly [string, string, string],
  { level, resellerId, companyId }: Office,
): Promise<Setting> {
  const { setting, inScope, password } = demonstration;
  const roleId = newId();
  const permissions = PRIVACY.filter((word) => level === 'PLATFORM' || word !== 'RESELLER_READ');
  await inScope((scope) =>
    scope.insert(Role, {
      ...{ id: roleId, level, resellerId, companyId, kind: 'CUSTOM', name: 'Data protection' },
      permissions: [...permissions, ...everyones(level)].sort(),
      ...reachOf(permissions),
      version: 0,
      createdAt: scope.now,
    }),
  );
  const of = companyId ? { companyId } : { resellerId };
  await perform(setting, inviteAdministrator, { firstName, lastName, email, roleId, ...of });
  const letter = await inScope((scope) => lastLetter(scope, 'invitation', ['to', email]));
  const token = /invitation#([\w-]+)/.exec(letter)?.[1];
  await perform({ ...setting, credentials: { kind: 'anonymous' } }, acceptInvitation, { token, password });
  return actAs(demonstration, email);
}

/**
 * Globex has told one of its people what HMRC was given, has refused the police, and has a request that waits for the second pair of
 * eyes. Staff were asked by the police as well: Globex may not know for two months.
 */
async function playAuthorities(demonstration: Demonstration): Promise<void> {
  const [owner, staff] = await Promise.all(
    ['admin@globex.example', 'staff@xe2.example'].map((email) => actAs(demonstration, email)),
  );
  const [user] = await demonstration.inScope((scope) =>
    scope.sql<{ id: string; companyId: string; resellerId: string; platformId: string }>(
      `select m.end_user_id as id, m.company_id as "companyId", m.reseller_id as "resellerId",
           (select r.id from reseller r where r.is_platform) as "platformId"
         from membership m where m.email = 'user@globex.example' and m.level = 'END_USER'`,
    ),
  );
  if (!owner || !staff || !user) throw new Error('The demonstration lacks its end user.');
  const { companyId, resellerId, platformId } = user;
  const company = await withOfficer(demonstration, ['Helen', 'Marsh', 'privacy@globex.example'], {
    ...{ level: 'COMPANY', resellerId, companyId },
  });
  const platform = await withOfficer(demonstration, ['Idris', 'Cole', 'privacy@xe2.example'], {
    ...{ level: 'PLATFORM', resellerId: platformId, companyId: null },
  });
  const today = localDate(demonstration.setting.scopes.clock.now());
  const ago = (days: number) => addDays(today, -days);
  const of = { companyId, endUserIds: [user.id], secret: false };

  const told = await perform(company, recordAuthorityRequest, {
    ...{ ...of, capacity: 'CONTROLLER', authority: 'HM Revenue and Customs', reference: 'CFS-2204817' },
    ...{ basis: 'HMRC_SCH_36', receivedOn: ago(40), dueOn: ago(10) },
    asked: 'Payroll number, work address and dates of employment for the tax year before last.',
    dataClasses: ['IDENTITY', 'LOCATION', 'OFFICIAL_NUMBER'],
  });
  await perform(owner, decideAuthorityRequest, {
    ...{ id: told, decision: 'NARROWED' },
    reason: 'The notice names the tax year; the payroll number of the present one is not in it.',
  });
  await perform(company, answerAuthorityRequest, {
    ...{ id: told, answeredOn: ago(21), givenClasses: ['IDENTITY', 'LOCATION'] },
    given: 'Name, work address and dates of employment, by post to the officer who signed the notice.',
  });
  const telling = { id: told, secret: false, mayTellOn: ago(14), toldOn: ago(12) };
  await perform(company, setAuthorityTelling, telling);

  const refused = await perform(company, recordAuthorityRequest, {
    ...{ ...of, capacity: 'CONTROLLER', authority: 'West Yorkshire Police', reference: 'WYP/FL/1180' },
    ...{ basis: 'DPA_2018_SCH_2_PARA_2', receivedOn: ago(16), dueOn: ago(9) },
    asked: 'Everything that is kept about her, by return of e-mail.',
    dataClasses: ['IDENTITY', 'CONTACT', 'LOCATION', 'CONTENT'],
  });
  await perform(owner, decideAuthorityRequest, {
    ...{ id: refused, decision: 'REFUSED' },
    reason: 'No offence is named, nor why it would be prejudiced: they may ask again, and say so.',
  });

  await perform(company, recordAuthorityRequest, {
    ...{ ...of, capacity: 'CONTROLLER', authority: 'Leeds County Court', reference: 'K04LS221' },
    ...{ basis: 'COURT_ORDER', receivedOn: ago(4), dueOn: addDays(today, 3) },
    asked: 'Letters about the shift plan between March and May.',
    dataClasses: ['CONTENT'],
  });

  const secret = await perform(platform, recordAuthorityRequest, {
    ...{ ...of, capacity: 'PROCESSOR', authority: 'West Yorkshire Police', reference: 'WYP/DCU/0931' },
    ...{ basis: 'IPA_2016', receivedOn: ago(5), dueOn: addDays(today, 2), fromOn: ago(20), toOn: ago(18) },
    asked: 'Call records of one number for three days; the authorisation forbids telling anybody.',
    dataClasses: ['TRAFFIC'],
    ...{ secret: true, secretUntil: addDays(today, 60) },
  });
  await perform(staff, decideAuthorityRequest, { id: secret, decision: 'APPROVED' });
  await perform(platform, answerAuthorityRequest, {
    ...{ id: secret, answeredOn: ago(1), givenClasses: ['TRAFFIC'] },
    given: 'The records of three days, by the secure route that the authorisation names.',
  });
  await perform(platform, setAuthorityTelling, {
    ...{ id: secret, secret: true, secretUntil: addDays(today, 60) },
    whyUntold: 'The authorisation forbids it, and it would tip them off.',
  });
}

export const demo: DemoPart = { present: playAuthorities };
