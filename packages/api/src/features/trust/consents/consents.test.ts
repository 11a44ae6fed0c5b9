import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { consentLinkToken } from './consent-link.ts';
import { mayContactFor } from './contact.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
});
afterAll(() => app.close());

const later = (): void => app.clock.set(new Date(app.clock.now().getTime() + 1_000).toISOString());

/** Does it as whoever has this token; gives the answer, or the code and the field of the refusal. */
async function deed(name: string, input: object, token: string | undefined, fields = '{ id }') {
  later();
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await app.ask<Record<string, { id: string }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) ${fields} }`,
    { input },
    token,
  );
  const [error] = errors ?? [];
  if (!error) return data[name];
  const { code, fields: named = [] } = error.extensions;
  return [code, ...named.map(({ path }) => path)].join(' ');
}
const did = async (...given: Parameters<typeof deed>): Promise<string> => {
  const answer = await deed(...given);
  if (typeof answer !== 'object') throw new Error(`${given[0]}: ${answer}`);
  return answer.id;
};

const NEWS = {
  name: 'News by e-mail',
  channel: 'EMAIL',
  asks: 'EVERYONE',
  text: 'May we write to you about our products?',
};
const ask = (token: string, more: object = {}) => did('addConsentPurpose', { ...NEWS, ...more }, token);

interface Purpose {
  id: string;
  controllerName: string;
  ownState: string;
  ownAt: string | null;
  version: number;
  givenCount?: number | null;
}
const purposes = async (token: string, filter: object = { ofMe: true }, more = ''): Promise<Purpose[]> => {
  const { data, errors } = await app.ask<{ consentPurposes: { nodes: Purpose[] } }>(
    `query ($filter: ConsentPurposeFilter) { consentPurposes(filter: $filter) { nodes { id controllerName ownState ownAt version ${more} } } }`,
    { filter },
    token,
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.consentPurposes.nodes;
};
const stateOf = async (token: string, id: string) =>
  (await purposes(token, {})).find((purpose) => purpose.id === id)?.ownState;

interface Entry {
  deed: string;
  evidence: string;
  current: boolean;
  outgrown: boolean;
  via: string;
  version: number | null;
  textHash: string | null;
  personName: string | null;
}
const ledger = async (token: string, filter: object = {}): Promise<Entry[]> => {
  const { data, errors } = await app.ask<{ consentEntries: { nodes: Entry[] } }>(
    `query ($filter: ConsentEntryFilter) { consentEntries(filter: $filter, first: 100) {
       nodes { deed evidence current outgrown via version textHash personName } } }`,
    { filter },
    token,
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.consentEntries.nodes;
};

describe('[D7] a purpose and its words', () => {
  test('are asked of those below whoever decides on it, in their name, and of nobody else', async () => {
    const platform = await ask(world.platform.staff.token);
    const northwind = await ask(world.northwind.admin.token);
    const globex = await ask(world.globex.admin.token, { asks: 'END_USERS' });
    const asked = async (token: string) => (await purposes(token)).map(({ id }) => id);
    expect(await asked(world.globex.user.token)).toEqual([platform, northwind, globex]);
    expect(await asked(world.globex.admin.token)).toEqual([platform, northwind]);
    expect(await asked(world.northwind.admin.token)).toEqual([platform]);
    expect(await asked(world.initech.user.token)).toEqual([platform]);
    const [operator] = await world.sql<{ name: string }>('select name from reseller where is_platform');
    const shown = await purposes(world.globex.user.token);
    expect(shown.map(({ controllerName, ownState }) => [controllerName, ownState])).toEqual([
      [operator?.name, 'UNASKED'],
      [expect.stringContaining('Northwind'), 'UNASKED'],
      [expect.stringContaining('Globex'), 'UNASKED'],
    ]);
  });

  test('are published and retired by whoever decides on them only', async () => {
    const { token } = world.globex.admin;
    const id = await ask(token, { asks: 'END_USERS' });
    const text = { purposeId: id, text: 'May we write to you, and call?', widens: true };
    expect(await deed('addConsentPurpose', NEWS, world.globex.user.token)).toBe('FORBIDDEN');
    expect(await deed('addConsentPurpose', { ...NEWS, text: ' ' }, token)).toBe('INVALID_INPUT text');
    expect(await deed('publishConsentText', text, world.globex.user.token)).toBe('FORBIDDEN');
    expect(await deed('publishConsentText', text, world.initech.admin.token)).toBe('NOT_FOUND');
    const reseller = await ask(world.northwind.admin.token);
    expect(await deed('publishConsentText', { ...text, purposeId: reseller }, token)).toBe('FORBIDDEN');
    expect(await did('publishConsentText', text, token)).toBe(id);
    expect(await deed('publishConsentText', text, token)).toBe('INVALID_INPUT text');
    expect(await deed('retireConsentPurpose', { purposeId: id }, world.initech.admin.token)).toBe(
      'NOT_FOUND',
    );
    expect(await did('retireConsentPurpose', { purposeId: id }, token)).toBe(id);
    expect(await deed('retireConsentPurpose', { purposeId: id }, token)).toBe('CONFLICT purposeId');
    expect(await deed('giveConsent', { purposeId: id, version: 2 }, world.globex.user.token)).toBe(
      'CONFLICT purposeId',
    );
  });
});

describe('[D7] [S87] consent for oneself', () => {
  test('is given, and withdrawn in one step; the ledger keeps both with what shows them', async () => {
    const purposeId = await ask(world.globex.admin.token, { asks: 'END_USERS' });
    const { token } = world.globex.user;
    expect(await deed('giveConsent', { purposeId, version: 2 }, token)).toBe('CONFLICT version');
    for (const _twice of [1, 2]) await did('giveConsent', { purposeId, version: 1 }, token);
    expect(await stateOf(token, purposeId)).toBe('GIVEN');
    const [own] = await purposes(world.globex.admin.token, { mine: true }, 'givenCount').then((all) =>
      all.filter(({ id }) => id === purposeId),
    );
    expect(own?.givenCount).toBe(1);
    for (const _twice of [1, 2]) await did('withdrawConsent', { purposeId }, token);
    expect(await stateOf(token, purposeId)).toBe('WITHDRAWN');
    const entries = await ledger(world.globex.admin.token, { purposeId });
    expect(entries).toEqual([
      expect.objectContaining({ deed: 'WITHDRAWN', current: true, version: 1, via: 'CONSOLE' }),
      expect.objectContaining({ deed: 'GIVEN', current: false, version: 1 }),
    ]);
    expect(entries[1]?.evidence).toMatch(
      /^Request .+\nFrom .+\nShown: News by e-mail, version 1\nMay we write/,
    );
    const [kept] = await world.sql<{ evidence: string; same: boolean }>(
      `select e.evidence, e.text_hash = t.hash as same from consent_entry e join consent_text t using (purpose_id) where purpose_id = $1`,
      [purposeId],
    );
    expect(kept?.evidence).not.toMatch(/Shown/);
    expect(kept?.same).toBe(true);
    expect(await ledger(token, { purposeId })).toHaveLength(2);
    expect(await ledger(world.initech.admin.token, { purposeId })).toEqual([]);
    expect(await ledger(world.platform.staff.token, { purposeId })).toEqual([]);
    expect(await ledger(world.northwind.admin.token, { purposeId })).toEqual([]);
  });

  test('is refused; nobody answers what they are not asked, or for another', async () => {
    const purposeId = await ask(world.globex.admin.token, { asks: 'END_USERS' });
    await did('refuseConsent', { purposeId, version: 1 }, world.globex.user.token);
    await did('refuseConsent', { purposeId, version: 1 }, world.globex.user.token);
    expect(await ledger(world.globex.user.token, { purposeId })).toHaveLength(1);
    for (const name of ['giveConsent', 'refuseConsent']) {
      expect(await deed(name, { purposeId, version: 1 }, world.globex.admin.token)).toBe('NOT_FOUND');
      expect(await deed(name, { purposeId, version: 1 }, world.initech.user.token)).toBe('NOT_FOUND');
      expect(await deed(name, { purposeId, version: 0 }, world.globex.user.token)).toBe(
        'INVALID_INPUT version',
      );
      expect(await deed(name, { purposeId, version: 1 }, undefined)).toBe('UNAUTHENTICATED');
    }
    expect(await deed('withdrawConsent', { purposeId }, world.initech.user.token)).toBe('NOT_FOUND');
  });

  test('reaches no further than its words: what widens is asked again, what only says it better is not', async () => {
    const { token } = world.globex.admin;
    const purposeId = await ask(token, { asks: 'END_USERS' });
    await did('giveConsent', { purposeId, version: 1 }, world.globex.user.token);
    await did(
      'publishConsentText',
      { purposeId, text: 'May we write to you about what we sell?', widens: false },
      token,
    );
    expect(await stateOf(world.globex.user.token, purposeId)).toBe('GIVEN');
    await did(
      'publishConsentText',
      { purposeId, text: 'May we and our partners write?', widens: true },
      token,
    );
    expect(await stateOf(world.globex.user.token, purposeId)).toBe('ASK_AGAIN');
    expect(await ledger(token, { purposeId })).toEqual([expect.objectContaining({ outgrown: true })]);
    await did('giveConsent', { purposeId, version: 3 }, world.globex.user.token);
    expect(await stateOf(world.globex.user.token, purposeId)).toBe('GIVEN');
  });

  test('of an administrator is their own, and seen by whoever asked', async () => {
    const purposeId = await ask(world.northwind.admin.token, { asks: 'ADMINISTRATORS' });
    await did('giveConsent', { purposeId, version: 1 }, world.globex.admin.token);
    for (const { token } of [world.northwind.admin, world.globex.admin])
      expect(await ledger(token, { purposeId })).toHaveLength(1);
    expect(await ledger(world.platform.staff.token, { purposeId })).toEqual([]);
    const noted = `select from audit_entry where action = 'giveConsent' and company_id = $1 and end_user_id is null`;
    expect(await world.sql(noted, [world.globex.id])).toEqual([]);
  });

  test('cannot be changed or removed once it is put down', async () => {
    for (const statement of [`update consent_entry set deed = 'GIVEN'`, 'delete from consent_entry'])
      await expect(
        app.app.scopes.run({ kind: 'system', task: 'try', resellerId: null }, { requestId: 'try' }, (scope) =>
          scope.sql(statement),
        ),
      ).rejects.toMatchObject({ code: '42501' });
  });
});

describe('[D7] what is entered by hand', () => {
  const paper = (purposeId: string, more: object = {}) => ({
    purposeId,
    endUserId: world.globex.user.endUserId,
    deed: 'GIVEN',
    saidOn: '2026-10-01',
    via: 'PAPER',
    version: 1,
    evidence: 'Form of 1 October, in folder 12.',
    ...more,
  });

  test('needs evidence, the words and a day; it is theirs only who asked', async () => {
    const { token } = world.globex.admin;
    const purposeId = await ask(token, { asks: 'END_USERS' });
    const tried = (more: object, by = token) => deed('recordConsent', paper(purposeId, more), by);
    expect(await tried({ evidence: ' ' })).toBe('INVALID_INPUT evidence');
    expect(await tried({ version: null })).toBe('INVALID_INPUT version');
    expect(await tried({ version: 7 })).toBe('NOT_FOUND');
    expect(await tried({ saidOn: '2026-10-02' })).toBe('INVALID_INPUT saidOn');
    expect(await tried({ saidOn: '2026-09-30' })).toBe('INVALID_INPUT saidOn');
    expect(await tried({ via: 'CONSOLE' })).toBe('INVALID_INPUT via');
    expect(await tried({ deed: 'SOFT_OPT_IN' })).toBe('INVALID_INPUT deed');
    expect(await tried({ endUserId: null })).toBe('INVALID_INPUT endUserId');
    expect(await tried({ endUserId: world.initech.user.endUserId })).toBe('NOT_FOUND');
    expect(await tried({}, world.globex.user.token)).toBe('FORBIDDEN');
    expect(await tried({}, world.initech.admin.token)).toBe('NOT_FOUND');
    await did('recordConsent', paper(purposeId), token);
    expect(await stateOf(world.globex.user.token, purposeId)).toBe('GIVEN');
    const [entry] = await ledger(world.globex.user.token, { purposeId });
    expect(entry?.evidence).toMatch(/^Form of 1 October, in folder 12\.\nEntered by .+\. Request /);
  });

  test('of an earlier day does not undo what was said since', async () => {
    const { token } = world.globex.admin;
    const purposeId = await ask(token, { asks: 'END_USERS' });
    await did('giveConsent', { purposeId, version: 1 }, world.globex.user.token);
    await did('withdrawConsent', { purposeId }, world.globex.user.token);
    app.clock.set('2026-10-03T09:00:00Z');
    const admin = await world.signIn(world.globex.admin.email);
    await did('recordConsent', paper(purposeId, { saidOn: '2026-10-01', deed: 'REFUSED' }), admin);
    await did('recordConsent', paper(purposeId, { saidOn: '2026-10-02' }), admin);
    expect((await ledger(admin, { purposeId, current: true })).map((entry) => entry.deed)).toEqual(['GIVEN']);
    await did(
      'recordConsent',
      paper(purposeId, { saidOn: '2026-10-02', deed: 'WITHDRAWN', version: null }),
      admin,
    );
    await did('recordConsent', paper(purposeId, { saidOn: '2026-10-02' }), admin);
    expect((await ledger(admin, { purposeId, current: true })).map((entry) => entry.deed)).toEqual([
      'WITHDRAWN',
    ]);
  });

  test('as a soft opt-in is another basis with its own proof, and no consent', async () => {
    const admin = await world.signIn(world.globex.admin.email);
    const purposeId = await ask(admin, { asks: 'END_USERS' });
    const calls = await ask(admin, { asks: 'END_USERS', channel: 'LIVE_CALL' });
    const sale = (more: object = {}) => ({
      purposeId,
      endUserId: world.globex.user.endUserId,
      from: 'SALE',
      obtainedOn: '2026-09-20',
      evidence: 'Order 1042, the box below the address was left empty.',
      similar: true,
      refusalOffered: true,
      ...more,
    });
    const tried = (more: object, by = admin) => deed('recordSoftOptIn', sale(more), by);
    expect(await tried({ similar: false })).toBe('INVALID_INPUT similar');
    expect(await tried({ refusalOffered: false })).toBe('INVALID_INPUT refusalOffered');
    expect(await tried({ obtainedOn: '2026-12-01' })).toBe('INVALID_INPUT obtainedOn');
    expect(await tried({ purposeId: calls })).toBe('CONFLICT purposeId');
    expect(await tried({}, await world.signIn(world.initech.admin.email))).toBe('NOT_FOUND');
    const user = await world.signIn(world.globex.user.email);
    expect(await tried({}, user)).toBe('FORBIDDEN');
    await did('recordSoftOptIn', sale(), admin);
    await did('recordSoftOptIn', sale(), admin);
    expect(await stateOf(user, purposeId)).toBe('SOFT_OPT_IN');
    await did('withdrawConsent', { purposeId }, user);
    expect(await stateOf(user, purposeId)).toBe('OBJECTED');
    expect(await tried({})).toBe('CONFLICT endUserId');
  });
});

describe('[S87] a link in a letter', () => {
  test('withdraws without signing in, once, by a mutation only, and only if it is ours', async () => {
    const admin = await world.signIn(world.globex.admin.email);
    const user = await world.signIn(world.globex.user.email);
    const purposeId = await ask(admin, { asks: 'END_USERS' });
    await did('giveConsent', { purposeId, version: 1 }, user);
    const link = {
      purposeId,
      personId: world.globex.user.endUserId,
      resellerId: world.globex.resellerId,
      companyId: world.globex.id,
    };
    const token = consentLinkToken(app.app.services, link);
    const follow = (secret: string) => deed('withdrawConsentByLink', { token: secret }, undefined, '');
    expect(await follow(`${token}x`)).toBe('NOT_FOUND');
    expect(
      await follow(app.app.services.seals.seal(JSON.stringify(Object.values(link)), 'something else')),
    ).toBe('NOT_FOUND');
    expect(await follow(consentLinkToken(app.app.services, { ...link, personId: newId() }))).toBe(
      'NOT_FOUND',
    );
    expect(await stateOf(user, purposeId)).toBe('GIVEN');
    expect(await follow(token)).toBe('News by e-mail');
    expect(await follow(token)).toBe('News by e-mail');
    expect((await ledger(admin, { purposeId })).map(({ deed: what, via }) => [what, via])).toEqual([
      ['WITHDRAWN', 'LINK'],
      ['GIVEN', 'CONSOLE'],
    ]);
  });
});

describe('[S87] the link of a receipt', () => {
  test('comes to whoever had a yes put down for them, shows what it is about, and takes it back', async () => {
    const admin = await world.signIn(world.globex.admin.email);
    const purposeId = await ask(admin, { asks: 'END_USERS' });
    await world.sql(`delete from mail where cause = 'consentReceipt'`);
    await did(
      'recordConsent',
      {
        ...{ purposeId, endUserId: world.globex.user.endUserId, deed: 'GIVEN', via: 'PAPER', version: 1 },
        ...{ saidOn: app.clock.now().toISOString().slice(0, 10), evidence: 'Form in the cabinet.' },
      },
      admin,
    );
    const [letter, ...more] = await world.letters<{ to: string; body: string }>(
      `select "to", body from mail where cause = 'consentReceipt'`,
    );
    expect([letter?.to, more]).toEqual([world.globex.user.email, []]);
    const token = /withdraw-consent#(\S+)/.exec(letter?.body ?? '')?.[1] ?? '';
    const look = (secret: string) =>
      app.ask<{ consentByLink: { name: string; asker: string; state: string } }>(
        'query ($token: String!) { consentByLink(token: $token) { name asker state text } }',
        { token: secret },
      );
    expect((await look(token)).data.consentByLink).toMatchObject({
      ...{ name: 'News by e-mail', asker: 'Globex Ltd', state: 'GIVEN' },
    });
    expect((await look(`${token}x`)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    await deed('withdrawConsentByLink', { token }, undefined, '');
    expect((await look(token)).data.consentByLink.state).toBe('WITHDRAWN');
  });
});

describe('[S87] whether somebody may be reached', () => {
  test('follows from what they said and what their company is', async () => {
    const admin = await world.signIn(world.globex.admin.email);
    const user = await world.signIn(world.globex.user.email);
    const purposeId = await ask(admin, { asks: 'END_USERS' });
    const person = { id: world.globex.user.endUserId, companyId: world.globex.id };
    const may = () =>
      app.app.scopes.run(
        { kind: 'system', task: 'try', resellerId: world.globex.resellerId },
        { requestId: 'try' },
        async (scope) => (await mayContactFor(scope, purposeId, person)).allowed,
      );
    const kind = (to: string, by = admin, reason = 'Company number 01234567.') =>
      deed('setSubscriberKind', { companyId: world.globex.id, kind: to, reason }, by);
    expect(await may()).toBe(false);
    expect(await kind('CORPORATE', user)).toBe('FORBIDDEN');
    expect(await kind('CORPORATE', await world.signIn(world.initech.admin.email))).toBe('NOT_FOUND');
    for (const _twice of [1, 2]) expect(await kind('CORPORATE')).toEqual({ id: world.globex.id });
    expect(await kind('CORPORATE', admin, ' ')).toBe('INVALID_INPUT reason');
    const { data: shown } = await app.ask<{ company: object }>(
      'query ($id: ID!) { company(id: $id) { subscriberKind subscriberReason } }',
      { id: world.globex.id },
      admin,
    );
    expect(shown.company).toEqual({
      subscriberKind: 'CORPORATE',
      subscriberReason: 'Company number 01234567.',
    });
    const [kept] = await world.sql<{ reason: string }>(
      'select reason from subscriber where company_id = $1',
      [world.globex.id],
    );
    expect(kept?.reason).not.toContain('01234567');
    expect(await may()).toBe(true);
    await did('withdrawConsent', { purposeId }, user);
    expect(await may()).toBe(false);
    await kind('SOLE_TRADER');
    await did('giveConsent', { purposeId, version: 1 }, user);
    expect(await may()).toBe(true);
  });
});
