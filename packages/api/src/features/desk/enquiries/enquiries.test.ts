import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

const SITE = 'https://www.northwind.example';
let app: TestApp;
let world: World;
let token: string;
let formId: string;
let newsId: string;

/** Does it; gives the row, or the code and the fields of the refusal. */
async function deed(name: string, input: object, by: string | undefined, fields = '{ id }') {
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
const idOf = async (...given: Parameters<typeof deed>): Promise<string> => {
  const answer = await deed(...given);
  if (typeof answer === 'string') throw new Error(`${given[0]}: ${answer}`);
  return answer.id;
};

interface Challenge {
  algorithm: string;
  challenge: string;
  salt: string;
  signature: string;
  maxnumber: number;
}
const at = (id: string) => `${app.url}/enquiry-forms/${id}`;
const from = (origin: string | null) => (origin ? { origin } : {}) as Record<string, string>;
const shown = async (id = formId, origin: string | null = SITE) => {
  const response = await fetch(at(id), { headers: from(origin) });
  const body = (await response.json()) as {
    challenge: Challenge;
    sender: string;
    consents: { id: string; version: number; text: string }[];
  };
  return { response, ...body };
};
/** Does the work that a browser does. */
function solve({ algorithm, challenge, salt, signature, maxnumber }: Challenge): string {
  for (let number = 0; number <= maxnumber; number += 1)
    if (createHash('sha256').update(`${salt}${number}`).digest('hex') === challenge)
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  throw new Error('No number fits.');
}
const work = async (id = formId): Promise<string> => solve((await shown(id)).challenge);
let asked = 0;
const letter = () => ({
  name: 'Grace Hopper',
  email: `grace${++asked}@navy.example`,
  message: 'What does a telephone line cost?',
  page: `${SITE}/contact`,
  consents: [] as { purposeId: string; version: number }[],
});
/** Sends it; gives the status and, if it was refused, the fields. */
async function send(given: object, origin: string | null = SITE, id = formId) {
  app.clock.forward(120_000);
  const response = await fetch(at(id), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...from(origin) },
    body: JSON.stringify({ proof: await work(id), ...given }),
  });
  const body = (await response.json()) as { errors?: { extensions: { fields?: { path: string }[] } }[] };
  const fields = body.errors?.[0]?.extensions.fields ?? [];
  return { response, said: [response.status, ...new Set(fields.map(({ path }) => path))].join(' ') };
}
const FIELDS = 'id reference name email message page state saidNoBefore contactId ownerName answer outcome';
interface Seen {
  id: string;
  email: string;
  message: string;
  state: string;
  contactId: string | null;
  saidNoBefore: boolean;
}
const seen = async (by: string, filter: object = {}): Promise<Seen[]> => {
  const { data, errors } = await app.ask<{ enquiries: { nodes: Seen[] } }>(
    `query ($filter: EnquiryFilter) { enquiries(first: 100, filter: $filter) { nodes { ${FIELDS} } } }`,
    { filter },
    by,
  );
  if (errors) throw new Error(errors[0]?.extensions.code);
  return data.enquiries.nodes;
};
const came = async (email: string): Promise<Seen> => {
  const found = (await seen(token)).find((row) => row.email === email);
  if (!found) throw new Error(`Nothing came from ${email}.`);
  return found;
};
const decision = async (contactId: string | null) => {
  const { data } = await app.ask<{ mayContact: { code: string } }>(
    'query ($id: ID!) { mayContact(contactId: $id, purpose: NEWS, channel: EMAIL) { code } }',
    { id: contactId },
    token,
  );
  return data.mayContact.code;
};

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z', config: { requestLimits: false } });
  world = await createWorld(app);
  token = world.northwind.admin.token;
  newsId = await idOf(
    'addConsentPurpose',
    {
      name: 'News',
      channel: 'EMAIL',
      asks: 'CONTACTS',
      about: 'NEWS',
      text: 'May Northwind write to you about its news?',
    },
    token,
  );
  formId = await idOf(
    'addEnquiryForm',
    { name: 'Web site', sites: [`${SITE}/`], privacyUrl: `${SITE}/privacy` },
    token,
  );
  await app.app.work();
});
beforeEach(async () => {
  const people = [world.northwind.admin, world.contoso.admin, world.platform.staff, world.globex.admin];
  for (const person of people) person.token = await world.signIn(person.email);
  token = world.northwind.admin.token;
});
afterAll(() => app.close());

