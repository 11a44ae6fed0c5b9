import { createClient } from 'graphql-ws';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type EmbeddedServer, startEmbeddedPostgres } from '../../src/kernel/embedded-postgres.ts';
import { freePort } from '../../src/kernel/testing/free-port.ts';
import { ask, cleanUp, dataFolder, type Steward, signIn, signInFirst, steward } from './steward.ts';

/** Somebody's PostgreSQL, which has never heard of Steward. */
let server: EmbeddedServer;
let folder: string;
beforeAll(async () => {
  folder = await dataFolder();
  server = await startEmbeddedPostgres(folder, { durable: false });
});
afterAll(async () => {
  await server.stop();
  await cleanUp();
});

const SECRET = 'x'.repeat(32);
const nowhere = () => `${folder}/unused`;
const environment = (databaseUrl: string, more: Record<string, string> = {}) => ({
  DATABASE_URL: databaseUrl,
  STEWARD_SECRET: SECRET,
  STEWARD_DATA: nowhere(),
  ...more,
});
const refused = async (command: string, env: Record<string, string>): Promise<string> => {
  const { code, stdout, stderr } = await steward(command, { PORT: '0', ...env }).ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trim();
};
const stopped = async (process: Steward): Promise<void> => {
  process.signal('SIGTERM');
  expect(await process.ended).toMatchObject({ code: 0, stderr: '' });
};

/** As psql does: statement by statement, going on with another database where it is told to connect. */
const runAsSuperuser = async (script: string): Promise<void> => {
  const parts = script.split(/^\\connect "?(\w+)"?$/m);
  for (let i = 0; i < parts.length; i += 2) {
    const client = new pg.Client({ connectionString: server.superuserUrl(parts[i - 1]) });
    await client.connect();
    try {
      // What makes databases cannot stand in the one transaction of a query of several statements.
      for (const sql of (parts[i] ?? '').split(/^(create database .*;)$/m)) await client.query(sql);
    } finally {
      await client.end();
    }
  }
};

