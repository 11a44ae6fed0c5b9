import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectorSession, Shape, Wanted } from '../connector-kind.ts';
import { somebody } from '../testing/connector-contract.ts';
import { type Habits, type ScimServer, startScim } from '../testing/scim-server.ts';
import { changedTo, operations } from './account.ts';
import { equals, userRule } from './resource.ts';
import { scim } from './scim.ts';
import { type ScimSettings, scimSettings } from './settings.ts';

let remote: ScimServer;
afterEach(() => remote.stop());

const settingsOf = (given: Partial<ScimSettings> = {}): ScimSettings => ({
  ...remote.settingsAt(remote.host, remote.port),
  ...given,
});
async function speak<T>(
  work: (session: ConnectorSession) => Promise<T>,
  given: Partial<ScimSettings> = {},
): Promise<T> {
  const line = {
    allowPrivate: [`${remote.host}:${remote.port}`],
    signal: AbortSignal.timeout(20_000),
    timeoutMs: 5_000,
  };
  return work(await scim.open(settingsOf(given), remote.credentials, line));
}
const mend = (wanted: Wanted, given: Partial<ScimSettings> = {}, there = true): Promise<string[]> =>
  speak(async (session) => {
    const desired = there ? scim.shape(wanted, settingsOf(given)) : null;
    const steps = scim.steps(desired, await session.observe(wanted));
    for (const step of steps) await session.take(step, wanted);
    return steps.map(({ name }) => name);
  }, given);
const observed = (wanted: Wanted, given: Partial<ScimSettings> = {}): Promise<Shape | null> =>
  speak((session) => session.observe(wanted), given);
async function expectDone(wanted: Wanted, given: Partial<ScimSettings> = {}): Promise<void> {
  expect(await observed(wanted, given)).toEqual(scim.shape(wanted, settingsOf(given)));
}
const another = (wanted: Wanted, productCode = wanted.productCode): Wanted => ({
  ...wanted,
  subscriptionId: somebody().subscriptionId,
  productCode,
});
const named = (wanted: Wanted, person: Partial<Wanted['person'] & object>): Wanted => ({
  ...wanted,
  person: { ...(wanted.person as NonNullable<Wanted['person']>), ...person },
});
const asked = (method: string): string[] =>
  remote.store.asked.filter((line) => line.startsWith(`${method} `));

/** Somebody comes, changes, moves on to another product, is suspended and goes. */
async function expectWholeLife(given: Partial<ScimSettings> = {}): Promise<void> {
  const wanted = somebody();
  const colleague = somebody();
  await mend(colleague, given);
  await mend(wanted, given);
  await expectDone(wanted, given);
  expect(await mend(wanted, given)).toEqual([]);
  const now = named(wanted, {
    familyName: 'Novák',
    address: `new.${wanted.person?.address}`,
    suspended: true,
  });
  await mend(now, given);
  await expectDone(now, given);
  expect(remote.store.membersOf('MAIL-50')).toHaveLength(2);
  await mend(now, given, false);
  expect(await observed(now, given)).toBeNull();
  expect(remote.store.membersOf('MAIL-50')).toEqual([remote.store.of(colleague).id]);
  await expectDone(colleague, given);
}

