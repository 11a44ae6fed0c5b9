import { newId } from '@steward/shared';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { MailServer } from '../notifications/testing/mail-server.ts';

const server = new MailServer();
let app: TestApp;
let world: World;
let token: string;
let newsId: string;

/** Does it; gives the row, or the code and the fields of the refusal. */
async function deed(name: string, input: object, by: string | undefined = token, fields = '{ id }') {
  app.clock.forward(1_000);
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await app.ask<Record<string, { id: string }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`,
    { input },
    by,
  );
  const [error] = errors ?? [];
  if (!error) return data[name] as { id: string };
  const { code, fields: named = [] } = error.extensions;
  return [code, ...new Set(named.map(({ path }) => path))].join(' ');
}
const did = async (...given: Parameters<typeof deed>): Promise<string> => {
  const answer = await deed(...given);
  if (typeof answer === 'string') throw new Error(`${given[0]}: ${answer}`);
  return answer.id;
};

const KINDS = {
  INDIVIDUAL: { pecrStatus: 'INDIVIDUAL', statusReason: 'A sole trader.' },
  CORPORATE: { pecrStatus: 'CORPORATE', statusReason: 'Companies House 1.' },
  UNKNOWN: { pecrStatus: 'UNKNOWN' },
} as const;
type Kind = keyof typeof KINDS;
const add = (name: string, kind: Kind, more: object = {}) =>
  did('addContact', {
    name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@table.example`,
    source: 'EVENT',
    ...KINDS[kind],
    ...more,
  });
const say = (contactId: string, said: string, version: number | null = 1) =>
  did('recordConsent', {
    purposeId: newsId,
    contactId,
    deed: said,
    saidOn: '2026-10-01',
    via: 'IN_PERSON',
    version,
    evidence: 'As the table says.',
  });
const soft = (contactId: string) =>
  did('recordSoftOptIn', {
    purposeId: newsId,
    contactId,
    from: 'SALE',
    obtainedOn: '2026-09-01',
    evidence: 'Order 1.',
    similar: true,
    refusalOffered: true,
  });
const LETTER = { name: 'Autumn', about: 'NEWS', subject: 'What is new', body: 'Three things are new.' };

interface Recipient {
  code: string;
  allowed: boolean;
  why: string;
  rule: string;
  state: string;
  unsubscribedAt: string | null;
  contact: { name: string } | null;
}
async function recipients(campaignId: string, by = token): Promise<Recipient[]> {
  const { data, errors } = await app.ask<{ campaignRecipients: { nodes: Recipient[] } }>(
    `query ($id: ID!) { campaignRecipients(first: 100, filter: { campaignId: $id }) {
       nodes { code allowed why rule state unsubscribedAt contact { name } } } }`,
    { id: campaignId },
    by,
  );
  if (errors) throw new Error(errors[0]?.extensions.code);
  return data.campaignRecipients.nodes;
}
const codes = async (campaignId: string): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await recipients(campaignId)).map(({ contact, allowed, code }) => [
      contact?.name ?? '',
      `${allowed ? 'yes' : 'no'} ${code}`,
    ]),
  );
const stateOf = async (id: string) =>
  (await world.sql<{ state: string }>('select state from campaign where id = $1', [id]))[0]?.state;
const headersOf = (to: string): Record<string, string> => {
  const mail = server.taken.find((each) => each.to?.[0]?.address === to);
  if (!mail) throw new Error(`Nothing went to ${to}.`);
  return Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]));
};

beforeAll(async () => {
  const smtpUrl = await server.start();
  app = await startTestApp({
    at: '2026-10-01T09:00:00Z',
    config: { smtpUrl, mailFrom: 'Steward <post@steward.example>' },
  });
  world = await createWorld(app);
  token = world.northwind.admin.token;
  newsId = await did('addConsentPurpose', {
    name: 'News',
    channel: 'EMAIL',
    asks: 'CONTACTS',
    about: 'NEWS',
    text: 'May we write to you about our news?',
  });
});
afterAll(async () => {
  await app.close();
  await server.stop();
});
beforeEach(async () => {
  const people = [world.northwind.admin, world.contoso.admin, world.platform.staff, world.globex.admin];
  for (const person of people) person.token = await world.signIn(person.email);
  token = world.northwind.admin.token;
});

