import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectorSession, Wanted } from '../connector-kind.ts';
import { connectorContract, somebody } from '../testing/connector-contract.ts';
import { APP_CERTIFICATE, APP_KEY } from '../testing/graph-certificate.ts';
import { CREDENTIALS, startMicrosoft } from '../testing/microsoft-side.ts';
import { parseGroups, parseLicences } from './licences.ts';
import { microsoft365 } from './microsoft-365.ts';
import { microsoftShape, microsoftSteps } from './plan.ts';
import { type MicrosoftSettings, microsoftCredentials, microsoftSettings } from './settings.ts';

describe('Microsoft 365', () => connectorContract(microsoft365, () => startMicrosoft(), 1));

describe('[P2] Microsoft 365', () => {
  let remote: Awaited<ReturnType<typeof startMicrosoft>>;
  beforeEach(async () => {
    await remote?.stop();
    remote = await startMicrosoft({ timeZone: '', language: '' });
  });
  afterAll(() => remote.stop());

  const settingsOf = (given: Partial<MicrosoftSettings> = {}): MicrosoftSettings => ({
    ...remote.settingsAt(remote.host, remote.port),
    ...given,
  });
  async function speak<T>(
    work: (session: ConnectorSession) => Promise<T>,
    given: Partial<MicrosoftSettings> = {},
    credentials = CREDENTIALS,
  ): Promise<T> {
    const line = {
      allowPrivate: [`${remote.host}:${remote.port}`],
      signal: AbortSignal.timeout(20_000),
      timeoutMs: 5_000,
    };
    return work(await microsoft365.open(settingsOf(given), credentials, line));
  }
  const mend = (wanted: Wanted, given: Partial<MicrosoftSettings> = {}, there = true): Promise<string[]> =>
    speak(async (session) => {
      const desired = there ? microsoftShape(wanted, settingsOf(given)) : null;
      const steps = microsoftSteps(desired, await session.observe(wanted));
      for (const step of steps) await session.take(step, wanted);
      return steps.map(({ name }) => name);
    }, given);
  const changesSince = (since: string | null, given: Partial<MicrosoftSettings> = {}) =>
    speak(async (session) => session.changes?.(since), given);
  const markOfNow = async (): Promise<string> => (await changesSince(null))?.mark ?? '';
  const another = (wanted: Wanted, productCode: string): Wanted => ({
    ...wanted,
    subscriptionId: somebody().subscriptionId,
    productCode,
  });
  const licencesOf = (wanted: Wanted): string[] =>
    remote.graph
      .of(wanted)
      .assignedLicenses.map(
        ({ skuId }) => remote.graph.skus.find((sku) => sku.skuId === skuId)?.skuPartNumber ?? '',
      )
      .sort();

  test('by certificate signs in without a secret; by another’s it is refused in words', async () => {
    const byCertificate = { clientSecret: '', certificate: APP_CERTIFICATE, privateKey: APP_KEY };
    expect(await speak((session) => session.test(), {}, byCertificate)).toMatch(/^Signed in to Globex Ltd\./);
    const { privateKey: otherKey } = (await import('node:crypto')).generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    await expect(
      speak((session) => session.test(), {}, { ...byCertificate, privateKey: otherKey }),
    ).rejects.toMatchObject({ kind: 'REFUSED', reason: expect.stringContaining('certificate') });
  });

  test('a token is kept for as long as it holds; one that was called back is replaced', async () => {
    await speak((session) => session.test());
    await speak((session) => session.test());
    expect(remote.graph.tokens.state.signIns).toBe(1);
    remote.graph.tokens.expire();
    await mend(somebody());
    expect(remote.graph.tokens.state.signIns).toBe(2);
  });

  test('says how many seats are left, and which licence or group it has not', async () => {
    expect(await speak((session) => session.test())).toContain('MCOEV: 1 left');
    await expect(speak((session) => session.test(), { licences: 'MAIL-50 = SPE_E5' })).rejects.toMatchObject({
      reason: 'Microsoft 365 has no licence SPE_E5 for this organisation: somebody must buy it.',
    });
    await expect(speak((session) => session.test(), { groups: 'MAIL-50 = Nobody' })).rejects.toMatchObject({
      reason: 'Microsoft 365 has no group Nobody.',
    });
  });

  test('where no seat is left somebody has to buy one', async () => {
    const [first, second] = [another(somebody(), 'PHONE'), another(somebody(), 'PHONE')];
    await mend(first);
    await expect(mend(second)).rejects.toMatchObject({
      kind: 'REFUSED',
      reason:
        'No seat of MCOEV is left at Microsoft 365: all 1 are taken. Somebody must buy more, or free one.',
    });
    await mend(first, {}, false);
    await mend(second);
    expect(licencesOf(second)).toEqual(['MCOEV']);
  });

  test('another plan replaces its licence at once, and takes no other service’s', async () => {
    const mailbox = somebody();
    const phone = another(mailbox, 'PHONE');
    await mend(mailbox);
    await mend(phone);
    expect(licencesOf(mailbox)).toEqual(['EXCHANGESTANDARD', 'MCOEV']);
    expect(await mend({ ...mailbox, productCode: 'SEAT' })).toContain('assign-licence');
    expect(licencesOf(mailbox)).toEqual(['MCOEV', 'O365_BUSINESS_PREMIUM']);
    expect(await mend({ ...mailbox, productCode: 'SEAT' })).toEqual([]);
  });

  test('a person’s account stays as long as one service needs it, then it is disabled, and comes back', async () => {
    const given = { atTheEnd: 'DISABLED' } as const;
    const mailbox = somebody();
    const phone = another(mailbox, 'PHONE');
    await mend(mailbox, given);
    await mend(phone, given);
    await mend(mailbox, given, false);
    expect(remote.graph.of(mailbox)).toMatchObject({ accountEnabled: true });
    expect(licencesOf(mailbox)).toEqual(['MCOEV']);
    expect([...remote.graph.groups.values()].some(({ members }) => members.size)).toBe(false);
    await mend(phone, given, false);
    expect(remote.graph.of(phone)).toMatchObject({ accountEnabled: false, assignedLicenses: [] });
    expect(await speak((session) => session.observe(phone))).toBeNull();
    await mend(mailbox, given);
    expect(remote.graph.of(mailbox)).toMatchObject({ accountEnabled: true });
    expect(remote.graph.users.size).toBe(1);
  });

  test('an account that was deleted is restored when the person comes back', async () => {
    const wanted = somebody();
    await mend(wanted);
    const { id } = remote.graph.of(wanted);
    for (let other = 0; other < 3; other += 1) {
      const gone = somebody();
      await mend(gone);
      await mend(gone, {}, false);
    }
    await mend(wanted, {}, false);
    expect(remote.graph.users.size).toBe(0);
    await mend(wanted);
    expect(remote.graph.of(wanted).id).toBe(id);
    expect(remote.graph.deleted.size).toBe(3);
    expect(await mend(wanted)).toEqual([]);
  });

  test('what was made just now and is denied at first is asked for again', async () => {
    remote.graph.directory.state.lag = 2;
    const wanted = somebody();
    await mend(wanted);
    expect(await mend(wanted)).toEqual([]);
    expect(remote.graph.users.size).toBe(1);
  });

  test('a mailbox that is not ready yet makes the job come again', async () => {
    remote.graph.state.mailboxLag = 3;
    const given = { language: 'en-GB' };
    const wanted = somebody();
    await expect(mend(wanted, given)).rejects.toMatchObject({
      kind: 'UNAVAILABLE',
      passing: true,
      reason: 'Microsoft 365 is still making the mailbox ready.',
    });
    await expect(mend(wanted, given)).rejects.toMatchObject({ passing: true });
    expect(await mend(wanted, given)).toEqual(['set-mailbox']);
    expect(remote.graph.of(wanted).mailbox.language).toEqual({ locale: 'en-GB' });
  });

  test('an account of somebody else is left alone; one of nobody with the licence is taken over', async () => {
    const first = somebody();
    await mend(first);
    const second = somebody({ address: first.person?.address as string });
    await expect(mend(second)).rejects.toMatchObject({
      kind: 'REFUSED',
      reason: `The account ${first.person?.address} exists already, for somebody else.`,
    });
    expect(await mend(second, {}, false)).toEqual([]);
    remote.graph.of(first).onPremisesExtensionAttributes = {};
    expect(await mend(second)).toContain('claim-account');
    expect(remote.graph.users.size).toBe(1);
    expect(await mend(second)).toEqual([]);
  });

  test('a group whose members follow from a rule, or that there is not, is said', async () => {
    for (const [group, reason] of [
      ['Everybody here', 'a rule for who is in the group Everybody here: nobody can be added'],
      ['Nobody', 'no group Nobody'],
    ] as const) {
      await expect(mend(somebody(), { groups: `MAIL-50 = ${group}` })).rejects.toMatchObject({
        kind: 'REFUSED',
        reason: `Microsoft 365 has ${reason}.`,
      });
    }
  });

  test('what changed comes page by page, of what is asked for only; what was deleted by its id', async () => {
    const people = [somebody(), somebody(), somebody(), somebody(), somebody()];
    for (const wanted of people) await mend(wanted);
    const mark = await markOfNow();
    const [first, second] = people.map((wanted) => remote.graph.of(wanted));
    for (const wanted of people) remote.graph.of(wanted).displayName = 'Else';
    remote.graph.users.delete(first?.id ?? '');
    remote.graph.delta.state.asked = 0;
    const changes = await changesSince(mark);
    expect(remote.graph.delta.state.asked).toBeGreaterThan(2);
    expect(changes?.names).toEqual(
      expect.arrayContaining([first?.id, second?.id, people[1]?.person?.address, people[1]?.person?.id]),
    );
    expect(changes?.names).not.toContain(people[0]?.person?.id);
    const then = await markOfNow();
    remote.graph.of(people[1] as Wanted).mailNickname = 'nick';
    remote.graph.of(people[1] as Wanted).mailbox.timeZone = 'UTC';
    expect(await changesSince(then)).toMatchObject({ names: [] });
  });

  test.each([400, 410] as const)('a link that is older than a week (%i) is none any more', async (status) => {
    const mark = await markOfNow();
    remote.graph.delta.state.goneBy = status;
    remote.graph.delta.expire();
    expect(await changesSince(mark)).toBeNull();
  });

  test('a link that Graph never gave is refused, and one to somewhere else never asked for', async () => {
    const mark = JSON.parse(await markOfNow());
    const users = mark.users.replace(/token=.*/, 'token=made-up');
    await expect(changesSince(JSON.stringify({ ...mark, users }))).rejects.toMatchObject({ kind: 'REFUSED' });
    const elsewhere = JSON.stringify({
      ...mark,
      users: 'https://elsewhere.example/v1.0/users/delta?$deltatoken=x',
    });
    await expect(changesSince(elsewhere)).rejects.toMatchObject({
      kind: 'UNAVAILABLE',
      detail: 'The next page is at another address.',
    });
  });

  test('what is asked of another directory, or about other groups, begins anew; a group that is renamed, too', async () => {
    const mark = await markOfNow();
    expect(await changesSince(mark, { groups: 'MAIL-50 = Sales' })).toBeNull();
    const fresh = await markOfNow();
    for (const group of remote.graph.groups.values()) {
      if (group.displayName === 'Sales') group.displayName = 'Sellers';
    }
    expect(await changesSince(fresh)).toBeNull();
    const none = await changesSince(null, { groups: '' });
    expect(JSON.parse(none?.mark ?? '')).toMatchObject({ groups: null });
  });

  test('Retry-After may be a moment, too', async () => {
    remote.graph.state.throttled = new Date(Date.now() + 60_000).toUTCString();
    const refused = await speak((session) => session.test()).then(
      () => expect.fail('It went well.'),
      (error) => error,
    );
    expect(refused).toMatchObject({ kind: 'THROTTLED' });
    expect(refused.retryAfterMs).toBeGreaterThan(30_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test.each([
    ['person: null', { person: null }, /to people, not to a company as a whole/],
    ['no address', { person: { ...somebody().person, address: null } }, /has no e-mail address/],
    [
      'an address that no account may have',
      { person: { ...somebody().person, address: 'a+b@globex.example' } },
      /no account called a\+b@globex.example/,
    ],
    ['a product without a licence', { productCode: 'HOSTING' }, /name no licence for HOSTING/],
  ])('%s is refused before anything is sent', (_what, given, reason) => {
    expect(() => microsoftShape({ ...somebody(), ...given } as Wanted, settingsOf())).toThrow(reason);
    expect(remote.graph.state.writes).toBe(0);
  });

  test('licences and groups are lines, and a line that is none is named by its number', () => {
    expect(parseLicences('A = x without y, z\n\nB=SPE_E3')).toEqual(
      new Map([
        ['A', { sku: 'X', without: ['Y', 'Z'] }],
        ['B', { sku: 'SPE_E3', without: [] }],
      ]),
    );
    expect(parseLicences('A = X\nA = Y')).toBe(2);
    expect(parseLicences('A X')).toBe(1);
    expect(parseGroups('A = All staff, Sales')).toEqual(new Map([['A', ['All staff', 'Sales']]]));
    expect(parseGroups('A =')).toBe(1);
    const { error } = microsoftSettings.safeParse({
      tenant: 'globex.onmicrosoft.com',
      clientId: '00000000-0000-4000-8000-000000000000',
      licences: 'MAIL-50: X',
    });
    expect(error?.issues).toMatchObject([
      { path: ['licences'], message: expect.stringMatching(/^Line 1 must read like/) },
    ]);
  });

  test.each([
    [{}, 'clientSecret'],
    [{ certificate: APP_CERTIFICATE }, 'privateKey'],
    [{ certificate: 'no', privateKey: APP_KEY }, 'certificate'],
    [{ certificate: APP_CERTIFICATE, privateKey: 'no' }, 'privateKey'],
  ])('[S55] credentials %# are not enough', (given, field) => {
    const { error } = microsoftCredentials.safeParse(given);
    expect(error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });

  test.each([
    ['tenant', 'a/b'],
    ['clientId', 'steward'],
    ['graphUrl', 'https://graph.microsoft.com/v1.0'],
    ['loginUrl', 'ftp://login.example'],
    ['usageLocation', '1'],
  ])('%s may not be %s', (field, value) => {
    const given = microsoftSettings.safeParse({
      tenant: 'globex.onmicrosoft.com',
      clientId: '00000000-0000-4000-8000-000000000000',
      licences: 'MAIL-50 = EXCHANGESTANDARD',
      [field]: value,
    });
    expect(given.error?.issues.map(({ path }) => path.join('.'))).toContain(field);
  });
});
