import ICAL from 'ical.js';
import pg from 'pg';
import { SaxesParser } from 'saxes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type NameServer, startNameServer } from '../../../demo/name-server.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { statusOf } from '../status/factory.ts';

const NOW = '2026-10-26T12:00:00Z';
let app: TestApp;
let world: World;
let names: NameServer;

beforeAll(async () => {
  names = await startNameServer('http://127.0.0.1');
  app = await startTestApp({ at: NOW, config: { dnsServers: [names.address] } });
  world = await createWorld(app);
  const status = statusOf(app);
  const mail = await status.component(staff(), { name: 'Mail <b>& more</b>' });
  const inside = await status.component(staff(), { name: 'For customers', public: false, position: 1 });
  const desk = await status.component(northwind(), { name: 'Help desk of Northwind', position: 2 });
  await status.incident(staff(), [{ componentId: mail, severity: 'MAJOR_OUTAGE' }], {
    title: 'Mail is <script>out</script>',
    startsAt: '2026-10-25T23:30:00Z',
  });
  await status.incident(staff(), [{ componentId: inside, severity: 'DEGRADED' }], {
    title: 'Nobody else’s business',
    public: false,
  });
  await status.maintenance(northwind(), [desk], {
    title: 'Telephones are exchanged',
    startsAt: '2026-10-30T20:00:00Z',
    endsAt: '2026-10-30T22:00:00Z',
  });
  await app.app.services.statusPress.print();
});
afterAll(async () => {
  await app.close();
  await names.stop();
});

const staff = () => world.platform.staff.token;
const northwind = () => world.northwind.admin.token;
const contoso = () => world.contoso.admin.token;

interface Site {
  id: string;
  path: string;
  recordName: string;
  recordValue: string;
  provedAt: string | null;
  problem: string | null;
}
const publish = (input: object, token: string) =>
  app.ask<{ publishStatusSite: Site }>(
    'mutation ($input: PublishStatusSiteInput!) { publishStatusSite(input: $input) { id path hostName recordName recordValue provedAt } }',
    { input },
    token,
  );
const prove = (id: string, token: string) =>
  app.ask<{ proveStatusHost: Site }>(
    'mutation ($id: ID!) { proveStatusHost(input: { id: $id }) { id provedAt problem } }',
    { id },
    token,
  );
const withdraw = (id: string, token: string) =>
  app.ask('mutation ($id: ID!) { withdrawStatusSite(input: { id: $id }) }', { id }, token);
const wrong = ({ errors }: { errors?: { extensions: { fields?: { path: string }[] } }[] }) =>
  errors?.[0]?.extensions.fields?.[0]?.path;
const code = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;

/** What is there under a host name, as whoever comes through a proxy asks for it. */
async function get(path: string, host?: string): Promise<{ status: number; text: string; type: string }> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    const asked = request(app.url + path, { headers: host ? { host } : {} }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text, type: answer.headers['content-type'] ?? '' }),
      );
    });
    asked.on('error', reject).end();
  });
}

describe('[N4] the status page', () => {
  test('says how what is public is, small, without scripts, and with nothing in it but text', async () => {
    const { status, text, type } = await get('/status');
    expect({ status, type }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
    expect(text).not.toContain('<script');
    expect(text).toContain('Mail is &lt;script&gt;out&lt;/script&gt;');
    expect(text).toContain('Out: Mail &lt;b&gt;&amp; more&lt;/b&gt;');
    expect(text).toContain('25 Oct 2026, 23:30 GMT');
    expect(text).not.toContain('For customers');
    expect(text).not.toContain('Nobody else');
    expect(text).not.toContain('Help desk of Northwind');
  });

  test('gives an Atom feed that a parser reads', async () => {
    const { text, type } = await get('/status/feed.atom');
    expect(type).toContain('application/atom+xml');
    const titles: string[] = [];
    const open: string[] = [];
    const parser = new SaxesParser({ xmlns: true });
    parser.on('opentag', ({ name, uri }) => {
      expect(uri).toBe('http://www.w3.org/2005/Atom');
      open.push(name);
    });
    parser.on('cdata', (of) => open.join() === 'feed,entry,title' && titles.push(of));
    parser.on('text', (of) => open.join() === 'feed,entry,title' && of.trim() && titles.push(of));
    parser.on('closetag', () => void open.pop());
    parser.write(text).close();
    expect(titles).toEqual(['Investigating: Mail is <script>out</script>']);
  });

  test('gives what is planned as a calendar, and everything as JSON', async () => {
    await publish({ slug: 'northwind' }, northwind());
    await app.app.services.statusPress.print();
    const { text } = await get('/status/northwind/calendar.ics');
    const [event, ...more] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    expect(more).toEqual([]);
    const planned = new ICAL.Event(event);
    expect(planned.summary).toBe('Telephones are exchanged');
    expect(planned.startDate.toJSDate().toISOString()).toBe('2026-10-30T20:00:00.000Z');
    expect(planned.endDate.toJSDate().toISOString()).toBe('2026-10-30T22:00:00.000Z');
    const summary = JSON.parse((await get('/status/northwind/summary.json')).text);
    expect(summary).toMatchObject({
      page: { name: 'Northwind IT' },
      status: { state: 'OUTAGE' },
      incidents: [{ state: 'INVESTIGATING', title: 'Mail is <script>out</script>' }],
      maintenance: [{ state: 'SCHEDULED', title: 'Telephones are exchanged' }],
    });
    expect(JSON.parse((await get('/status/summary.json')).text).maintenance).toEqual([]);
  });

  test('is printed anew when an incident is resolved', async () => {
    const { data } = await app.ask<{ incidents: { nodes: { id: string }[] } }>(
      '{ incidents(filter: { kind: INCIDENT, mine: true }) { nodes { id title } } }',
      {},
      staff(),
    );
    for (const { id } of data.incidents.nodes)
      await app.ask(
        'mutation ($id: ID!) { updateIncident(input: { incidentId: $id, progress: RESOLVED, text: "It works again." }) { id } }',
        { id },
        staff(),
      );
    await expect.poll(async () => (await get('/status')).text).toContain('All services work');
    expect((await get('/status')).text).toContain('It works again.');
  });

  test('is there while the database is not', async () => {
    const { pathname } = new URL(app.database.superuserUrl);
    const server = new URL('/postgres', app.database.superuserUrl).href;
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    const database = pathname.slice(1);
    try {
      await client.query(`alter database ${database} allow_connections false`);
      await client.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename <> current_user',
        [database],
      );
      expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
      for (const file of ['', '/feed.atom', '/calendar.ics', '/summary.json'])
        expect((await get(`/status${file}`)).status, file).toBe(200);
    } finally {
      await client.query(`alter database ${database} allow_connections true`);
      await client.end();
    }
    await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status).toBe(200);
  });
});

