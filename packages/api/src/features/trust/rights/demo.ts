import { addDays, localDate } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { acknowledgeComplaint } from './acknowledge-complaint.ts';
import { askForClarification } from './ask-for-clarification.ts';
import { askForIdentity } from './ask-for-identity.ts';
import { completeRightsRequest } from './complete-rights-request.ts';
import { confirmIdentity } from './confirm-identity.ts';
import { extendRightsRequest } from './extend-rights-request.ts';
import { openRightsRequest } from './open-rights-request.ts';
import { submitRightsRequest } from './submit-rights-request.ts';

/**
 * Globex has requests at every stage: one that runs out in days, one that is overdue, one whose time does not run, one extended, a
 * complaint, one answered. A stranger has asked on the public form, and staff have to find out who is meant.
 */
async function playRights(demonstration: Demonstration): Promise<void> {
  const { setting } = demonstration;
  const [company, user] = await Promise.all(
    ['admin@globex.example', 'user@globex.example'].map((email) => actAs(demonstration, email)),
  );
  if (!company || !user) throw new Error('The demonstration lacks Globex.');
  const today = localDate(setting.scopes.clock.now());
  const enter = (kind: string, daysAgo: number, person: object, facts: string) =>
    perform(company, openRightsRequest, { kind, receivedOn: addDays(today, -daysAgo), facts, ...person });

  const answered = await enter(
    'KNOW',
    40,
    { personName: 'Theo Lindqvist', personEmail: 'theo.lindqvist@mail.example', channel: 'LETTER' },
    'What do you do with the details I gave when I applied?',
  );
  await perform(company, completeRightsRequest, {
    id: answered,
    words: 'We keep your application for six months after the post is filled, and share it with nobody.',
  });
  await enter(
    'OBJECT',
    36,
    { personName: 'Agnes Whitfield', personEmail: 'agnes.whitfield@mail.example', channel: 'EMAIL' },
    'Please stop using my former extension for the sales queue.',
  );
  const near = await enter(
    'COPY',
    27,
    { personName: 'Dmitri Volkov', personEmail: 'dmitri.volkov@mail.example', channel: 'EMAIL' },
    'I left in the summer and would like my data in a form that my new employer can read.',
  );
  await perform(company, confirmIdentity, { id: near, method: 'KNOWN' });
  const extended = await enter(
    'ACCESS',
    20,
    { personName: 'Ngozi Adeyemi', personEmail: 'ngozi.adeyemi@mail.example', channel: 'TELEPHONE' },
    'Everything that mentions me since 2021.',
  );
  await perform(company, confirmIdentity, { id: extended, method: 'DOCUMENT_SEEN' });
  await perform(company, extendRightsRequest, {
    id: extended,
    words: 'There are five years of letters to look through, and many of them are about other people, too.',
  });
  const doubtful = await enter(
    'ERASE',
    9,
    { personName: 'R. Marsh', personEmail: 'r.marsh@mail.example', channel: 'EMAIL' },
    'Delete my account.',
  );
  await perform(company, askForIdentity, {
    id: doubtful,
    words: 'Please telephone our front desk from the number that we have for you.',
  });
  const own = await perform(user, openRightsRequest, {
    kind: 'ACCESS',
    facts: 'Which calls of mine are kept, and for how long?',
  });
  await perform(company, askForClarification, {
    id: own,
    words: 'Do you mean the calls of your desk telephone, or those of your mobile as well?',
  });
  const complaint = await perform(user, openRightsRequest, {
    kind: 'COMPLAIN',
    facts: 'My photograph is on the intranet though I asked for it to be taken down.',
  });
  await perform(company, acknowledgeComplaint, { id: complaint });
  await perform({ ...setting, credentials: { kind: 'anonymous' } }, submitRightsRequest, {
    kind: 'ACCESS',
    name: 'Harriet Bloom',
    email: 'harriet.bloom@mail.example',
    organisation: 'The removal firm in Leeds, Globe something',
    facts: 'They called me three times. What do they have about me?',
  });
}

export const demo: DemoPart = { present: playRights };