/** Who may be written to about news by e-mail, by hand: kind of subscriber × what they said. */
const TABLE: Record<string, Record<Kind, string>> = {
  Silent: { INDIVIDUAL: 'no NOT_ASKED', CORPORATE: 'yes CORPORATE', UNKNOWN: 'no STATUS_UNKNOWN' },
  Agreed: { INDIVIDUAL: 'yes CONSENTED', CORPORATE: 'yes CORPORATE', UNKNOWN: 'yes CONSENTED' },
  Outgrown: { INDIVIDUAL: 'no ASK_AGAIN', CORPORATE: 'yes CORPORATE', UNKNOWN: 'no ASK_AGAIN' },
  Bought: { INDIVIDUAL: 'yes SOFT_OPT_IN', CORPORATE: 'yes CORPORATE', UNKNOWN: 'yes SOFT_OPT_IN' },
  Refused: { INDIVIDUAL: 'no SAID_NO', CORPORATE: 'no SAID_NO', UNKNOWN: 'no SAID_NO' },
  Withdrew: { INDIVIDUAL: 'no SAID_NO', CORPORATE: 'no SAID_NO', UNKNOWN: 'no SAID_NO' },
  Objected: { INDIVIDUAL: 'no OBJECTED', CORPORATE: 'no OBJECTED', UNKNOWN: 'no OBJECTED' },
  Alone: { INDIVIDUAL: 'no SUPPRESSED', CORPORATE: 'no SUPPRESSED', UNKNOWN: 'no SUPPRESSED' },
  Everywhere: {
    INDIVIDUAL: 'no SUPPRESSED_EVERYWHERE',
    CORPORATE: 'no SUPPRESSED_EVERYWHERE',
    UNKNOWN: 'no SUPPRESSED_EVERYWHERE',
  },
  Unreachable: { INDIVIDUAL: 'no NO_ADDRESS', CORPORATE: 'no NO_ADDRESS', UNKNOWN: 'no NO_ADDRESS' },
};
const EVERY_KIND = Object.keys(KINDS) as Kind[];
const EXPECTED = Object.fromEntries(
  Object.entries(TABLE).flatMap(([said, by]) => EVERY_KIND.map((kind) => [`${said} ${kind}`, by[kind]])),
);

