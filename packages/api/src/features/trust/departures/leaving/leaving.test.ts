import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ARCHIVE_KEYS, archiveProblems } from '../../../../kernel/archive.ts';
import { startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';
import { bill } from '../../../trade/billing/factory.ts';
import { addSubscription } from '../../../trade/subscriptions/factory.ts';
import { replayErasures } from '../../retention/index.ts';
import { exportTenant } from '../archive/export-tenant.ts';
import { followLeaving } from './factory.ts';

let app: TestApp;
let world: World;
const GLOBEX = 'admin@globex.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const STAFF = 'staff@xe2.example';
const because = 'They go on with us.';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2026-10-01' });
  await addSubscription(world, world.globex, {
    productId: world.archive,
    endUserId: world.globex.user.endUserId,
    startsOn: '2026-10-20',
    state: 'PENDING',
  });
});
afterAll(() => app.close());

interface Deletion {
  id: string;
  state: string;
  gone: number;
  kept: number;
  failure: string | null;
  keyDestroyedAt: string | null;
  tables: { table: string; gone: number; emptied: number; kept: number; until: string | null; why: string }[];
}
interface Departure {
  id: string;
  state: string;
  awaits: string[];
  heldBecause: string | null;
  archives: { state: string; path: string | null; rowCount: number; fileCount: number }[];
  deletions: Deletion[];
}
interface Refused {
  code: string;
  path?: string;
  message: string;
}
const FIELDS = `id state awaits heldBecause archives { state path rowCount fileCount }
  deletions { id state gone kept failure keyDestroyedAt tables { table gone emptied kept until why } }`;
