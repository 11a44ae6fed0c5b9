import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { tableNamed } from '../../../kernel/table.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { answerAccessQuestion } from './answer-access-question.ts';
import { askAboutAccess } from './ask-about-access.ts';

/**
 * Globex's administrator and its reseller have looked at Wanda Finch; she asked why, about the one she has been answered, about the other she waits.
 */
async function lookAndAsk(demonstration: Demonstration): Promise<void> {
  const { setting, inScope } = demonstration;
  const { accessLedger } = setting.services;
  const [user, company, reseller] = await Promise.all(
    ['user@globex.example', 'admin@globex.example', 'admin@northwind.example'].map((email) =>
      actAs(demonstration, email),
    ),
  );
  if (!user || !company || !reseller) throw new Error('The demonstration lacks people of Globex.');
  const [person] = await inScope((scope) =>
    scope.sql<{ id: string }>(
      `select end_user_id as id from membership where email = 'user@globex.example' and level = 'END_USER'`,
    ),
  );
  const table = tableNamed('end_user');
  if (!person || !table) throw new Error('There is nobody to look at.');
  for (const { credentials, requestId } of [company, reseller])
    for (const what of ['endUser', 'devices', 'calls'])
      if (credentials.kind === 'session')
        await accessLedger.note(credentials, requestId, { what, table, id: person.id });
  await accessLedger.flush();
  const entries = await inScope((scope) =>
    scope.sql<{ id: string }>(
      `select id from access_entry where end_user_id = $1 and what = 'calls' order by level desc, id`,
      [person.id],
    ),
  );
  const [byReseller, byCompany] = entries;
  if (!byReseller || !byCompany) throw new Error('Nobody has looked.');
  await perform(user, askAboutAccess, {
    entryId: byCompany.id,
    question: 'Why did you look at my calls? Nobody had said anything to me.',
  });
  const [asked] = await inScope((scope) =>
    scope.sql<{ id: string }>('select id from access_question where access_entry_id = $1', [byCompany.id]),
  );
  await perform(company, answerAccessQuestion, {
    questionId: asked?.id,
    answer: 'Your line had a fault on Monday, and the supplier asked for the times of calls that broke off.',
  });
  await perform(user, askAboutAccess, {
    entryId: byReseller.id,
    question: 'Who is this at Northwind, and what was it for?',
  });
}

export const demo: DemoPart = { present: lookAndAsk };