describe('[S4] an enquiry form', () => {
  test('is made by those who may, for web sites of theirs', async () => {
    const form = { name: 'Web site', sites: [SITE], privacyUrl: `${SITE}/privacy` };
    expect(await deed('addEnquiryForm', form, world.globex.admin.token)).toBe('FORBIDDEN');
    expect(await deed('addEnquiryForm', { ...form, sites: ['http://www.northwind.example'] }, token)).toBe(
      'INVALID_INPUT sites.0',
    );
    expect(await deed('addEnquiryForm', { ...form, sites: ['javascript:alert(1)'] }, token)).toBe(
      'INVALID_INPUT sites.0',
    );
    expect(await deed('addEnquiryForm', { ...form, privacyUrl: 'javascript:alert(1)' }, token)).toBe(
      'INVALID_INPUT privacyUrl',
    );
    const { membershipId: ownerId } = world.contoso.admin;
    expect(await deed('addEnquiryForm', { ...form, ownerId }, token)).toBe('NOT_FOUND');
    const theirs = world.contoso.admin.token;
    expect(await deed('updateEnquiryForm', { id: formId, name: 'Mine' }, theirs)).toBe('NOT_FOUND');
    expect(await deed('retireEnquiryForm', { id: formId }, theirs)).toBe('NOT_FOUND');
    const id = await idOf('addEnquiryForm', form, token);
    for (const _twice of [1, 2]) expect(await deed('retireEnquiryForm', { id }, token)).toEqual({ id });
    expect(await deed('updateEnquiryForm', { id, name: 'Again' }, token)).toBe('CONFLICT id');
    expect((await shown(id)).response.status).toBe(404);
  });

  test('is shown and sent by its own sites only, with nothing ticked and no cookie', async () => {
    const { response, sender, consents } = await shown();
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE);
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(sender).toMatch(/Northwind/);
    expect(consents).toEqual([
      { id: newsId, name: 'News', version: 1, text: 'May Northwind write to you about its news?' },
    ]);
    for (const origin of ['https://elsewhere.example', 'null', null]) {
      const other = await fetch(at(formId), { headers: from(origin) });
      expect([other.status, other.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      expect((await send(letter(), origin)).said).toBe('403');
    }
    const preflight = await fetch(at(formId), { method: 'OPTIONS', headers: { origin: SITE } });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      'GET, POST',
    ]);
    const script = await fetch(`${app.url}/enquiry-form.js`);
    expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const text = await script.text();
    expect(text).toContain('data-steward-enquiry');
    expect(text).not.toMatch(/cookie =|\.checked = |innerHTML/);
  });

  test('takes an enquiry once for its work, and makes no contact and no consent of it by itself', async () => {
    const given = letter();
    const proof = await work();
    for (const _twice of [1, 2]) {
      const { response, said } = await send({ ...given, proof });
      expect(said).toBe('200');
      expect(response.headers.getSetCookie()).toEqual([]);
    }
    const mine = (await seen(token)).filter(({ email }) => email === given.email);
    expect(mine).toMatchObject([
      { state: 'NEW', message: given.message, contactId: null, saidNoBefore: false, page: given.page },
    ]);
    expect(await seen(world.contoso.admin.token)).toEqual([]);
    expect(await seen(world.platform.staff.token)).toEqual([]);
    await expect(seen(world.globex.admin.token)).rejects.toThrow('FORBIDDEN');
    const [kept] = await world.sql<{ message: string }>('select message from enquiry where email = $1', [
      given.email,
    ]);
    expect(kept?.message).not.toMatch(/telephone/);
  });

  test('wants the work done, for itself and lately', async () => {
    const { challenge } = await shown();
    const forged = btoa(JSON.stringify({ ...challenge, number: 1 }));
    for (const proof of ['', 'x', forged, btoa('{}')])
      expect((await send({ ...letter(), proof })).said).toBe('400 proof');
    const old = solve(challenge);
    app.clock.forward(21 * 60_000);
    expect((await send({ ...letter(), proof: old })).said).toBe('400 proof');
    token = await world.signIn(world.northwind.admin.email);
    const other = await idOf(
      'addEnquiryForm',
      { name: 'Other', sites: [SITE], privacyUrl: `${SITE}/privacy` },
      token,
    );
    expect((await send({ ...letter(), proof: await work(other) })).said).toBe('400 proof');
  });

  test('[S64] refuses what would be another header, and says which field is wrong', async () => {
    expect((await send({ ...letter(), email: 'a@b.example\r\nBcc: all@c.example' })).said).toBe('400 email');
    expect((await send({ ...letter(), name: 'A\nBcc: b' })).said).toBe('400 name');
    expect((await send({ ...letter(), message: '' })).said).toBe('400 message');
    expect((await send({ ...letter(), message: 'x'.repeat(40_000) })).said).toMatch(/^4(00|13)/);
  });

  test('[S19] is bounded for an address and for a network', async () => {
    const given = letter();
    const statuses: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const proof = await work();
      const { status } = await fetch(at(formId), {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: SITE },
        body: JSON.stringify({ ...given, proof }),
      });
      statuses.push(status);
    }
    expect(statuses.slice(0, 3)).toEqual([200, 200, 200]);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('[N2] what somebody ticks', () => {
  test('is a consent with its words, place and evidence; what they do not tick is none', async () => {
    const given = { ...letter(), consents: [{ purposeId: newsId, version: 1 }] };
    expect((await send({ ...given, consents: [{ purposeId: newsId, version: 2 }] })).said).toBe(
      '409 consents',
    );
    expect((await send({ ...given, consents: [{ purposeId: formId, version: 1 }] })).said).toBe(
      '400 consents',
    );
    expect((await send(given)).said).toBe('200');
    const { contactId } = await came(given.email);
    expect(await decision(contactId)).toBe('CONSENTED');
    const { data } = await app.ask<{ contact: { source: string; consents: { nodes: object[] } } }>(
      `query ($id: ID!) { contact(id: $id) { source pecrStatus consents(first: 5) {
         nodes { deed via version place evidence textHash personName } } } }`,
      { id: contactId },
      token,
    );
    expect(data.contact).toMatchObject({ source: 'ENQUIRY', pecrStatus: 'UNKNOWN' });
    expect(data.contact.consents.nodes).toEqual([
      {
        deed: 'GIVEN',
        via: 'WEB_FORM',
        version: 1,
        place: `${SITE}/contact`,
        evidence: expect.stringContaining('May Northwind write to you about its news?'),
        textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        personName: 'Grace Hopper',
      },
    ]);
  });

  test('does not undo a no: anybody can type an address', async () => {
    const given = { ...letter(), consents: [{ purposeId: newsId, version: 1 }] };
    await send(given);
    const { contactId } = await came(given.email);
    await idOf(
      'recordConsent',
      {
        purposeId: newsId,
        contactId,
        deed: 'WITHDRAWN',
        saidOn: '2026-10-01',
        via: 'TELEPHONE',
        evidence: 'Call of this morning.',
      },
      token,
    );
    expect(await decision(contactId)).toBe('SAID_NO');
    expect((await send(given)).said).toBe('200');
    expect(await decision(contactId)).toBe('SAID_NO');
    expect((await seen(token, { contactId })).map(({ saidNoBefore }) => saidNoBefore)).toEqual([true, false]);
  });
});

describe('[S4] an enquiry', () => {
  test('is taken, answered by e-mail and closed, by those who may, of one’s own tenant', async () => {
    const given = letter();
    await send(given);
    const { id } = await came(given.email);
    const close = { id, outcome: 'CUSTOMER', note: 'Two lines ordered.' };
    for (const [name, input] of [
      ['takeEnquiry', { id }],
      ['answerEnquiry', { id, text: 'Twelve pounds.' }],
      ['addContactOfEnquiry', { id, pecrStatus: 'UNKNOWN' }],
      ['closeEnquiry', close],
    ] as const) {
      expect(await deed(name, input, world.contoso.admin.token)).toBe('NOT_FOUND');
      expect(await deed(name, input, world.platform.staff.token)).toBe('NOT_FOUND');
      expect(await deed(name, input, world.globex.admin.token)).toBe('FORBIDDEN');
    }
    expect(await deed('takeEnquiry', { id, ownerId: world.contoso.admin.membershipId }, token)).toBe(
      'NOT_FOUND',
    );
    for (const _twice of [1, 2])
      expect(await deed('takeEnquiry', { id }, token, '{ state mine }')).toEqual({
        state: 'TAKEN',
        mine: true,
      });
    expect(await deed('answerEnquiry', { id, text: ' ' }, token)).toBe('INVALID_INPUT text');
    expect(await deed('answerEnquiry', { id, text: 'Twelve pounds.' }, token, '{ state answer }')).toEqual({
      state: 'ANSWERED',
      answer: 'Twelve pounds.',
    });
    const letters = await world.letters<{ body: string | null }>('select body from mail where "to" = $1', [
      given.email,
    ]);
    expect(letters.map(({ body }) => body)).toEqual([expect.stringContaining('Twelve pounds.')]);
    expect(await deed('addContactOfEnquiry', { id, pecrStatus: 'CORPORATE' }, token)).toBe(
      'INVALID_INPUT statusReason',
    );
    const made = { id, pecrStatus: 'CORPORATE', statusReason: 'A limited company, says the signature.' };
    for (const _twice of [1, 2]) expect(await deed('addContactOfEnquiry', made, token)).toEqual({ id });
    expect(await decision((await came(given.email)).contactId)).toBe('CORPORATE');
    expect(await deed('closeEnquiry', close, token, '{ state outcome }')).toEqual({
      state: 'CLOSED',
      outcome: 'CUSTOMER',
    });
    expect(await deed('closeEnquiry', close, token)).toBe('CONFLICT id');
  });

  test('waits at home until it is answered', async () => {
    const waiting = async () =>
      (await app.ask<{ home: { enquiriesWaiting: number } }>('{ home { enquiriesWaiting } }', {}, token)).data
        .home.enquiriesWaiting;
    const before = await waiting();
    const given = letter();
    await send(given);
    expect(await waiting()).toBe(before + 1);
    await deed('answerEnquiry', { id: (await came(given.email)).id, text: 'Yes.' }, token);
    expect(await waiting()).toBe(before);
  });
});

describe('[D3] a contact who wants to be forgotten', () => {
  test('goes with what they asked; what they said stays without a name, and they are not written to again', async () => {
    const given = { ...letter(), consents: [{ purposeId: newsId, version: 1 }] };
    await send(given);
    const { contactId } = await came(given.email);
    expect(await deed('eraseContact', { contactId }, world.contoso.admin.token, '')).toBe('NOT_FOUND');
    expect(await deed('eraseContact', { contactId }, world.globex.admin.token, '')).toBe('FORBIDDEN');
    expect(await deed('eraseContact', { contactId }, token, '')).toBe(true);
    await expect.poll(() => world.sql('select from contact where id = $1', [contactId])).toEqual([]);
    expect(await world.sql('select from enquiry where email = $1', [given.email])).toEqual([]);
    expect(await deed('eraseContact', { contactId }, token, '')).toBe('NOT_FOUND');
    const { data } = await app.ask<{ consentEntries: { nodes: object[] } }>(
      'query ($id: ID!) { consentEntries(filter: { contactId: $id }) { nodes { deed personName } } }',
      { id: contactId },
      token,
    );
    expect(data.consentEntries.nodes).toEqual([{ deed: 'GIVEN', personName: null }]);
    const again = await idOf(
      'addContact',
      {
        name: given.name,
        email: given.email.toUpperCase(),
        source: 'EVENT',
        pecrStatus: 'CORPORATE',
        statusReason: 'Card.',
      },
      token,
    );
    expect(await decision(again)).toBe('SUPPRESSED');
    expect(
      (await app.app.services.erasures.read()).filter(({ subjectId }) => subjectId === contactId),
    ).toEqual([expect.objectContaining({ kind: 'CONTACT' })]);
  });
});
