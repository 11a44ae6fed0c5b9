import { addDays, formatDate, id, noticeBy, type PlainDate } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import { today } from '../../../kernel/protection.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import type { CommitmentTerms } from '../catalogue/index.ts';

/** SQL: of a term, the day after the last on which somebody can decide what follows it: notice, or else its end. */
const decided = (c: string): string =>
  `${c}.until - case ${c}.terms ->> 'follows' when 'ENDS' then 0 else (${c}.terms ->> 'noticeDays')::integer end`;

/** SQL: whether people are to be told that a term comes to its end. Each is told of once, while there is time to decide. [C4] */
export const isToRemind = (c: string, s: string): string =>
  `${c}.followed_at is null and ${c}.until is not null and ${c}.reminded_at is null and ${c}."from" <= ${today}
    and ${today} < ${decided(c)} and ${today} >= ${decided(c)} - 1 - (${c}.terms ->> 'remindDays')::integer
    and (${c}.terms ->> 'remindDays')::integer > 0 and ${s}.state not in ('ENDING', 'ENDED')
    and (${s}.ends_on is null or ${s}.ends_on = ${c}.until and ${c}.terms ->> 'follows' in ('ENDS', 'RENEWS'))
    and not exists (select from subscription_commitment x where x.subscription_id = ${c}.subscription_id and x."from" > ${c}."from")`;

interface Told {
  resellerId: string;
  product: string;
  until: PlainDate;
  terms: CommitmentTerms;
  /** Somebody has said that it is to end with this term. */
  noticed: boolean;
  quantity: number;
}

/** Tells those who order for a company, there and at its reseller, which terms end or renew soon: one letter each. [C4] */
export const remindOfTerms = verb({
  name: 'remindOfTerms',
  permission: 'system',
  input: input('RemindOfTermsInput', { companyId: id() }),
  async run(scope, { companyId }, { publicUrl }) {
    const told = await scope.sql<Told>(
      `with told as (
         update subscription_commitment c set reminded_at = $2 from subscription s
           where s.id = c.subscription_id and c.company_id = $1 and ${isToRemind('c', 's')}
         returning c.reseller_id, c.until, c.terms, s.product_id, s.quantity,
           c.terms ->> 'follows' = 'RENEWS' and s.ends_on is not null as noticed)
       select t.reseller_id as "resellerId", p.name as product, t.until::text as until, t.terms, t.noticed, sum(t.quantity)::integer as quantity
         from told t join product p on p.id = t.product_id
         group by t.reseller_id, p.name, t.until, t.terms, t.noticed order by t.until, p.name`,
      [companyId, scope.now],
    );
    const [first] = told;
    if (!first) return { result: 0, subject: null };
    const readers = await scope.sql<Reader>(
      `select m.level, m.email, m.first_name as "firstName", c.name as company
         from company c join membership m on m.level = 'COMPANY' and m.company_id = c.id
           or m.level = 'RESELLER' and m.reseller_id = c.reseller_id
         join role r on r.id = m.role_id
         where c.id = $1 and m.status = 'ACTIVE' and m.lent_to is null and 'SUBSCRIPTION_WRITE' = any (r.permissions)
         order by m.created_at`,
      [companyId],
    );
    const { resellerId } = first;
    await queueMails(
      scope,
      'terms-end',
      readers.map((reader) => letter(reader, told, { resellerId, companyId }, publicUrl)),
    );
    return { result: told.length, subject: null };
  },
});

interface Reader {
  level: 'COMPANY' | 'RESELLER';
  email: string;
  firstName: string;
  company: string;
}

function letter(
  { level, email, firstName, company }: Reader,
  told: readonly Told[],
  { resellerId, companyId }: { resellerId: string; companyId: string },
  publicUrl: string,
): Letter {
  const [first] = told as [Told, ...Told[]];
  const more = told.length > 1 ? ` and ${told.length - 1} more` : '';
  const whose = level === 'RESELLER' ? ` of ${company}` : '';
  const renews = told.every(({ terms, noticed }) => terms.follows === 'RENEWS' && !noticed);
  return {
    ...{ resellerId, companyId: level === 'COMPANY' ? companyId : null, endUserId: null, to: email },
    subject: `${first.product}${more}${whose} ${renews ? (more ? 'renew' : 'renews') : more ? 'come to the end of their terms' : 'comes to the end of its term'} soon`,
    body: [
      `Hello ${firstName},`,
      level === 'RESELLER'
        ? `These terms of ${company} are over soon:`
        : 'These terms of your services are over soon:',
      told.slice(0, NAMED).map(saying).join('\n') +
        (told.length > NAMED ? `\nand ${told.length - NAMED} more` : ''),
      `What is to go on needs nothing. To end something, or to have less of it, say so here by the day of notice:\n${publicUrl}/subscriptions?upcoming=true`,
    ].join('\n\n'),
  };
}

const NAMED = 50;

/** "3 × Office licence: renews on 1 September 2027 for 12 months, at the price it has; notice by 1 August 2027". */
function saying({ product, quantity, until, terms, noticed }: Told): string {
  const what = `${quantity} × ${product}`;
  const notice = `notice by ${formatDate(noticeBy(until, terms))}`;
  const last = formatDate(addDays(until, -1));
  if (noticed)
    return `${what}: does not renew and ends with ${last}; that can be taken back until ${formatDate(noticeBy(until, terms))}`;
  if (terms.follows === 'ENDS') return `${what}: ends with ${last}`;
  if (terms.follows === 'MONTHLY')
    return `${what}: the minimum term ends with ${last}, then it runs on by the month; ${notice} ends it then`;
  const price = terms.renewalPrice === 'KEPT' ? 'the price it has' : 'the price of new ones then';
  const months = terms.renewalMonths === 1 ? '1 month' : `${terms.renewalMonths} months`;
  return `${what}: renews on ${formatDate(until)} for ${months}, at ${price}; ${notice} ends it`;
}

export const remindOfTermsJob = job({
  name: 'remind-of-terms',
  for: 'tenant',
  does: [remindOfTerms],
  priority: 'last',
  payload: z.object({ resellerId: z.string(), companyId: z.string() }),
  run: async (setting, { companyId }) => void (await perform(setting, remindOfTerms, { companyId })),
});
