import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform, verb } from '../../../kernel/verb.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import type { RightsKind } from './rights-kinds.ts';
import { letterToController, letterToPerson, type RightsLetter } from './rights-letters.ts';
import { RightsEvent, RightsRequest } from './rights-request.entity.ts';

/**
 * Writes to those whom an event concerns: to the person in the company's name, to the company's administrators unless one of
 * them did it. It works for the tenant, so that nobody's reach decides who is told. [D3] [S85]
 */
export const mailRightsNews = verb({
  name: 'mailRightsNews',
  permission: 'system',
  input: input('MailRightsNewsInput', { resellerId: id(), eventId: id() }),
  async run(scope, { resellerId, eventId }, { publicUrl }) {
    const { kind: event, rightsRequestId, dueOn, words, byLevel } = await scope.load(RightsEvent, eventId);
    const request = await scope.load(RightsRequest, rightsRequestId);
    const { companyId, endUserId, reference } = request;
    const [names] = await scope.sql<{ companyName: string; resellerName: string }>(
      `select c.name as "companyName", r.name as "resellerName" from company c join reseller r on r.id = c.reseller_id where c.id = $1`,
      [companyId],
    );
    if (!names) return { result: 0, subject: null };
    const page = `${publicUrl}/rights-requests/${rightsRequestId}`;
    const kind: RightsKind = request.kind;
    const news = { event, kind, reference, dueOn, words, page, ...names };
    const letters: Letter[] = [];
    const add = (
      people: readonly Addressee[],
      letter: RightsLetter | null,
      sign: string,
      of: string | null,
    ) => {
      if (!letter) return;
      for (const { email, firstName } of people)
        letters.push({
          ...{ resellerId, companyId, endUserId: of, to: email, subject: letter.subject },
          body: [`Hello ${firstName},`, ...letter.paragraphs, sign].join('\n\n'),
        });
    };
    const person = await personOf(scope, request);
    add(person ? [person] : [], letterToPerson(news), names.companyName, endUserId);
    if (byLevel !== 'COMPANY')
      add(await administratorsOf(scope, companyId), letterToController(news), names.resellerName, null);
    await queueMails(scope, 'rightsRequest', letters);
    return {
      result: letters.length,
      subject: letters.length
        ? { type: 'RightsRequest', id: rightsRequestId, reference, resellerId, companyId, endUserId }
        : null,
    };
  },
});

export const mailRightsNewsJob = job({
  name: 'mail-rights-news',
  for: 'tenant',
  does: [mailRightsNews],
  priority: 'first',
  payload: z.object({ resellerId: z.string(), eventId: z.string() }),
  run: async (setting, payload) => void (await perform(setting, mailRightsNews, payload)),
});

interface Addressee {
  email: string;
  firstName: string;
}

/** Where the person is written to: as they asked, or at the address of their sign-in or in the directory. */
async function personOf(scope: Scope, request: RightsRequest): Promise<Addressee | undefined> {
  const { endUserId, personEmail, personName } = request;
  const [found] = await scope.sql<{ email: string | null; firstName: string }>(
    `select coalesce(m.email, u.email) as email, u.first_name as "firstName"
       from end_user u left join membership m on m.end_user_id = u.id and m.status <> 'INVITED' where u.id = $1`,
    [endUserId],
  );
  const email = personEmail ?? found?.email;
  return email ? { email, firstName: found?.firstName ?? personName ?? 'there' } : undefined;
}

const administratorsOf = (scope: Scope, companyId: string): Promise<Addressee[]> =>
  scope.sql<Addressee>(
    `select email, first_name as "firstName" from membership
      where company_id = $1 and level = 'COMPANY' and status = 'ACTIVE' and lent_to is null order by id`,
    [companyId],
  );
