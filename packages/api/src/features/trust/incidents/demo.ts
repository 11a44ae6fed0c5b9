import { addDays } from '@steward/shared';
import type { Demonstration, DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform, type Setting } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { acknowledgeBreachNotice } from './acknowledge-breach-notice.ts';
import { closeIncident } from './close-incident.ts';
import { judgeIncident } from './judge-incident.ts';
import { openBreachNotice } from './open-breach-notice.ts';
import { passOnBreachNotices } from './pass-on-breach-notices.ts';
import { recordAuthorityNotice } from './record-authority-notice.ts';
import { reportIncident } from './report-incident.ts';
import { scopeIncident } from './scope-incident.ts';
import { sendBreachNotices } from './send-breach-notices.ts';
import { sendLettersToPersons } from './send-letters-to-persons.ts';

const CONTACT = {
  contactName: 'Priya Shah, data protection officer',
  contactEmail: 'dpo@xe2.example',
  contactPhone: '+442079460155',
};

const MINUTE_MS = 60_000;

/** To the minute, as people say it. */
const hoursBefore = (now: Date, hours: number): string =>
  new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS - hours * 60 * MINUTE_MS).toISOString();

/** A notebook that was lost: judged, not told, and why; an exercise that reached a direct customer. */
async function playPast({ asStaffAt, inScope, today }: PastDemonstration): Promise<void> {
  const staff = await asStaffAt(addDays(today, -64), '09:30:00');
  const day = addDays(today, -65);
  const lost = await perform(staff, reportIncident, {
    title: 'A notebook was left on a train',
    facts:
      'A member of staff left a notebook on the 17:42 to Reading. It held exported telephone lists. Its disk is encrypted, it was off, and its access was withdrawn at 19:05.',
    occurredAt: `${day}T17:55:00Z`,
    discoveredAt: `${day}T18:40:00Z`,
    awareAt: `${day}T18:50:00Z`,
    exercise: false,
  });
  await perform(staff, judgeIncident, {
    id: lost,
    containedAt: `${day}T19:05:00Z`,
    likelihood: 'UNLIKELY',
    severity: 'SIGNIFICANT',
    measures:
      'Access withdrawn, the notebook wiped when it next connects; exports are kept on the server from now on.',
    decision: 'DO_NOT_NOTIFY',
    decisionReason:
      'The disk is encrypted with a key that only the owner knows: nobody can read what is on it.',
  });
  await perform(staff, closeIncident, { incidentId: lost });

  const rehearsing = await asStaffAt(addDays(today, -23), '10:00:00');
  const acme = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Acme Ltd'`),
  );
  const exercise = await perform(rehearsing, reportIncident, {
    title: 'Exercise: a backup is offered for sale',
    facts:
      'We pretend that a copy of the CRM of one customer is offered for sale, and see how long everybody takes.',
    occurredAt: null,
    discoveredAt: `${addDays(today, -23)}T09:00:00Z`,
    awareAt: `${addDays(today, -23)}T09:10:00Z`,
    exercise: true,
  });
  await perform(rehearsing, scopeIncident, {
    incidentId: exercise,
    parts: [
      {
        kind: 'COMPANY',
        companyId: acme[0]?.id,
        from: `${addDays(today, -24)}T00:00:00Z`,
        until: `${addDays(today, -23)}T00:00:00Z`,
        dataClasses: ['IDENTITY', 'CONTACT'],
      },
    ],
  });
  await perform(rehearsing, judgeIncident, {
    id: exercise,
    ...CONTACT,
    likelihood: 'POSSIBLE',
    severity: 'SIGNIFICANT',
    nature: 'A copy of your CRM is said to be offered for sale.',
    consequences: 'People may get unwanted calls and messages that use what is in it.',
    measures: 'Access to backups was changed; the police would be told.',
    decision: 'NOTIFY',
    decisionReason: 'We practise telling a controller.',
  });
  await perform(rehearsing, sendBreachNotices, { incidentId: exercise, passOnAfterHours: 4 });
  await perform(rehearsing, closeIncident, { incidentId: exercise });
}

/**
 * A breach over several resellers with mixed audiences: mailboxes of many companies, all people of one, and those who administrate another.
 * Northwind has passed its notices on and Globex has read, acknowledged and reported its own, and written to its people; the others still wait.
 */