// One server through its life: each test begins where the one before has ended.
describe('with DATABASE_URL', { timeout: 180_000 }, () => {
  let appUrl: string;
  let ownerUrl: string;

  test('a server without the roles: prints the SQL that its administrator must run, which does what it says', async () => {
    const wished = server.superuserUrl('books').replace(/\/\/.*@/, '//steward_app:two@');
    const message = await refused('start', environment(wished));
    expect(message).toMatch(/^The server refuses DATABASE_URL \(password authentication failed/);
    const [, script, app, owner] =
      /in psql:\n\n(.*)\n\nThen set DATABASE_URL=(\S+)\nand DATABASE_OWNER_URL=(\S+)/s.exec(message) ?? [];
    const withPasswords = (text = '') => text.replaceAll('<one>', 'one').replaceAll('<another>', 'two');
    await runAsSuperuser(withPasswords(script));
    appUrl = withPasswords(app);
    ownerUrl = withPasswords(owner);
    expect(appUrl).toBe(wished);
  });

  test('pending migrations: says who brings them, and migrate does', async () => {
    for (const command of ['start', 'serve', 'migrate'])
      expect(await refused(command, environment(appUrl))).toMatch(
        /^The database lacks \d+ migrations: set DATABASE_OWNER_URL to the login of steward_owner and run "pnpm migrate"\.$/,
      );
    expect(
      await refused(
        'migrate',
        environment(appUrl, { DATABASE_OWNER_URL: ownerUrl.replace(':one@', ':wrong@') }),
      ),
    ).toMatch(/^DATABASE_OWNER_URL cannot be used: password authentication failed [^\n]+$/);
    expect(await steward('migrate', environment(appUrl, { DATABASE_OWNER_URL: ownerUrl })).ended).toEqual({
      code: 0,
      stdout: 'The database is up to date.\n',
      stderr: '',
    });
  });

  test('[S15] serve and work, each a process of its own, without the owner’s login and without demonstration: what one queues the other does, and people hear of it', async () => {
    await runAsSuperuser('create database shop template books owner steward_owner;');
    const shop = appUrl.replace(/\/books$/, '/shop');
    const env = environment(shop, { PORT: String(await freePort()) });
    const invited = await steward(['invite-staff', 'sam@xe2.example', 'Sam', 'Staff'], env).ended;
    const [, invitation] = /\/invitation#([\w-]+)/.exec(invited.stdout) ?? [];
    const serving = steward('serve', env);
    const [, url = ''] = await serving.says(/Steward serves at (\S+)/);
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    expect(await signIn(url, 'staff@xe2.example')).toBeUndefined();
    const password = 'a long enough password for staff';
    await ask(url, 'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
      input: { token: invitation, password },
    });
    const accessToken = await signInFirst(url, 'sam@xe2.example', password);
    const run = async (): Promise<string> => {
      const { data } = await ask<{ billingRuns: { nodes: { state: string }[] } }>(
        url,
        '{ billingRuns { nodes { state } } }',
        {},
        accessToken,
      );
      return data.billingRuns.nodes.map(({ state }) => state).join();
    };
    const queued = await ask(
      url,
      'mutation ($input: RunBillingInput!) { runBilling(input: $input) { id } }',
      { input: { period: '2026-01' } },
      accessToken,
    );
    expect(queued.errors).toBeUndefined();

    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      connectionParams: { accessToken },
    });
    // A client that is still connecting when its server is gone says so to whoever disposes of it.
    onTestFinished(() => Promise.resolve(client.dispose()).catch(() => {}));
    const heard: string[] = [];
    client.subscribe<{ hint: { kind: string } }>(
      { query: 'subscription { hint { kind } }' },
      { next: ({ data }) => void (data && heard.push(data.hint.kind)), error: () => {}, complete: () => {} },
    );
    const notify = () =>
      runAsSuperuser(`\\connect shop\nselect pg_notify('steward_changed', '{"kind":"Ready"}')`);
    await expect.poll(() => notify().then(() => heard)).toContain('Ready');
    expect(await run()).toBe('RUNNING');
    heard.length = 0;

    const working = steward('work', environment(shop));
    await working.says(/Steward works off its queue/);
    await expect.poll(run).toBe('DONE');
    await expect.poll(() => heard).toContain('BillingRun');
    await Promise.all([stopped(serving), stopped(working)]);
  });

  test('start does both, with the owner’s login or without', async () => {
    const port = String(await freePort());
    for (const env of [environment(appUrl), environment(appUrl, { DATABASE_OWNER_URL: ownerUrl })]) {
      const process = steward('start', { ...env, PORT: port });
      await process.says(/Steward is ready at http/);
      await stopped(process);
    }
  });

  test('[S3] a login that could pass row security does not serve', async () => {
    for (const url of [server.superuserUrl('books'), ownerUrl])
      expect(await refused('serve', environment(url))).toMatch(
        /^The database role \w+ could pass row security [^\n]+: DATABASE_URL must name the login steward_app\.$/,
      );
  });

  test('a demonstration where it is asked for: filled, kept, and never made of what is none', {
    timeout: 300_000,
  }, async () => {
    const demo = (url: string) => url.replace(/\/books$/, '/demo');
    const env = environment(demo(appUrl), { STEWARD_DEMO: 'on', PORT: '0' });
    const message = await refused('start', env);
    expect(message).toMatch(/^The server refuses DATABASE_URL \(database "demo" does not exist\)\./);
    const [, script = ''] = /in psql:\n\n(.*)\n\nThen set/s.exec(message) ?? [];
    await runAsSuperuser(script.replaceAll(/^alter role \w+ password .*$/gm, ''));

    for (const filled of [true, false]) {
      const process = steward('start', { ...env, DATABASE_OWNER_URL: demo(ownerUrl) });
      const [said] = await process.says(/^.*Ctrl-C stops everything/s);
      expect(said.includes('Filling the database')).toBe(filled);
      const [, url = ''] = /Steward is ready at (\S+)/.exec(said) ?? [];
      const token = await signIn(url, 'admin@globex.example');
      const { data, errors } = await ask<{ invoices: { nodes: { id: string }[] } }>(
        url,
        '{ invoices(first: 1, filter: { unpaid: true }) { nodes { id } } }',
        {},
        token,
      );
      expect(errors).toBeUndefined();
      const checkout = await ask<{ startCheckout: { url: string } }>(
        url,
        'mutation ($input: StartCheckoutInput!) { startCheckout(input: $input) { url } }',
        { input: { invoiceIds: [data.invoices.nodes[0]?.id] } },
        token,
      );
      // The card processor of the demonstration forgets everything when it stops.
      expect(checkout.errors).toBeUndefined();
      expect((await fetch(checkout.data.startCheckout.url)).status).toBe(200);
      await stopped(process);
    }

    const used = environment(appUrl, { STEWARD_DEMO: 'on' });
    const invited = await steward(['invite-staff', 'sam@xe2.example', 'Sam', 'Staff'], used).ended;
    expect(invited.code).toBe(0);
    expect(await refused('start', used)).toMatch(
      /^The database holds data other than a complete demonstration: [^\n]+$/,
    );
  });

  test('[S81] verify-audit says that the log is sound, and ends with 1 when it is not', async () => {
    const verified = () => steward('verify-audit', environment(appUrl)).ended;
    expect(await verified()).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Xe2: 0 entries, \d+ not chained yet\n$/),
      stderr: '',
    });
    await runAsSuperuser(`\\connect books
      insert into steward.audit_entry (id, reseller_id, at, action, subject_type, position, previous_hash, hash)
        select uuidv7(), id, now(), 'put in', 'Company', 2, '', '' from steward.reseller`);
    const { code, stdout } = await verified();
    expect([code, stdout]).toEqual([1, expect.stringContaining('  The entry at place 1 is missing before ')]);
  });

  test('a superuser’s database without roles or schema gets the SQL without what is there', async () => {
    const message = await refused('start', environment(server.superuserUrl('postgres')));
    expect(message).toMatch(/^The database lacks Steward's roles or schema\. A superuser prepares it once/);
    expect(message).toContain('alter database "postgres" owner to steward_owner;');
    expect(message).not.toContain('create database');
  });
});
