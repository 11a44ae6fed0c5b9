import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wanted } from '../connector-kind.ts';
import { connectorContract, somebody } from '../testing/connector-contract.ts';
import { startMailDatabase } from '../testing/mail-database.ts';
import { mailShape, mailSteps } from './plan.ts';
import { sqlMailSettings } from './settings.ts';
import { sqlMail } from './sql-mail.ts';

for (const layout of ['numbered', 'postfixadmin'] as const) {
  describe(`tables as ${layout}`, () =>
    connectorContract(sqlMail, () => startMailDatabase(layout), layout === 'numbered' ? 1 : 7));
}

describe('[P2] SQL mail platform', () => {
  let remote: Awaited<ReturnType<typeof startMailDatabase>>;
  beforeAll(async () => {
    remote = await startMailDatabase('numbered');
  });
  afterAll(() => remote.stop());

  async function speak<T>(
    work: (session: Awaited<ReturnType<typeof sqlMail.open>>) => Promise<T>,
    given = {},
  ) {
    const settings = { ...remote.settingsAt(remote.host, remote.port), ...given };
    const line = {
      allowPrivate: [`${remote.host}:${remote.port}`],
      signal: AbortSignal.timeout(20_000),
      timeoutMs: 5_000,
    };
    const session = await sqlMail.open(settings, remote.credentials, line);
    try {
      return await work(session);
    } finally {
      await session.close();
    }
  }
  const settings = () => remote.settingsAt(remote.host, remote.port);
  const mend = (wanted: Wanted) =>
    speak(async (session) => {
      for (const step of mailSteps(mailShape(wanted, settings()), await session.observe(wanted))) {
        await session.take(step, wanted);
      }
    });

  test('a mailbox that was there before and is nobody’s is taken over', async () => {
    const wanted = somebody({ address: 'Before@Globex.example' });
    await remote.sql(`insert into virtual_domains (name) values ('globex.example')`);
    await remote.sql(
      `insert into virtual_users (domain_id, email, password) select id, 'before@globex.example', 'kept' from virtual_domains`,
    );
    await mend(wanted);
    expect(await remote.sql(`select password, reference, enabled from virtual_users`)).toEqual([
      { password: 'kept', reference: wanted.subscriptionId, enabled: true },
    ]);
  });

  test('a mailbox of another subscription is not', async () => {
    const first = somebody();
    await mend(first);
    const second = somebody({ address: first.person?.address as string, aliases: [] });
    await expect(mend(second)).rejects.toMatchObject({
      kind: 'REFUSED',
      reason: `The mailbox ${first.person?.address} exists already, for another subscription.`,
    });
    await speak(async (session) => {
      const [step] = mailSteps(null, { mailbox: String(first.person?.address) });
      await session.take(step as never, second);
      expect(await session.observe(first)).not.toBeNull();
    });
  });

  test('nobody knows the password of a new mailbox', async () => {
    await mend(somebody());
    await mend(somebody());
    const rows = (await remote.sql(`select password from virtual_users where password <> 'kept'`)) as {
      password: string;
    }[];
    for (const { password } of rows) expect(password).toMatch(/^\{SHA512\}[A-Za-z0-9+/]{86}==$/);
    expect(new Set(rows.map(({ password }) => password)).size).toBe(rows.length);
  });

  test('a whole company has its domains; one that is in use stays', async () => {
    const wanted: Wanted = {
      ...somebody(),
      person: null,
      company: {
        id: '1',
        code: 'INI',
        resellerCode: 'NW',
        name: 'Initech',
        domains: ['initech.example', 'Initech.test'],
      },
    };
    await mend(wanted);
    expect(await speak((session) => session.observe(wanted))).toEqual({
      domains: ['initech.example', 'initech.test'],
    });
    await mend(somebody({ address: 'peter@initech.example', aliases: [] }));
    await speak(async (session) => {
      const [used, free] = mailSteps(null, await session.observe(wanted));
      await expect(session.take(used as never, wanted)).rejects.toMatchObject({
        kind: 'REFUSED',
        reason: 'The domain initech.example still has mailboxes.',
      });
      await session.take(free as never, wanted);
      expect(await session.observe(wanted)).toEqual({ domains: ['initech.example'] });
    });
  });

  test('what is forwarded from another mailbox is no alias, goes along with a new address, and leaves no copy where none is taken', async () => {
    const heir = somebody();
    const away: Wanted = { ...somebody(), mail: { forwardTo: String(heir.person?.address) } };
    const rows = async (wanted: Wanted) =>
      (
        await remote.sql('select destination from virtual_aliases where source = $1 order by destination', [
          wanted.person?.address,
        ])
      ).map((row) => (row as { destination: string }).destination);
    await mend(heir);
    await mend(away);
    expect(await rows(away)).toEqual([away.person?.address, heir.person?.address].sort());
    const seen = await speak((session) => session.observe(heir));
    expect(mailSteps(mailShape(heir, settings()), seen)).toEqual([]);
    // A change of the heir's own aliases leaves it alone.
    await mend({ ...heir, person: heir.person && { ...heir.person, aliases: [] } });
    expect(await rows(away)).toHaveLength(2);
    const moved: Wanted = {
      ...away,
      person: away.person && { ...away.person, address: `new.${away.person.address}`, aliases: [] },
    };
    await mend(moved);
    expect(await rows(moved)).toEqual([moved.person?.address, heir.person?.address].sort());
    await mend({ ...moved, person: moved.person && { ...moved.person, suspended: true } });
    expect(await rows(moved)).toEqual([heir.person?.address]);
  });

  test('somebody without an address is told so', () => {
    expect(() => mailShape(somebody({ address: null }), settings())).toThrow(/has no e-mail address/);
  });

  test('a table or column that is not there is said, in words and in detail', async () => {
    await expect(speak((session) => session.test(), { quotaColumn: 'limit_mb' })).rejects.toMatchObject({
      kind: 'REFUSED',
      reason: 'The mail platform has other tables or columns than the settings say.',
      detail: 'column "limit_mb" does not exist',
    });
  });

  test.each([
    ['mailboxTable', 'users; drop table x'],
    ['addressColumn', 'email"'],
    ['quotaColumn', '(select 1)'],
    ['host', 'mail.example.com/x'],
    ['port', 70_000],
  ])('%s may not be %s', (field, value) => {
    const given = sqlMailSettings.safeParse({ host: 'mail.example.com', [field]: value });
    expect(given.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
  });

  test('[S66] without TLS nothing is sent to a public host', async () => {
    const line = { allowPrivate: [], signal: AbortSignal.timeout(5_000), timeoutMs: 5_000 };
    const open = sqlMail.open({ ...settings(), host: '1.1.1.1' }, remote.credentials, line);
    await expect(open).rejects.toMatchObject({
      kind: 'NOT_SENT',
      reason: 'The mail platform must be spoken to by TLS: staff must change its settings.',
    });
  });
});