describe('[N2] [S87] a campaign', () => {
  test('decides of every kind of contact as the hand-made table says, and keeps why', async () => {
    for (const kind of EVERY_KIND) {
      const of = (said: string, more: object = {}) => add(`${said} ${kind}`, kind, more);
      await of('Silent');
      await say(await of('Outgrown'), 'GIVEN');
      await soft(await of('Bought'));
      await say(await of('Refused'), 'REFUSED');
      const withdrew = await of('Withdrew');
      await say(withdrew, 'GIVEN');
      await say(withdrew, 'WITHDRAWN', null);
      await say(await of('Objected'), 'OBJECTED', null);
      await did('suppressContact', { contactId: await of('Alone'), complained: true });
      const email = `everywhere.${kind.toLowerCase()}@table.example`;
      await of('Everywhere', { email });
      const { token: staff } = world.platform.staff;
      const theirs = await did(
        'addContact',
        { name: 'Same', email, source: 'EVENT', pecrStatus: 'UNKNOWN' },
        staff,
      );
      await did('suppressContact', { contactId: theirs, complained: false }, staff);
      await of('Unreachable', { email: null, phone: '0113 496 0001' });
    }
    await did('publishConsentText', { purposeId: newsId, text: 'May we, and our partners?', widens: true });
    for (const kind of EVERY_KIND) await say(await add(`Agreed ${kind}`, kind), 'GIVEN', 2);
    const id = await did('addCampaign', LETTER);
    await did('checkCampaign', { id });
    expect(await codes(id)).toEqual(EXPECTED);
    for (const each of await recipients(id)) {
      expect(each.why).toMatch(/^[A-Z].*\.$/);
      expect(each.state).toBe(each.allowed ? 'WAITING' : 'LEFT_OUT');
    }
    const { data } = await app.ask<{ campaignOutcome: { code: string; allowed: boolean; count: number }[] }>(
      'query ($id: ID!) { campaignOutcome(campaignId: $id) { code allowed count } }',
      { id },
      token,
    );
    const allowed = Object.values(EXPECTED).filter((said) => said.startsWith('yes')).length;
    const counted = data.campaignOutcome.filter((each) => each.allowed);
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(allowed);
    expect(server.taken).toEqual([]);
  });

  test('is drafted, checked, sent and stopped by those who may, of one’s own tenant', async () => {
    const id = await did('addCampaign', LETTER);
    expect(await deed('addCampaign', LETTER, world.globex.admin.token)).toBe('FORBIDDEN');
    expect(await deed('addCampaign', { ...LETTER, subject: 'News\r\nBcc: all@b.example' })).toBe(
      'INVALID_INPUT subject',
    );
    expect(await deed('addCampaign', { ...LETTER, body: ' ' })).toBe('INVALID_INPUT body');
    for (const [name, input] of [
      ['updateCampaign', { id, name: 'Mine' }],
      ['checkCampaign', { id }],
      ['sendCampaign', { id }],
      ['stopCampaign', { id }],
    ] as const) {
      expect(await deed(name, input, world.contoso.admin.token)).toBe('NOT_FOUND');
      expect(await deed(name, input, world.platform.staff.token)).toBe('NOT_FOUND');
      expect(await deed(name, input, world.globex.admin.token)).toBe('FORBIDDEN');
    }
    expect(await deed('sendCampaign', { id })).toBe('CONFLICT id');
    expect(await deed('stopCampaign', { id })).toBe('CONFLICT id');
    await did('checkCampaign', { id });
    // Changed, it is to be checked once more.
    await did('updateCampaign', { id, subject: 'What is newer' });
    expect(await deed('sendCampaign', { id })).toBe('CONFLICT id');
    await did('updateCampaign', { id, source: 'REFERRAL' });
    await did('checkCampaign', { id });
    expect(await recipients(id)).toEqual([]);
    expect(await deed('sendCampaign', { id })).toBe('CONFLICT id');
    expect(await recipients(id, world.contoso.admin.token)).toEqual([]);
    await expect(recipients(id, world.globex.admin.token)).rejects.toThrow('FORBIDDEN');
  });

  test('goes to those who may be written to as it goes out, once, with both headers', async () => {
    const id = await did('addCampaign', { ...LETTER, subject: 'For all of you' });
    await did('checkCampaign', { id });
    // Says no between the check and the letter.
    const [late] = await world.sql<{ id: string }>(`select id from contact where name = 'Agreed UNKNOWN'`);
    await say(late?.id ?? '', 'WITHDRAWN', null);
    await did('sendCampaign', { id });
    expect(await deed('updateCampaign', { id, subject: 'Another' })).toBe('CONFLICT id');
    expect(await deed('sendCampaign', { id })).toBe('CONFLICT id');
    await app.app.work();
    await expect.poll(() => stateOf(id)).toBe('SENT');
    const allowed = Object.entries(EXPECTED).filter(
      ([name, said]) => said.startsWith('yes') && name !== 'Agreed UNKNOWN',
    );
    await expect.poll(() => server.taken.length).toBe(allowed.length);
    expect(server.taken.map((mail) => mail.to?.[0]?.address).sort()).toEqual(
      allowed.map(([name]) => `${name.toLowerCase().replaceAll(' ', '.')}@table.example`).sort(),
    );
    expect((await codes(id))['Agreed UNKNOWN']).toBe('no SAID_NO');
    expect(await stateOf(id)).toBe('SENT');
    const headers = headersOf('agreed.individual@table.example');
    expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click');
    expect(headers['list-unsubscribe']).toMatch(/^<https?:\/\/[^>]+\/unsubscribe\/[\w.-]+>$/);
    const [kept] = await world.sql<{ unsubscribe: string | null }>(
      `select unsubscribe from mail where "to" = 'agreed.individual@table.example'`,
    );
    expect(kept).toEqual({ unsubscribe: null });
    // A job that comes twice sends nothing more.
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: world.northwind.id },
      { requestId: 'test' },
      (scope) => scope.enqueue('send-campaign', { resellerId: world.northwind.id, campaignId: id }),
    );
    await expect.poll(() => world.sql('select from graphile_worker._private_jobs')).toEqual([]);
    expect(server.taken).toHaveLength(allowed.length);
  });

  test('stops while it goes out', async () => {
    const id = await did('addCampaign', { ...LETTER, subject: 'Never mind' });
    await did('checkCampaign', { id });
    const before = server.taken.length;
    // Begun, and nothing of it sent yet.
    await world.sql(`update campaign set state = 'SENDING', started_at = now() where id = $1`, [id]);
    for (const _twice of [1, 2]) await did('stopCampaign', { id });
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: world.northwind.id },
      { requestId: 'test' },
      (scope) => scope.enqueue('send-campaign', { resellerId: world.northwind.id, campaignId: id }),
    );
    await expect.poll(() => world.sql('select from graphile_worker._private_jobs')).toEqual([]);
    expect(server.taken).toHaveLength(before);
    expect(await stateOf(id)).toBe('STOPPED');
  });
});

