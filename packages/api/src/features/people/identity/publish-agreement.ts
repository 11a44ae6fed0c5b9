import { date, formatDate, line, localDate, optional, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import { newestAgreement } from '../../trust/agreements/index.ts';
import { addAgreement } from './agreement.ts';

/**
 * Publishes a new version of the data processing agreement, in force from now on: the platform's, or a reseller's with its own companies.
 * The administrators of whoever it binds are told by mail what changed, and asked in the console to accept it; nothing stops while they
 * have not. [N5] [D1]
 */
export const publishAgreement = verb({
  name: 'publishAgreement',
  permission: 'AGREEMENT_PUBLISH',
  input: input('PublishAgreementInput', {
    version: line(40),
    title: line(150),
    summary: prose(2_000),
    text: prose(50_000),
    acceptBy: optional(date()),
  }),
  async run(scope, given, { publicUrl }) {
    if (given.acceptBy && given.acceptBy <= localDate(scope.now))
      throw invalid('acceptBy', 'Must be a day to come.');
    const { level, resellerId } = memberOf(scope.actor);
    const publisher = level === 'RESELLER' ? { resellerId } : {};
    const before = await newestAgreement(scope, publisher.resellerId);
    const id = await addAgreement(scope, { ...given, ...publisher, publishedOn: localDate(scope.now) });
    await queueMails(scope, 'agreement', await letters(scope, id, given, publicUrl));
    scope.hint({ kind: 'Agreement', id, ...publisher });
    const changed = { version: [before, given.version] } as const;
    return { result: id, subject: { type: 'Agreement', id, resellerId, reference: given.version, changed } };
  },
});

interface Administrator {
  resellerId: string;
  companyId: string | null;
  email: string;
  firstName: string;
  tenantName: string;
  resellerName: string;
}

/**
 * To the administrators of those whom this version binds, each in its reseller's name: of the platform's all resellers, and the companies
 * of those without a text of their own; of a reseller's its companies.
 */
async function letters(
  scope: Scope,
  agreementId: string,
  {
    version,
    title,
    summary,
    acceptBy,
  }: { version: string; title: string; summary: string; acceptBy: string | null },
  publicUrl: string,
): Promise<Letter[]> {
  const administrators = await scope.sql<Administrator>(
    `select m.reseller_id as "resellerId", m.company_id as "companyId", m.email, m.first_name as "firstName",
         coalesce(c.name, r.name) as "tenantName", r.name as "resellerName"
       from agreement a join membership m on a.reseller_id is null and (m.level = 'RESELLER' or m.level = 'COMPANY'
             and not exists (select from agreement o where o.reseller_id = m.reseller_id))
           or a.reseller_id = m.reseller_id and m.level = 'COMPANY'
         left join company c on c.id = m.company_id join reseller r on r.id = m.reseller_id
      where a.id = $1 and m.status = 'ACTIVE' and m.lent_to is null order by m.id`,
    [agreementId],
  );
  return administrators.map(({ resellerId, companyId, email, firstName, tenantName, resellerName }) => ({
    resellerId,
    companyId,
    endUserId: null,
    to: email,
    subject: `A new version of the ${lowerFirst(title)}`,
    body: [
      `Hello ${firstName},`,
      `Version ${version} of the ${lowerFirst(title)} has been published. What has changed:`,
      summary,
      `Please read it and accept it for ${tenantName}${acceptBy ? ` by ${formatDate(acceptBy)}` : ''}:\n${publicUrl}/agreement`,
      resellerName,
    ].join('\n\n'),
  }));
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
