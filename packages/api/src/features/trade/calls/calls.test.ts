import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addLine } from './factory.ts';
import { keepCallMonths } from './keep-call-months.ts';

let app: TestApp;
let world: World;
let northwind = '';
let source = '';
let serial = 0;
const next = (kind: string): string => {
  serial += 1;
  return `${kind}-${serial}`;
};

beforeAll(async () => {
  app = await startTestApp({ at: '2026-11-05T09:00:00Z' });
  world = await createWorld(app);
  northwind = world.northwind.admin.token;
  await addLine(world, world.globex, '+441134960001', world.globex.user.endUserId);
  await addLine(world, world.initech, '+441134960002');
  await addLine(world, world.acme, '+441134960003');
  await app.app.work();
  source = await addSource({ name: 'Leeds exchange', format: 'ASTERISK' });
});
afterAll(() => app.close());

type Errors =
  | { message: string; extensions: { code: string; fields?: { path: string; message: string }[] } }[]
  | undefined;
const code = (errors: Errors) => errors?.[0]?.extensions.code;
const field = (errors: Errors) => errors?.[0]?.extensions.fields?.[0];

const source_ = (input: object, token = northwind) =>
  app.ask<{ addCallSource: { id: string } }>(
    'mutation ($input: AddCallSourceInput!) { addCallSource(input: $input) { id } }',
    { input: { timeZone: 'Europe/London', ...input } },
    token,
  );
async function addSource(input: object, token = northwind): Promise<string> {
  const { data, errors } = await source_(input, token);
  expect(errors).toBeUndefined();
  return data.addCallSource.id;
}
const COLUMNS = { callId: 'id', from: 'from', to: 'to', startedAt: 'start', seconds: 'seconds' };

interface Import {
  id: string;
  state: string;
  problem: string | null;
  lines: number;
  taken: number;
  known: number;
  unlisted: number;
  unanswered: number;
  refused: number;
  unknownCallers: number;
  refusals: { line: number; reason: string }[];
}
const IMPORT =
  'id state problem lines taken known unlisted unanswered refused unknownCallers refusals { line reason }';