async function playPresent(demonstration: Demonstration): Promise<void> {
  const { inScope } = demonstration;
  const [staff, northwind, globex] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example', 'admin@globex.example'].map((email) =>
      actAs(demonstration, email),
    ),
  );
  if (!staff || !northwind || !globex) throw new Error('The demonstration lacks somebody.');
  const now = await inScope(async (scope) => scope.now);
  const [named] = await inScope((scope) =>
    scope.sql<{ mailbox: string; globex: string; initech: string }>(
      `select (select id from product where code = 'MBX-100') as mailbox, (select id from company where name = 'Globex Ltd') as globex,
         (select id from company where name = 'Initech Ltd') as initech`,
    ),
  );
  const incidentId = await report(staff, now);
  const from = hoursBefore(now, 31);
  const until = hoursBefore(now, 7);
  await perform(staff, scopeIncident, {
    incidentId,
    parts: [
      {
        kind: 'PRODUCT',
        productId: named?.mailbox,
        from,
        until,
        dataClasses: ['IDENTITY', 'CONTACT', 'TRAFFIC'],
      },
      { kind: 'COMPANY', companyId: named?.globex, from, until, dataClasses: ['CREDENTIAL'] },
      {
        kind: 'ADMINISTRATORS',
        companyId: named?.initech,
        from,
        until,
        dataClasses: ['IDENTITY', 'CONTACT'],
      },
    ],
  });
  await perform(staff, sendBreachNotices, { incidentId, passOnAfterHours: 4 });
  const waiting = await ofTenant(
    northwind,
    'select id from breach_notice where company_id is not null and passed_on_at is null',
  );
  await perform(northwind, passOnBreachNotices, { noticeIds: waiting });
  const [own] = await ofTenant(globex, 'select id from breach_notice where not exercise');
  if (!own) throw new Error('The demonstration lacks the notice of Globex.');
  await perform(globex, openBreachNotice, { noticeId: own });
  await perform(globex, acknowledgeBreachNotice, { noticeId: own });
  await perform(globex, recordAuthorityNotice, {
    noticeId: own,
    notifiedAt: now.toISOString(),
    reference: 'IC-318204-T7Q2',
  });
  await perform(globex, sendLettersToPersons, {
    noticeId: own,
    subject: 'Your mailbox: what happened, and what you can do',
    text: 'For a day others could read who had written to you and when, and the password of your mailbox. We have replaced the password: choose a new one when you next sign in, and another one wherever you used the same. Be careful with messages that ask for data or money, even from people you know.\n\nAsk Megan Roberts, 0113 496 0100, if you have seen anything odd.\n\nGlobex Ltd',
  });
}

async function report(staff: Setting, now: Date): Promise<string> {
  const incidentId = await perform(staff, reportIncident, {
    title: 'Delivery logs of the mail servers could be read by others',
    facts:
      'A monitoring page of the 100 GB mailbox servers answered without a password after an update. Its log shows 212 requests from two addresses that are not ours. Passwords of one tenant stood in a debug line.',
    occurredAt: hoursBefore(now, 31),
    discoveredAt: hoursBefore(now, 6),
    awareAt: hoursBefore(now, 5),
    exercise: false,
  });
  await perform(staff, judgeIncident, {
    id: incidentId,
    ...CONTACT,
    containedAt: hoursBefore(now, 4),
    likelihood: 'POSSIBLE',
    severity: 'SEVERE',
    nature:
      'For a day a page of our mail servers could be read without signing in. It showed who had written to whom and when, and for some people the password of their mailbox. Two addresses that we do not know have fetched it.',
    consequences:
      'Messages may come that pretend to be from people with whom yours correspond. Where a password was shown, somebody may have read mail.',
    measures:
      'The page is closed since 09:10, all passwords that it showed were replaced, and we watch for sign-ins with the old ones. Every update is now checked for open pages.',
    decision: 'NOTIFY',
    decisionReason:
      'Passwords and traffic data were read by strangers: controllers have to judge what that means for their people.',
  });
  return incidentId;
}

const ofTenant = async ({ scopes, credentials, requestId }: Setting, sql: string): Promise<string[]> =>
  (await scopes.run(credentials, { requestId }, (scope) => scope.sql<{ id: string }>(sql))).map(
    ({ id }) => id,
  );

export const demo: DemoPart = { past: playPast, present: playPresent };