describe('[S87] one click', () => {
  const pathOf = (to: string): string =>
    new URL((headersOf(to)['list-unsubscribe'] ?? '').slice(1, -1)).pathname;
  const click = (path: string, more: RequestInit = {}) =>
    fetch(`${app.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: 'steward_refresh=stolen' },
      body: 'List-Unsubscribe=One-Click',
      ...more,
    });
  const codeOf = async (name: string, about = 'NEWS', by = token): Promise<string> => {
    const [contact] = await world.sql<{ id: string }>('select id from contact where name = $1', [name]);
    const { data } = await app.ask<{ mayContact: { code: string } }>(
      'query ($id: ID!, $about: ContactPurpose!) { mayContact(contactId: $id, purpose: $about, channel: EMAIL) { code } }',
      { id: contact?.id, about },
      by,
    );
    return data.mayContact.code;
  };

  test('unsubscribes by POST without cookies or sign-in, as often as it comes; a GET changes nothing', async () => {
    const path = pathOf('agreed.individual@table.example');
    const page = await fetch(`${app.url}${path}`, { headers: { accept: 'text/html' } });
    expect(page.headers.getSetCookie()).toEqual([]);
    await fetch(`${app.url}${path}`, { method: 'HEAD' });
    const { data } = await app.ask<{ unsubscribeForm: { about: string; subject: string; brand: object } }>(
      'query ($token: String!) { unsubscribeForm(token: $token) { about subject brand { name } } }',
      { token: path.split('/').at(-1) },
    );
    expect(data.unsubscribeForm).toMatchObject({ about: 'NEWS', subject: 'For all of you' });
    expect(await codeOf('Agreed INDIVIDUAL')).toBe('CONSENTED');
    for (const _twice of [1, 2]) {
      app.clock.forward(1_000);
      const answer = await click(path);
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []]);
    }
    expect(await codeOf('Agreed INDIVIDUAL')).toBe('SAID_NO');
    const said = await world.sql(
      `select deed, via from consent_entry e join contact c on c.id = e.contact_id
        where c.name = 'Agreed INDIVIDUAL' order by e.at, e.id`,
    );
    expect(said).toEqual([
      { deed: 'GIVEN', via: 'IN_PERSON' },
      { deed: 'WITHDRAWN', via: 'LINK' },
    ]);
  });

  test('also as multipart, and of whoever had not agreed it is an objection', async () => {
    const form = new FormData();
    form.set('List-Unsubscribe', 'One-Click');
    const answer = await fetch(`${app.url}${pathOf('silent.corporate@table.example')}`, {
      method: 'POST',
      body: form,
    });
    expect(answer.status).toBe(200);
    expect(await codeOf('Silent CORPORATE')).toBe('OBJECTED');
  });

  test('is ours only, and bounded', async () => {
    const path = pathOf('silent.corporate@table.example');
    for (const forged of [`${path}x`, '/unsubscribe/nonsense', `/unsubscribe/${newId()}`]) {
      const { status } = await click(forged);
      expect(status).toBe(404);
    }
    expect((await click(path, { body: 'x'.repeat(5_000) })).status).toBe(413);
    const { seals } = app.app.services;
    const other = seals.seal('0'.repeat(96), 'something else');
    expect((await click(`/unsubscribe/${other}`)).status).toBe(404);
  });

  test('on the page also of everything of a sender, or of everybody here', async () => {
    const secret = (to: string) => pathOf(to).split('/').at(-1);
    const of = (to: string, from: string) => deed('unsubscribe', { token: secret(to), from }, '', '');
    expect(await of('bought.unknown@table.example', 'NOBODY')).toMatch(/^INVALID|^undefined|BAD|GRAPHQL/);
    expect(await of('bought.unknown@table.example', 'SENDER')).toBe(true);
    expect(await codeOf('Bought UNKNOWN', 'OFFERS')).toBe('SUPPRESSED');
    expect(await of('bought.individual@table.example', 'EVERYBODY')).toBe(true);
    expect(await codeOf('Bought INDIVIDUAL', 'OFFERS')).toBe('SUPPRESSED_EVERYWHERE');
    const { token: theirs } = world.contoso.admin;
    await did(
      'addContact',
      {
        name: 'Elsewhere',
        email: 'bought.individual@table.example',
        source: 'EVENT',
        ...KINDS.CORPORATE,
      },
      theirs,
    );
    expect(await codeOf('Elsewhere', 'NEWS', theirs)).toBe('SUPPRESSED_EVERYWHERE');
    // Whoever is no contact any more has nothing to say no to.
    await world.sql(`delete from contact where name = 'Bought UNKNOWN'`);
    expect(await of('bought.unknown@table.example', 'THIS')).toBe(true);
  });
});