const upload = (content: string | Uint8Array, token = northwind, sourceId = source) =>
  fetch(`${app.url}/call-records?sourceId=${sourceId}&fileName=calls.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: content as BodyInit,
  });
async function taken(content: string | Uint8Array, token = northwind, sourceId = source): Promise<Import> {
  const response = await upload(content, token, sourceId);
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as { id: string };
  return vi.waitFor(
    async () => {
      const { data } = await app.ask<{ callImport: Import }>(
        `query ($id: ID!) { callImport(id: $id) { ${IMPORT} } }`,
        { id },
        token,
      );
      expect(['DONE', 'REFUSED']).toContain(data.callImport.state);
      return data.callImport;
    },
    { timeout: 20_000 },
  );
}
/** A line as Asterisk writes it. */
const asterisk = (from: string, to: string, start: string, seconds: number, id = next('a')) =>
  `"","${from}","${to}","from-internal","""Name"" <${from}>","PJSIP/1","PJSIP/2","Dial","x,30","${start}","${start}","${start}",${seconds + 4},${seconds},"${seconds ? 'ANSWERED' : 'NO ANSWER'}","DOCUMENTATION","${id}",""`;

const calls = async (token: string, filter: object = {}) => {
  const { data, errors } = await app.ask<{
    calls: {
      nodes: { id: string; from: string; to: string; startedAt: string; state: string; direction: string }[];
    };
  }>(
    'query ($filter: CallRecordFilter) { calls(filter: $filter) { nodes { id from to startedAt seconds state direction } } }',
    { filter },
    token,
  );
  expect(errors).toBeUndefined();
  return data.calls.nodes;
};
const record = (list: object[], token = northwind, sourceId = source) =>
  app.ask<{ recordCalls: Import }>(
    `mutation ($input: RecordCallsInput!) { recordCalls(input: $input) { ${IMPORT} } }`,
    { input: { sourceId, calls: list } },
    token,
  );

describe('[B1] a file of calls', () => {
  test('is booked to whom the numbers belong, with the last digits hidden; free and emergency calls are not kept', async () => {
    const done = await taken(
      [
        asterisk('01134960001', '02079460999', '2026-10-20 10:00:00', 32),
        asterisk('01134960001', '0015551234567', '2026-10-25 01:30:00', 60),
        asterisk('02079460123', '01134960001', '2026-11-01 10:00:00', 5),
        asterisk('01134960001', '999', '2026-10-20 10:01:00', 90),
        asterisk('01134960001', '116123', '2026-10-20 10:02:00', 900),
        asterisk('01134960001', '08001111', '2026-10-20 10:03:00', 900),
        asterisk('01134960001', '02079460999', '2026-10-20 10:04:00', 0),
        asterisk('01134960009', '02079460999', '2026-10-20 10:05:00', 7),
      ].join('\r\n'),
    );
    expect(done).toMatchObject({
      state: 'DONE',
      lines: 8,
      taken: 4,
      unlisted: 3,
      unanswered: 1,
      unknownCallers: 1,
      refused: 0,
    });
    expect(await calls(world.globex.admin.token)).toMatchObject([
      { from: '+442079460•••', to: '+441134960001', direction: 'INBOUND', state: 'FREE' },
      // Of the hour that comes twice the first.
      { to: '+15551234•••', startedAt: '2026-10-25T00:30:00+00:00' },
      {
        from: '+441134960001',
        to: '+442079460•••',
        startedAt: '2026-10-20T09:00:00+00:00',
        direction: 'OUTBOUND',
      },
    ]);
    expect(await calls(world.initech.admin.token)).toEqual([]);
    expect(await calls(world.contoso.admin.token)).toEqual([]);
  });

  test('books nothing twice, in the same file or in another', async () => {
    const lines = [
      asterisk('01134960001', '02079461111', '2026-10-01 10:00:00', 32, 'twice'),
      asterisk('01134960001', '02079461111', '2026-10-01 10:00:00', 32, 'twice'),
    ];
    expect(await taken(lines.join('\n'))).toMatchObject({ taken: 1, known: 1 });
    expect(await taken(lines.join('\n'))).toMatchObject({ taken: 0, known: 2 });
    expect(await calls(northwind, { search: '02079461111' })).toHaveLength(1);
  });

  test('says of each line what is wrong with it, and takes the others', async () => {
    const done = await taken(
      [
        asterisk('01134960001', '02079460111', '2026-10-02 10:00:00', 1),
        asterisk('01134960001', '02079460111', '2026-10-02 10:00:00', 1).slice(0, 60),
        asterisk('01134960001', '02079460111', '2026-13-02 10:00:00', 1),
        asterisk('01134960001', 'queue-sales', '2026-10-02 10:00:00', 1),
        asterisk('01134960001', '02079460111', '2020-10-02 10:00:00', 1),
        asterisk('01134960001', '02079460111', '2027-10-02 10:00:00', 1),
        asterisk('01134960001', '02079460111', '2026-10-02 10:00:00', 2),
        '"torn off',
      ].join('\n'),
    );
    expect(done).toMatchObject({ state: 'DONE', lines: 8, taken: 2, refused: 6 });
    expect(done.refusals).toEqual([
      { line: 2, reason: expect.stringMatching(/torn|quotation/) },
      { line: 3, reason: expect.stringContaining('is no time') },
      { line: 4, reason: '“queue-sales” is no number that can be called.' },
      { line: 5, reason: 'Is of 2020-10-02: calls are kept for 12 months.' },
      { line: 6, reason: expect.stringContaining('which is to come') },
      { line: 8, reason: 'A quotation mark is out of place.' },
    ]);
  });

  test('comes in UTF-16, with semicolons and in columns that a source names', async () => {
    const csv = await addSource({ name: 'CSV', format: 'CSV', columns: COLUMNS });
    const text = '\uFEFFid;to;from;start;seconds\n1;020 7946 5555;01134960001;02/10/2026 09:00;00:01:02\n';
    expect(await taken(Buffer.from(text, 'utf16le'), northwind, csv)).toMatchObject({ taken: 1, refused: 0 });
    expect(await calls(northwind, { search: '02079465555' })).toMatchObject([
      { startedAt: '2026-10-02T08:00:00+00:00' },
    ]);
  });

  test('that cannot be read is refused as a whole, with a sentence', async () => {
    const csv = await addSource({ name: 'Other CSV', format: 'CSV', columns: COLUMNS });
    for (const [content, says, sourceId] of [
      [Buffer.from('"","1","2"\n\xff\xfe\xfd', 'latin1'), /not UTF-8/, source],
      ['id,from,start,seconds\n1,2,3,4', /Has no column “to”/, csv],
      ['', /is empty/, csv],
      ['id,from,to,start,seconds\n', /Has no calls/, csv],
    ] as const) {
      const response = await upload(content, northwind, sourceId);
      expect(response.status).toBe(400);
      expect(JSON.stringify(await response.json())).toMatch(says);
    }
    expect(await world.sql('select from call_staged')).toEqual([]);
    const { data } = await app.ask<{ callImports: { nodes: Import[] } }>(
      `{ callImports { nodes { ${IMPORT} } } }`,
      {},
      northwind,
    );
    expect(data.callImports.nodes[0]).toMatchObject({ state: 'REFUSED', problem: 'Has no calls.' });
  });

  test('of FreeSWITCH is read as it is written', async () => {
    const free = await addSource({ name: 'FreeSWITCH', format: 'FREESWITCH', timeZone: 'UTC' });
    const line =
      '"Ann","+441134960001","+442079460777","default","2026-10-03 08:00:00","2026-10-03 08:00:02","2026-10-03 08:01:00","60","58","NORMAL_CLEARING","6a0f","","","PCMA","PCMA"';
    expect(await taken(line, northwind, free)).toMatchObject({ taken: 1 });
  });

  test('is taken only from who may, for a source of theirs', async () => {
    const line = asterisk('01134960001', '02079460111', '2026-10-02 10:00:00', 1);
    expect((await upload(line, world.globex.admin.token)).status).toBe(403);
    expect((await upload(line, world.contoso.admin.token)).status).toBe(404);
    expect((await upload(line, world.platform.staff.token)).status).toBe(404);
  });

  test('of a reseller tells it nothing of others’ customers; the operator’s books to everyone', async () => {
    const line = asterisk('01134960002', '02079460222', '2026-10-04 10:00:00', 1);
    expect(await taken(line)).toMatchObject({ taken: 1, unknownCallers: 1 });
    expect(await calls(world.initech.admin.token)).toEqual([]);
    const own = await addSource({ name: 'Switch', format: 'ASTERISK' }, world.platform.staff.token);
    expect(await taken(line, world.platform.staff.token, own)).toMatchObject({ taken: 1, unknownCallers: 0 });
    expect(await calls(world.initech.admin.token)).toHaveLength(1);
  });
});

describe('[B1] recordCalls', () => {
  const call = (over: object = {}) => ({
    callId: next('api'),
    from: '+441134960001',
    to: '+442079460333',
    startedAt: '2026-10-05T10:00:00Z',
    seconds: 12,
    ...over,
  });

  test('records each call once, and says what is none', async () => {
    const first = call();
    const { data, errors } = await record([first, call({ to: '' }), call({ to: '112' }), first]);
    expect(errors).toBeUndefined();
    expect(data.recordCalls).toMatchObject({
      state: 'DONE',
      lines: 4,
      taken: 1,
      known: 1,
      unlisted: 1,
      refused: 1,
    });
    expect(data.recordCalls.refusals).toEqual([{ line: 2, reason: '“” is no number that can be called.' }]);
    expect((await record([first])).data.recordCalls).toMatchObject({ taken: 0, known: 1 });
  });

  test('is for who may, and for at most 1,000', async () => {
    expect(code((await record([call()], world.globex.admin.token)).errors)).toBe('FORBIDDEN');
    expect(code((await record([call()], world.contoso.admin.token)).errors)).toBe('NOT_FOUND');
    expect(field((await record([])).errors)).toMatchObject({ path: 'calls' });
    expect(field((await record(Array.from({ length: 1001 }, () => call()))).errors)).toMatchObject({
      path: 'calls',
    });
  });
});

describe('[B1] a source', () => {
  test('is added once, with columns for CSV only', async () => {
    expect(field((await source_({ name: 'leeds EXCHANGE', format: 'ASTERISK' })).errors)).toMatchObject({
      path: 'name',
    });
    expect(field((await source_({ name: 'x', format: 'CSV' })).errors)).toMatchObject({ path: 'columns' });
    expect(field((await source_({ name: 'x', format: 'ASTERISK', columns: COLUMNS })).errors)).toMatchObject({
      path: 'columns',
    });
    expect(
      field((await source_({ name: 'x', format: 'ASTERISK', timeZone: 'Europe/Leeds' })).errors),
    ).toMatchObject({ path: 'timeZone' });
    expect(code((await source_({ name: 'x', format: 'ASTERISK' }, world.globex.admin.token)).errors)).toBe(
      'FORBIDDEN',
    );
  });

  test('is changed by its holder', async () => {
    const change = (token: string) =>
      app.ask<{ updateCallSource: { timeZone: string } }>(
        'mutation ($input: UpdateCallSourceInput!) { updateCallSource(input: $input) { timeZone } }',
        { input: { id: source, timeZone: 'Europe/London' } },
        token,
      );
    expect((await change(northwind)).data.updateCallSource.timeZone).toBe('Europe/London');
    expect(code((await change(world.platform.staff.token)).errors)).toBe('NOT_FOUND');
    expect(code((await change(world.globex.user.token)).errors)).toBe('FORBIDDEN');
  });
});

describe('[B3] who sees calls', () => {
  const settings = (token: string, over: object = {}) =>
    app.ask<{ setCallSettings: object }>(
      'mutation ($input: SetCallSettingsInput!) { setCallSettings(input: $input) { itemised endUsersSee } }',
      { input: { companyId: world.globex.id, itemised: true, endUsersSee: false, ...over } },
      token,
    );

  test('end users their own, if their company lets them; nobody of it one by one, if it is not itemised', async () => {
    const { admin, user } = world.globex;
    expect(await calls(user.token)).toEqual([]);
    expect((await settings(admin.token, { endUsersSee: true })).errors).toBeUndefined();
    // Whoever called knows whom.
    expect((await calls(user.token, { direction: 'OUTBOUND' }))[0]?.to).toMatch(/^\+\d+$/);
    expect((await settings(admin.token, { endUsersSee: true, itemised: false })).errors).toBeUndefined();
    expect(await calls(user.token)).toEqual([]);
    expect(await calls(admin.token)).toEqual([]);
    expect((await calls(northwind)).length).toBeGreaterThan(0);
    expect((await settings(admin.token)).errors).toBeUndefined();
    expect(code((await settings(user.token)).errors)).toBe('FORBIDDEN');
    expect(code((await settings(world.initech.admin.token)).errors)).toBe('NOT_FOUND');
  });

  test('the last digits, if they may, of which each time is noted', async () => {
    const show = (id: string, token: string) =>
      app.ask<{ showCallDigits: string }>(
        'mutation ($input: ShowCallDigitsInput!) { showCallDigits(input: $input) }',
        { input: { id } },
        token,
      );
    const [call] = await calls(world.globex.admin.token, { direction: 'OUTBOUND' });
    const id = call?.id ?? '';
    expect((await show(id, world.globex.admin.token)).data.showCallDigits).toMatch(/^\+\d+$/);
    expect(
      await world.sql(`select from audit_entry where action = 'showCallDigits' and subject_id = $1`, [id]),
    ).toHaveLength(1);
    await app.ask('query ($id: ID!) { call(id: $id) { id } }', { id }, northwind);
    await app.app.services.accessLedger.flush();
    expect(
      await world.sql(`select from access_entry where what = 'call' and subject_id = $1`, [id]),
      'opening it is noted for whom it is about',
    ).toHaveLength(1);
    expect(code((await show(id, world.initech.admin.token)).errors)).toBe('NOT_FOUND');
    expect(code((await show(id, world.globex.user.token)).errors)).toBe('FORBIDDEN');
  });

  test('and nobody finds them out by trying', async () => {
    const found = (search: string) => calls(world.globex.admin.token, { search });
    expect(await found('020 7946 1')).toHaveLength(1);
    expect(await found('02079461111')).toHaveLength(1);
    expect(await found('02079461112')).toHaveLength(1);
    expect(await found('02079462111')).toHaveLength(0);
    expect(await calls(world.globex.admin.token, { search: '0113 496 0001' })).not.toHaveLength(0);
  });
});

describe('[B3] months of calls', () => {
  test('are kept as long as the platform says, and then dropped', async () => {
    const keep = (months: number, token: string) =>
      app.ask<{ setCallRetention: number }>(
        'mutation ($input: SetCallRetentionInput!) { setCallRetention(input: $input) }',
        { input: { months } },
        token,
      );
    expect(code((await keep(6, northwind)).errors)).toBe('FORBIDDEN');
    expect(field((await keep(1, world.platform.staff.token)).errors)).toMatchObject({ path: 'months' });
    expect((await keep(2, world.platform.staff.token)).data.setCallRetention).toBe(2);
    const months = () =>
      world.sql<{ name: string }>(
        `select relname as name from pg_class where relnamespace = 'steward_calls'::regnamespace and relkind = 'r' order by 1`,
      );
    expect((await months()).map(({ name }) => name)).toContain('call_record_2026_10');
    app.clock.set('2027-01-31T09:00:00Z');
    const setting = {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: {
        kind: 'system' as const,
        task: 'keep-call-months',
        resellerId: null,
        does: ['keepCallMonths'],
      },
    };
    expect(await perform(setting, keepCallMonths, {})).toBeGreaterThan(0);
    expect((await months()).map(({ name }) => name)).not.toContain('call_record_2026_10');
  });
});