describe('[P2] SCIM: in what applications depart from the standard', () => {
  const HABITS: readonly [what: string, Habits, Partial<ScimSettings>?][] = [
    ['says "True" and "False", and wants them', { activeAsText: true }, { activeAs: 'TEXT' }],
    ['says that it takes no PATCH', { noPatch: 'said' }],
    ['takes no PATCH, and does not say so', { noPatch: 'found' }],
    [
      'takes no PATCH, says nothing of itself, and wants versions',
      { noPatch: 'found', noAbilities: true, versions: true },
    ],
    ['takes no paths with a filter', { noFilteredPaths: true }],
    ['takes no filters', { filters: 'refused' }],
    ['answers every filter with everybody', { filters: 'ignored' }],
    ['looks for names only', { filters: 'userName only' }],
    ['wants the version of whatever is changed', { versions: true }],
    ['does not say how many there are', { noTotal: true, page: 1, filters: 'ignored' }],
    ['has short pages', { page: 1, filters: 'refused' }],
    ['says at the account what it is a member of', { saysGroups: true }],
    ['keeps no entitlements', { drops: ['entitlements'] }, { notes: 'EXTERNAL_ID' }],
    ['does not know display names', { drops: ['displayName'] }],
    ['is told everything as a whole', {}, { changes: 'PUT' }],
    ['is told changes only', {}, { changes: 'PATCH' }],
  ];
  test.each(HABITS)('an application that %s', async (_, habits, given = {}) => {
    remote = await startScim(habits);
    await expectWholeLife(given);
  });

  test('what an application said of PATCH is asked once in a conversation', async () => {
    remote = await startScim({ noPatch: 'said' });
    await mend(somebody());
    expect(asked('PATCH')).toEqual([]);
    expect(asked('GET').filter((line) => line.includes('ServiceProviderConfig')).length).toBeLessThanOrEqual(
      1,
    );
  });

  test('a text that was found is answered with a text, whatever the settings say', async () => {
    remote = await startScim({ activeAsText: true });
    const wanted = somebody();
    await mend(wanted, { activeAs: 'TEXT' });
    const now = named(wanted, { suspended: true });
    expect(await mend(now)).toEqual(['close-account']);
    expect(remote.store.of(now).active).toBe(false);
  });

  test('of an application that drops entitlements without a word that is said', async () => {
    remote = await startScim({ drops: ['entitlements'] });
    await expect(mend(somebody())).rejects.toMatchObject({
      kind: 'REFUSED',
      reason:
        'The application keeps no entitlements: staff must have subscriptions noted in the external ID.',
    });
  });

  test('where it says what it is made of, that is found out by the test of the connection', async () => {
    remote = await startScim({ schemas: true, drops: ['entitlements'] });
    const test = (given: Partial<ScimSettings>) => speak((session) => session.test(), given);
    await expect(test({})).rejects.toMatchObject({ kind: 'REFUSED' });
    expect(await test({ notes: 'EXTERNAL_ID' })).toBe('Signed in. Accounts: 0. Changes are sent by PATCH.');
  });

  test('of a change that somebody else was faster with the account is read again', async () => {
    remote = await startScim({ versions: true });
    const wanted = somebody();
    await mend(wanted);
    const user = remote.store.of(wanted);
    remote.store.meanwhile = () => {
      user.version += 1;
      user.nickName = 'Nan';
    };
    await mend(named(wanted, { familyName: 'Novák' }));
    expect(remote.store.of(wanted)).toMatchObject({ displayName: 'Anna Novák', nickName: 'Nan' });
  });

  test('a name that stays in use after an account was deleted is told as that', async () => {
    remote = await startScim({ keepsNames: true });
    const wanted = somebody();
    await mend(wanted);
    await mend(wanted, {}, false);
    await expect(mend(wanted)).rejects.toMatchObject({
      kind: 'UNAVAILABLE',
      reason: expect.stringContaining('it keeps a deleted one, perhaps'),
    });
  });
});

describe('[P2] SCIM: whose an account is', () => {
  test('one that was there is found when it is made a second time, and taken over with what stands in it', async () => {
    remote = await startScim({ filters: 'userName only' });
    const wanted = somebody();
    const address = wanted.person?.address ?? '';
    remote.store.users.set('1', {
      id: '1',
      version: 1,
      created: '2020-01-01T00:00:00Z',
      userName: address.toUpperCase(),
      nickName: 'Nan',
      entitlements: [{ value: 'parking', type: 'other' }],
      emails: [{ value: 'home@globex.example', type: 'home' }],
    });
    expect(await mend(wanted, { otherAddresses: 'NONE' }, false)).toEqual([]);
    await mend(wanted, { otherAddresses: 'NONE' });
    await expectDone(wanted, { otherAddresses: 'NONE' });
    expect(remote.store.users.size).toBe(1);
    expect(remote.store.of(wanted)).toMatchObject({
      nickName: 'Nan',
      entitlements: [
        { value: 'parking' },
        { value: wanted.subscriptionId, type: 'steward', display: 'MAIL-50' },
      ],
    });
  });

  test('one that somebody else of the same name was first with is taken over', async () => {
    remote = await startScim();
    const wanted = somebody();
    const steps = scim.steps(scim.shape(wanted, settingsOf()), null);
    remote.store.meanwhile = () =>
      remote.store.users.set('1', {
        id: '1',
        version: 1,
        created: '2020-01-01T00:00:00Z',
        userName: wanted.person?.address ?? '',
      });
    await speak(async (session) => {
      for (const step of steps) await session.take(step, wanted);
    });
    expect(remote.store.users.size).toBe(1);
    await expectDone(wanted);
  });

  test('one of somebody else is not touched', async () => {
    remote = await startScim();
    const first = somebody();
    await mend(first);
    const second = somebody({ address: first.person?.address as string });
    await expect(mend(second)).rejects.toMatchObject({
      kind: 'REFUSED',
      reason: `The account ${first.person?.address} exists already, for somebody else.`,
    });
    expect(await observed(second)).toBeNull();
    await speak(async (session) => {
      for (const step of scim.steps(null, await session.observe(first))) await session.take(step, second);
    });
    await expectDone(first);
  });

  test('two products of one person are one account in two groups; the last to go takes it along', async () => {
    remote = await startScim();
    const desk = somebody();
    const analytics = another(desk, 'ANALYTICS');
    await mend(desk);
    await mend(analytics);
    expect(remote.store.users.size).toBe(1);
    for (const wanted of [desk, analytics]) await expectDone(wanted);
    await mend(desk, {}, false);
    expect(await observed(desk)).toBeNull();
    expect(remote.store.membersOf('MAIL-50')).toEqual([]);
    await expectDone(analytics);
    await mend(analytics, {}, false);
    expect(remote.store.users.size).toBe(0);
  });

  test('another plan leaves the group of the one before, and no group that somebody else put the account into', async () => {
    remote = await startScim();
    const wanted = somebody();
    await mend(wanted);
    const { id } = remote.store.of(wanted);
    remote.store.groups.set('g', {
      id: 'g',
      version: 1,
      created: '2020-01-01T00:00:00Z',
      displayName: 'Everybody',
      members: [{ value: id }],
    });
    const now = { ...wanted, productCode: 'MAIL-100' };
    await mend(now);
    await expectDone(now);
    expect(['MAIL-50', 'MAIL-100', 'Everybody'].map((name) => remote.store.membersOf(name).length)).toEqual([
      0, 1, 1,
    ]);
  });

  test('at the end an account is closed where the settings say so, and opened again for who comes back', async () => {
    remote = await startScim();
    const given = { removal: 'CLOSE' } as const;
    const wanted = somebody();
    await mend(wanted, given);
    await mend(wanted, given, false);
    expect(remote.store.of(wanted)).toMatchObject({ active: false });
    expect(await observed(wanted, given)).toBeNull();
    const back = another(wanted);
    await mend(back, given);
    await expectDone(back, given);
    expect(remote.store.users.size).toBe(1);
  });

  test('who has no address, and a company as a whole, can have none', async () => {
    remote = await startScim();
    expect(() => scim.shape(somebody({ address: null }), settingsOf())).toThrow(/no e-mail address/);
    expect(() => scim.shape({ ...somebody(), person: null }, settingsOf())).toThrow(/for people/);
  });
});