const ask = async (email: string, name: string, input: object): Promise<Departure & { error?: Refused }> => {
  const { data, errors } = await app.ask<Record<string, Departure>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${FIELDS} } }`,
    { input },
    await world.signIn(email),
  );
  const [error] = errors ?? [];
  const refused = error && {
    code: error.extensions.code,
    path: error.extensions.fields?.[0]?.path,
    message: error.message,
  };
  return { ...data?.[name], ...(refused && { error: refused }) } as Departure & { error?: Refused };
};
const seen = async (email: string, query: string) =>
  (await app.ask<Record<string, { nodes: Record<string, unknown>[] }>>(query, {}, await world.signIn(email)))
    .data;
const departureOf = async (id: string, email = STAFF): Promise<Departure> =>
  (
    await app.ask<{ departure: Departure }>(
      `query ($id: ID!) { departure(id: $id) { ${FIELDS} } }`,
      { id },
      await world.signIn(email),
    )
  ).data.departure;
const leaving = (over: object = {}) => ({
  companyId: world.globex.id,
  leavesOn: '2026-10-16',
  reason: 'It has its own people for this now.',
  ...over,
});
const follow = () => followLeaving(app, world);

/** Writes a tenant's data to a file, as the command does. */
const exported = (code: string, file: string) => {
  const { scopes, services, log } = app.app;
  return exportTenant({ scopes, services, log }, code, file);
};

describe('export-tenant', () => {
  test('[T7] writes everything of a tenant to a signed file, and says in a sentence what cannot be', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'steward-export-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'globex.zip');
    const [globex] = await world.sql<{ code: string }>(
      `select r.invoice_prefix || '/' || c.customer_code as code from company c join reseller r on r.id = c.reseller_id where c.id = $1`,
      [world.globex.id],
    );
    const code = globex?.code as string;
    expect(await exported(code, file)).toMatchObject({ name: 'Globex Ltd', rows: expect.any(Number) });
    const files = await opened(await readFile(file));
    const keys = await (await fetch(`${app.url}${ARCHIVE_KEYS}`)).json();
    expect(await archiveProblems(files, keys.keys)).toEqual([]);
    const companies = JSON.parse(files.get('data/company.json')?.toString() ?? '[]') as { id: string }[];
    expect(companies.map(({ id }) => id)).toEqual([world.globex.id]);
    await expect(exported(code, file)).rejects.toThrow(/There is a file .* already/);
    await expect(exported(code, path.join(folder, 'none', 'x.zip'))).rejects.toThrow(/cannot be written/);
    await expect(exported('NOBODY', path.join(folder, 'x.zip'))).rejects.toThrow(/There is no tenant NOBODY/);
    // A reseller's own, in which nothing of another one is.
    const [northwind] = await world.sql<{ prefix: string }>(
      'select invoice_prefix as prefix from reseller where id = $1',
      [world.northwind.id],
    );
    const own = path.join(folder, 'northwind.zip');
    await exported(northwind?.prefix as string, own);
    const text = [...(await opened(await readFile(own))).values()].map(String).join('\n');
    expect(text).toContain(world.northwind.id);
    for (const other of [world.contoso.id, world.initech.id]) expect(text).not.toContain(other);
  });
});

describe('leaveCompany', () => {
  test('[T7] is for those who have the company, on a day to come', async () => {
    expect((await ask(CONTOSO, 'leaveCompany', leaving())).error?.code).toBe('NOT_FOUND');
    expect((await ask('user@globex.example', 'leaveCompany', leaving())).error?.code).toBe('FORBIDDEN');
    expect((await ask(GLOBEX, 'leaveCompany', leaving({ leavesOn: '2026-10-01' }))).error).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'leavesOn',
    });
  });

  test('[T7] is agreed to by the other side, withdrawn by either until its day, and then over', async () => {
    const one = await ask(GLOBEX, 'leaveCompany', leaving());
    expect(one).toMatchObject({ state: 'PROPOSED', awaits: ['SELLER'] });
    expect((await ask(NORTHWIND, 'leaveCompany', leaving())).error?.code).toBe('CONFLICT');
    const { id } = one;
    expect((await ask(CONTOSO, 'agreeToDeparture', { id })).error?.code).toBe('NOT_FOUND');
    expect((await ask(GLOBEX, 'agreeToDeparture', { id })).error?.message).toBe(
      'You have agreed to it already.',
    );
    expect((await ask(NORTHWIND, 'agreeToDeparture', { id })).state).toBe('AGREED');
    expect((await ask(NORTHWIND, 'withdrawDeparture', { id, because })).state).toBe('WITHDRAWN');
    expect((await ask(GLOBEX, 'withdrawDeparture', { id, because })).error?.code).toBe('CONFLICT');
    expect((await ask(STAFF, 'deleteTenant', { id, code: 'GLOBEX' })).error?.message).toBe(
      'It has not left.',
    );
  });

  test('[T7] says beforehand what happens, and what stands in the way', async () => {
    const { data } = await app.ask<{ departurePreview: object }>(
      `query ($id: ID!) { departurePreview(companyId: $id, leavesOn: "2026-10-16") {
         serviceCount endUserCount administratorCount unpaidCount openDays bound { name endsOn } holds } }`,
      { id: world.globex.id },
      await world.signIn(GLOBEX),
    );
    expect(data.departurePreview).toEqual({
      ...{ serviceCount: 2, endUserCount: 1, administratorCount: 1, unpaidCount: 0, openDays: 30 },
      ...{ bound: [], holds: [] },
    });
  });
});

/** The files of a zip. */
async function opened(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}
const fetched = async (path: string, email: string) =>
  fetch(`${app.url}${path}`, { headers: { authorization: `Bearer ${await world.signIn(email)}` } });

test('[T7] [S20] a company leaves: it is charged to the day, given everything, shut out, and deleted', async () => {
  const { id } = await ask(NORTHWIND, 'leaveCompany', leaving());
  expect((await ask(GLOBEX, 'agreeToDeparture', { id })).state).toBe('AGREED');
  app.clock.set('2026-10-15T22:55:00Z');
  await follow();
  expect((await departureOf(id)).state).toBe('AGREED');

  // Midnight in London, which is on summer time.
  app.clock.set('2026-10-15T23:00:00Z');
  await follow();
  expect(await departureOf(id, GLOBEX)).toMatchObject({ state: 'LEFT', heldBecause: null });
  // £15.00 × 15 of 31 days; what was to begin later never does.
  expect(
    await seen(
      GLOBEX,
      '{ invoices { nodes { periodEnd netMinor } } subscriptions { nodes { state endsOn startsOn } } }',
    ),
  ).toMatchObject({
    invoices: { nodes: [{ periodEnd: '2026-10-16', netMinor: 726 }] },
    subscriptions: {
      nodes: expect.arrayContaining([
        { state: 'ENDED', startsOn: '2026-10-20', endsOn: '2026-10-20' },
        { state: expect.stringMatching(/ENDED|ENDING/), startsOn: '2026-10-01', endsOn: '2026-10-16' },
      ]),
    },
  });
  const { errors } = await app.ask(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }',
    { input: { companyId: world.globex.id, productId: world.hosting } },
    await world.signIn(NORTHWIND),
  );
  expect(errors?.[0]?.message).toBe('Globex Ltd has left: nothing new can be added.');
  expect((await ask(NORTHWIND, 'withdrawDeparture', { id, because })).error?.message).toBe(
    'It has left already.',
  );

  const [archive] = (await departureOf(id, GLOBEX)).archives;
  expect(archive).toMatchObject({ state: 'DONE', path: expect.any(String) });
  const path = archive?.path as string;
  for (const email of [CONTOSO, 'user@globex.example', 'admin@initech.example'])
    expect((await fetched(path, email)).status, email).toBeGreaterThanOrEqual(403);
  const files = await opened(Buffer.from(await (await fetched(path, GLOBEX)).arrayBuffer()));
  const keys = await (await fetch(`${app.url}${ARCHIVE_KEYS}`)).json();
  expect(await archiveProblems(files, keys.keys)).toEqual([]);
  const rows = (table: string) => JSON.parse(files.get(`data/${table}.json`)?.toString() ?? '[]');
  expect(rows('end_user')).toHaveLength(1);
  expect(rows('subscription')).toHaveLength(2);
  expect(rows('subscription')[0]).not.toHaveProperty('wholesaleMinor');
  expect(rows('invoice')).toHaveLength(1);
  expect(files.get('data/end_user.csv')?.toString()).toContain(world.globex.user.endUserId);

  // Its seller has it on its behalf, and everybody whose data is in it reads so.
  expect((await fetched(path, NORTHWIND)).status).toBe(200);
  const noted = await world.sql<{ level: string; reason: string }>(
    `select level, reason from access_entry where what = 'tenantArchive' order by level`,
  );
  expect(noted).toEqual([
    { level: 'COMPANY', reason: 'OWN_ADMINISTRATION' },
    { level: 'RESELLER', reason: 'SERVICE' },
  ]);

  expect((await ask(STAFF, 'deleteTenant', { id, code: 'GLOBEX' })).error?.message).toMatch(
    /may fetch its data until/,
  );
  app.clock.set('2026-11-15T09:00:00Z');
  await follow();
  expect((await departureOf(id)).state).toBe('CLOSED');
  await expect(world.signIn(GLOBEX)).rejects.toThrow();
  expect((await fetched(path, NORTHWIND)).status).toBe(404);

  const [company] = await world.sql<{ code: string }>(
    'select customer_code as code from company where id = $1',
    [world.globex.id],
  );
  const code = company?.code as string;
  expect((await ask(NORTHWIND, 'deleteTenant', { id, code })).error?.code).toBe('FORBIDDEN');
  expect((await ask(STAFF, 'deleteTenant', { id, code: 'NOBODY' })).error?.path).toBe('code');
  const held = await app.ask<{ placeLegalHold: { id: string } }>(
    'mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { id } }',
    { input: { kind: 'COMPANY', companyId: world.globex.id, reference: 'Claim 7', reason: 'A claim' } },
    await world.signIn(STAFF),
  );
  expect((await ask(STAFF, 'deleteTenant', { id, code })).error?.message).toContain('Claim 7');
  await app.ask(
    'mutation ($input: LiftLegalHoldInput!) { liftLegalHold(input: $input) { id } }',
    { input: { id: held.data.placeLegalHold.id } },
    await world.signIn(STAFF),
  );
  await ask(STAFF, 'deleteTenant', { id, code });
  expect((await ask(STAFF, 'deleteTenant', { id, code })).error?.code).toBe('CONFLICT');
  await follow();
  const { state, deletions } = await departureOf(id);
  expect(state).toBe('DELETED');
  expect(deletions).toMatchObject([{ state: 'DONE', failure: null }]);
  const lines = new Map(deletions[0]?.tables.map((line) => [line.table, line]));
  expect(lines.get('invoice')).toMatchObject({ gone: 0, kept: 1, until: '2033-10-16' });
  expect(lines.get('mail')).toMatchObject({ kept: 0, emptied: 0 });
  expect(lines.get('company')).toMatchObject({ gone: 0, emptied: 1 });
  expect(await seen(NORTHWIND, '{ companies { nodes { name } } invoices { nodes { netMinor } } }')).toEqual({
    companies: { nodes: [{ name: `Former customer ${code}` }] },
    invoices: { nodes: [{ netMinor: 726 }] },
  });

  const paper = await fetched(`/tenant-deletions/${deletions[0]?.id}/pdf`, NORTHWIND);
  expect([paper.status, paper.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect((await fetched(`/tenant-deletions/${deletions[0]?.id}/pdf`, CONTOSO)).status).toBe(404);

  // A backup that is restored knows nothing of it; it is deleted once more.
  await world.sql(`update company set name = 'Globex Ltd', deleted_at = null, left_on = null where id = $1`, [
    world.globex.id,
  ]);
  const { scopes, services, log } = app.app;
  expect(await replayErasures({ scopes, services, log })).toMatchObject({ listed: 1 });
  expect(await world.sql(`select from company where name = 'Globex Ltd'`)).toEqual([]);
  // What has been charged stays so.
  await bill({ app, world, email: NORTHWIND }, '2026-10');
  expect(await world.sql('select from invoice where company_id = $1', [world.globex.id])).toHaveLength(1);
});

test('[T7] [S20] a reseller leaves when it has no companies any more, and is deleted by the same report', async () => {
  const asked = { resellerId: world.northwind.id, leavesOn: '2026-12-01', reason: 'It closes.' };
  expect((await ask(CONTOSO, 'leaveReseller', asked)).error?.code).toBe('NOT_FOUND');
  expect(
    (await ask(CONTOSO, 'leaveReseller', { ...asked, resellerId: world.contoso.id })).error?.message,
  ).toBe('It still has a company: each leaves or moves first.');
  const { id, awaits } = await ask(NORTHWIND, 'leaveReseller', asked);
  expect(awaits).toEqual(['SELLER']);
  expect((await ask(NORTHWIND, 'agreeToDeparture', { id })).error?.message).toBe(
    'You have agreed to it already.',
  );
  expect((await ask(STAFF, 'agreeToDeparture', { id })).state).toBe('AGREED');
  app.clock.set('2026-12-01T09:00:00Z');
  await follow();
  const [archive] = (await departureOf(id, NORTHWIND)).archives;
  expect((await fetched(archive?.path as string, NORTHWIND)).status).toBe(200);
  app.clock.set('2027-01-02T09:00:00Z');
  await follow();
  await expect(world.signIn(NORTHWIND)).rejects.toThrow();
  const [reseller] = await world.sql<{ code: string }>(
    'select invoice_prefix as code from reseller where id = $1',
    [world.northwind.id],
  );
  const code = reseller?.code as string;
  const contosoBefore = await seen(CONTOSO, '{ companies { nodes { name } } endUsers { nodes { id } } }');
  await ask(STAFF, 'deleteTenant', { id, code });
  await follow();
  const { state, deletions } = await departureOf(id);
  expect([state, deletions[0]?.state]).toEqual(['DELETED', 'DONE']);
  const [left] = await world.sql<{ name: string }>('select name from reseller where id = $1', [
    world.northwind.id,
  ]);
  expect(left?.name).toBe(`Former reseller ${code}`);
  expect(await seen(CONTOSO, '{ companies { nodes { name } } endUsers { nodes { id } } }')).toEqual(
    contosoBefore,
  );
});
