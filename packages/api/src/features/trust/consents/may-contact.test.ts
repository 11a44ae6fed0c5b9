import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

/** Does it; gives the id, or the code and the fields of the refusal. */
async function deed(name: string, input: object, token: string | undefined): Promise<string> {
  app.clock.forward(1_000);
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await app.ask<Record<string, { id: string }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`,
    { input },
    token,
  );
  const [error] = errors ?? [];
  if (!error) return data[name]?.id ?? '';
  const { code, fields: named = [] } = error.extensions;
  return [code, ...named.map(({ path }) => path)].join(' ');
}

let given = 0;
const person = (more: object = {}) => ({
  name: 'Ada Lovelace',
  email: `ada${++given}@engine.example`,
  pecrStatus: 'UNKNOWN',
  source: 'EVENT',
  ...more,
});
const corporate = { pecrStatus: 'CORPORATE', statusReason: 'Companies House 01234567.' };
const individual = { pecrStatus: 'INDIVIDUAL', statusReason: 'A sole trader, says her card.' };
const may = async (contactId: string, token: string, purpose = 'NEWS', channel = 'EMAIL') => {
  const { data, errors } = await app.ask<{ mayContact: { allowed: boolean; reason: string; code: string } }>(
    `query ($contactId: ID!, $purpose: ContactPurpose!, $channel: Channel!) {
       mayContact(contactId: $contactId, purpose: $purpose, channel: $channel) { allowed reason code } }`,
    { contactId, purpose, channel },
    token,
  );
  return errors ? errors[0]?.extensions.code : `${data.mayContact.allowed} ${data.mayContact.code}`;
};
const purposes = new Map<string, string>();
/** What contacts of the reseller, or operator, are asked for by e-mail; asked once. */
const news = async (token: string, more: object = {}): Promise<string> => {
  const key = token + JSON.stringify(more);
  const id =
    purposes.get(key) ??
    (await deed(
      'addConsentPurpose',
      {
        name: 'News by e-mail',
        channel: 'EMAIL',
        asks: 'CONTACTS',
        about: 'NEWS',
        text: 'May we write to you about our news?',
        ...more,
      },
      token,
    ));
  purposes.set(key, id);
  return id;
};
const said = async (token: string, contactId: string, more: object = {}) =>
  deed(
    'recordConsent',
    {
      purposeId: await news(token),
      contactId,
      deed: 'GIVEN',
      saidOn: '2026-10-01',
      via: 'IN_PERSON',
      version: 1,
      place: 'Trade fair, stand 12',
      evidence: 'Card with her signature.',
      ...more,
    },
    token,
  );

describe('[N2] the register of contacts', () => {
  test('is one’s own: of the operator and of each reseller, and nobody else’s', async () => {
    const { token } = world.northwind.admin;
    const id = await deed('addContact', person(), token);
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const seen = async (by: string) =>
      (await app.ask(`query ($id: ID!) { contact(id: $id) { name } }`, { id }, by)).errors?.[0]?.extensions
        .code ?? 'seen';
    expect(await seen(token)).toBe('seen');
    expect(await seen(world.contoso.admin.token)).toBe('NOT_FOUND');
    expect(await seen(world.platform.staff.token)).toBe('NOT_FOUND');
    expect(await seen(world.globex.admin.token)).toBe('FORBIDDEN');
    expect(await deed('addContact', person(), world.globex.admin.token)).toBe('FORBIDDEN');
    expect(await deed('updateContact', { id, name: 'Ada King' }, world.contoso.admin.token)).toBe(
      'NOT_FOUND',
    );
    expect(
      await deed('suppressContact', { contactId: id, complained: false }, world.contoso.admin.token),
    ).toBe('NOT_FOUND');
    expect(await may(id, world.contoso.admin.token)).toBe('NOT_FOUND');
    expect(await may(id, world.globex.admin.token)).toBe('FORBIDDEN');
    expect(await may(newId(), token)).toBe('NOT_FOUND');
  });

  test('says how each is reached, once, and why they are what they are', async () => {
    const { token } = world.northwind.admin;
    const one = person();
    await deed('addContact', one, token);
    expect(await deed('addContact', { ...one, email: one.email.toUpperCase() }, token)).toMatch(
      /^(CONFLICT|INVALID_INPUT) email/,
    );
    expect(await deed('addContact', one, world.contoso.admin.token)).toMatch(/-/);
    expect(await deed('addContact', person({ email: null }), token)).toBe('INVALID_INPUT email');
    expect(await deed('addContact', person({ pecrStatus: 'CORPORATE' }), token)).toBe(
      'INVALID_INPUT statusReason',
    );
    expect(await deed('addContact', person({ source: 'OTHER' }), token)).toBe('INVALID_INPUT sourceNote');
    for (const email of ['a@b.example\r\nBcc: all@c.example', 'a@b.example\nSubject: x'])
      expect(await deed('addContact', person({ email }), token)).toMatch(/^INVALID_INPUT email/);
    expect(await deed('addContact', person({ name: 'Ada\r\nBcc: x' }), token)).toBe('INVALID_INPUT name');
    const id = await deed('addContact', person(), token);
    expect(await deed('updateContact', { id, pecrStatus: 'INDIVIDUAL' }, token)).toBe(
      'INVALID_INPUT statusReason',
    );
    for (const _twice of [1, 2]) expect(await deed('updateContact', { id, ...individual }, token)).toBe(id);
    const [kept] = await world.sql<{ status_reason: string }>(
      'select status_reason from contact where id = $1',
      [id],
    );
    expect(kept?.status_reason).not.toMatch(/sole/);
  });
});

describe('[S87] whether a contact may be reached', () => {
  test('by kind of subscriber and by what they said, and the reason is told', async () => {
    const { token } = world.northwind.admin;
    await news(token);
    const add = (more: object) => deed('addContact', person(more), token);
    const [firm, sole, unknown] = [await add(corporate), await add(individual), await add({})];
    const all = async () => [await may(firm, token), await may(sole, token), await may(unknown, token)];
    expect(await all()).toEqual(['true CORPORATE', 'false NOT_ASKED', 'false STATUS_UNKNOWN']);
    for (const id of [firm, sole, unknown]) await said(token, id);
    expect(await all()).toEqual(['true CORPORATE', 'true CONSENTED', 'true CONSENTED']);
    // Each purpose and each channel for itself.
    expect(await may(sole, token, 'OFFERS')).toBe('false NOT_ASKED');
    expect(await may(sole, token, 'NEWS', 'TEXT_MESSAGE')).toBe('false NO_ADDRESS');
    for (const id of [firm, sole, unknown])
      await said(token, id, { deed: 'WITHDRAWN', version: null, via: 'TELEPHONE' });
    expect(await all()).toEqual(['false SAID_NO', 'false SAID_NO', 'false SAID_NO']);
  });

  test('a soft opt-in says on which sale or negotiation it rests, and is for contacts of one’s own', async () => {
    const { token } = world.northwind.admin;
    const contactId = await deed('addContact', person(individual), token);
    const sale = {
      purposeId: await news(token),
      contactId,
      from: 'NEGOTIATION',
      obtainedOn: '2026-09-20',
      evidence: 'Quotation Q-12.',
      similar: true,
      refusalOffered: true,
    };
    expect(await deed('recordSoftOptIn', { ...sale, refusalOffered: false }, token)).toBe(
      'INVALID_INPUT refusalOffered',
    );
    expect(
      await deed(
        'recordSoftOptIn',
        { ...sale, contactId: null, endUserId: world.globex.user.endUserId },
        token,
      ),
    ).toBe('INVALID_INPUT endUserId');
    const theirs = world.contoso.admin.token;
    expect(await deed('recordSoftOptIn', { ...sale, purposeId: await news(theirs) }, theirs)).toBe(
      'NOT_FOUND',
    );
    await deed('recordSoftOptIn', sale, token);
    expect(await may(contactId, token)).toBe('true SOFT_OPT_IN');
    await said(token, contactId, { deed: 'OBJECTED', version: null });
    expect(await may(contactId, token)).toBe('false OBJECTED');
    expect(await deed('recordSoftOptIn', sale, token)).toBe('CONFLICT contactId');
  });

  test('a no to everything holds for that sender; one to the operator, which transmits for all, across brands', async () => {
    const [northwind, contoso, staff] = [
      world.northwind.admin.token,
      world.contoso.admin.token,
      world.platform.staff.token,
    ];
    const one = { ...person(corporate) };
    const ids = [
      await deed('addContact', one, northwind),
      await deed('addContact', one, contoso),
      await deed('addContact', one, staff),
    ] as const;
    const all = async () => [
      await may(ids[0], northwind),
      await may(ids[1], contoso),
      await may(ids[2], staff),
    ];
    expect(await all()).toEqual(['true CORPORATE', 'true CORPORATE', 'true CORPORATE']);
    for (const _twice of [1, 2])
      await deed('suppressContact', { contactId: ids[0], complained: false }, northwind);
    expect(await all()).toEqual(['false SUPPRESSED', 'true CORPORATE', 'true CORPORATE']);
    // A consent of their own that is newer goes before it.
    await said(northwind, ids[0], { saidOn: '2026-10-01' });
    expect((await all())[0]).toBe('true CORPORATE');
    await deed('suppressContact', { contactId: ids[2], complained: false }, staff);
    expect(await all()).toEqual([
      'false SUPPRESSED_EVERYWHERE',
      'false SUPPRESSED_EVERYWHERE',
      'false SUPPRESSED_EVERYWHERE',
    ]);
    expect(await world.sql('select from suppression where address_hash like $1', [`%${one.email}%`])).toEqual(
      [],
    );
  });

  test('contacts are asked for one thing by one channel once, and nobody else is', async () => {
    const { token } = world.northwind.admin;
    await news(token);
    const more = { name: 'n', channel: 'EMAIL', asks: 'CONTACTS', text: 'May we?' };
    expect(await deed('addConsentPurpose', { ...more, about: 'NEWS' }, token)).toMatch(/about$/);
    expect(await deed('addConsentPurpose', more, token)).toBe('INVALID_INPUT about');
    expect(await deed('addConsentPurpose', { ...more, asks: 'EVERYONE', about: 'NEWS' }, token)).toBe(
      'INVALID_INPUT about',
    );
    expect(await deed('addConsentPurpose', { ...more, about: 'NEWS' }, world.globex.admin.token)).toBe(
      'INVALID_INPUT asks',
    );
    const { data } = await app.ask<{ consentPurposes: { nodes: { about: string | null }[] } }>(
      '{ consentPurposes(filter: { ofMe: true }) { nodes { about } } }',
      {},
      world.globex.admin.token,
    );
    expect(data.consentPurposes.nodes).toEqual([]);
  });
});