describe('[P2] SCIM: what an application answers', () => {
  test.each([
    [302, 'REFUSED', /sends elsewhere/],
    [403, 'REFUSED', /does not let this token/],
    [404, 'REFUSED', /has no such place/],
    [500, 'UNAVAILABLE', /out of order/],
  ] as const)('%s is %s in words', async (status, kind, reason) => {
    remote = await startScim();
    remote.store.status = status;
    const fault = await mend(somebody()).catch((error) => error);
    expect(fault).toMatchObject({ name: 'ConnectorFault', kind });
    expect(fault.reason).toMatch(reason);
  });

  test('a list of something else is no answer', async () => {
    remote = await startScim();
    remote.store.says = '{"Resources":[{"id":7}]}';
    await expect(mend(somebody())).rejects.toMatchObject({
      kind: 'UNAVAILABLE',
      reason: 'The application gave an answer that is not usable.',
    });
  });

  test('the same page without end is one page', async () => {
    remote = await startScim();
    const wanted = somebody();
    remote.store.says = JSON.stringify({ Resources: [{ id: '1', userName: 'other@globex.example' }] });
    expect(await observed(wanted)).toBeNull();
    expect(remote.store.asked.length).toBeLessThan(6);
  });
});

describe('SCIM: the words that are sent', () => {
  test('[S66] what stands in a filter stays a text', () => {
    expect(equals('userName', 'a" or userName pr or "b\\')).toBe(
      'userName eq "a\\" or userName pr or \\"b\\\\"',
    );
  });

  test('a PATCH says only what differs, and takes away what is empty', () => {
    const user = userRule.parse({
      id: '1',
      userName: 'anna@globex.example',
      name: { givenName: 'Anna', familyName: 'Kovács', middleName: 'B.' },
      active: 'True',
    });
    const settings = scimSettings.parse({ url: 'https://app.example.com/scim/v2' });
    const to = changedTo(user, { givenName: '', familyName: 'Novák', active: false }, settings);
    expect(operations(user, to)).toEqual([
      { op: 'replace', path: 'active', value: 'False' },
      { op: 'remove', path: 'name.givenName' },
      { op: 'replace', path: 'name.familyName', value: 'Novák' },
    ]);
    expect(to.name).toMatchObject({ middleName: 'B.' });
  });

  test.each([
    ['url', 'app.example.com', /address such as/],
    ['url', 'https://user:word@app.example.com', /address such as/],
    ['group', '{product} of {town}', /nothing else/],
  ])('settings: %s may not be %s', (name, value, message) => {
    const given = { url: 'https://app.example.com/scim/v2/', [name]: value };
    expect(scimSettings.safeParse(given).error?.issues).toMatchObject([{ path: [name] }]);
    expect(scimSettings.safeParse(given).error?.issues[0]?.message).toMatch(message);
    expect(scimSettings.parse({ url: 'https://app.example.com/scim/v2/' }).url).toBe(
      'https://app.example.com/scim/v2',
    );
  });
});