describe('[N4] [T8] publishStatusSite', () => {
  test('puts a reseller’s page under its address, and changes it', async () => {
    const first = await publish({ slug: 'Northwind-Status' }, northwind());
    expect(first.data.publishStatusSite.path).toBe('/status/northwind-status');
    const second = await publish({ slug: 'northwind' }, northwind());
    expect(second.data.publishStatusSite).toMatchObject({
      id: first.data.publishStatusSite.id,
      path: '/status/northwind',
    });
    await app.app.services.statusPress.print();
    expect((await get('/status/northwind')).text).toContain('Help desk of Northwind');
    expect((await get('/status/northwind-status')).status).toBe(404);
  });

  test('names what is wrong', async () => {
    expect(wrong(await publish({ slug: 'a b' }, northwind()))).toBe('slug');
    expect(wrong(await publish({ slug: 'platform' }, northwind()))).toBe('slug');
    expect(wrong(await publish({}, northwind()))).toBe('slug');
    expect(wrong(await publish({ slug: 'x' }, staff()))).toBe('slug');
    expect(wrong(await publish({ slug: 'northwind', hostName: 'co.uk' }, northwind()))).toBe('hostName');
    await publish({ slug: 'northwind' }, northwind());
    expect(wrong(await publish({ slug: 'northwind' }, contoso()))).toBe('slug');
    expect(code(await publish({ slug: 'globex' }, world.globex.admin.token))).toBe('FORBIDDEN');
  });
});

describe('[N4] [T8] a host name of its own', () => {
  test('is the page’s once its record proves it, and nobody else’s', async () => {
    const asked = await publish({ slug: 'northwind', hostName: 'status.northwind.example' }, northwind());
    const { id, recordName, recordValue } = asked.data.publishStatusSite;
    expect((await prove(id, northwind())).data.proveStatusHost).toMatchObject({ provedAt: null });
    expect(code(await prove(id, contoso()))).toBe('NOT_FOUND');
    names.set(recordName, recordValue);
    expect((await prove(id, northwind())).data.proveStatusHost).toMatchObject({
      provedAt: '2026-10-26T12:00:00+00:00',
      problem: null,
    });
    await app.app.services.statusPress.print();
    const { text } = await get('/status', 'status.northwind.example');
    expect(text).toContain('Help desk of Northwind');
    expect(await get('/', 'status.northwind.example')).toMatchObject({ status: 302 });
    expect((await get('/status', 'elsewhere.example')).text).not.toContain('Help desk of Northwind');
    const other = await publish({ slug: 'contoso', hostName: 'STATUS.northwind.example' }, contoso());
    expect(wrong(other)).toBe('hostName');
    // Asked again it stays proved.
    const again = await publish({ slug: 'northwind', hostName: 'status.northwind.example' }, northwind());
    expect(again.data.publishStatusSite.provedAt).not.toBeNull();
  });

  test('goes to whoever proves it first, of several who wait', async () => {
    const [one, two] = [
      await publish({ hostName: 'status.shared.example' }, staff()),
      await publish({ slug: 'contoso', hostName: 'status.shared.example' }, contoso()),
    ].map(({ data }) => data.publishStatusSite) as [Site, Site];
    names.set(one.recordName, one.recordValue);
    await prove(one.id, staff());
    names.set(two.recordName, two.recordValue);
    const lost = await prove(two.id, contoso());
    expect(lost.data.proveStatusHost).toMatchObject({ provedAt: null });
    expect(lost.data.proveStatusHost.problem).toContain('another page uses this name');
  });
});

test('[N4] withdrawStatusSite takes the page back, once, and not another’s', async () => {
  const { data } = await publish({ slug: 'contoso' }, contoso());
  const { id } = data.publishStatusSite;
  expect(code(await withdraw(id, northwind()))).toBe('NOT_FOUND');
  expect((await withdraw(id, contoso())).errors).toBeUndefined();
  expect(code(await withdraw(id, contoso()))).toBe('NOT_FOUND');
  await app.app.services.statusPress.print();
  expect((await get('/status/contoso')).status).toBe(404);
});
