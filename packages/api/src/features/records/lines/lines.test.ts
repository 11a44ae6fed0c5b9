import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Shown {
  id: string;
  state: string;
  reference: string;
  ranges: string[];
  postcode: string | null;
  liveOn: string | null;
  ceasedOn: string | null;
  endUser: { displayName: string } | null;
  holdings: { heldUntil: string | null }[];
  addresses: { range: string; givenUntil: string | null }[];
}
const FIELDS = `id state reference ranges postcode liveOn ceasedOn endUser { displayName } holdings { heldUntil }
  addresses { range givenUntil }`;
const verb = (token: string, name: 'addLine' | 'updateLine', input: object) =>
  app.ask<Record<string, Shown>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
const attempt = (input: object, token = world.northwind.admin.token) =>
  verb(token, 'addLine', {
    companyId: world.globex.id,
    access: 'FTTP',
    supplier: 'BT Wholesale',
    reference: 'bbeu1',
    ...input,
  });
let next = 1;
const add = async (input: object = {}): Promise<Shown> => {
  next += 1;
  const { data, errors } = await attempt({ reference: `bbeu${next}`, ...input });
  expect(errors).toBeUndefined();
  return data.addLine as Shown;
};
const line = (id: string, token: string) =>
  app.ask<{ line: Shown }>(`query ($id: ID!) { line(id: $id) { ${FIELDS} } }`, { id }, token);
const setState = (ids: string[], state: string, on?: string, token = world.northwind.admin.token) =>
  app.ask<{ setLineState: { done: number; refused: { reason: string }[] } }>(
    'mutation ($input: SetLineStateInput!) { setLineState(input: $input) { done refused { reason } } }',
    { input: { ids, state, on } },
    token,
  );
const remove = (id: string, token = world.northwind.admin.token) =>
  app.ask('mutation ($id: ID!) { removeLine(input: { id: $id }) }', { id }, token);
type Errors = { extensions: { code: string; fields?: { path: string; message: string }[] } }[] | undefined;
const code = (errors: Errors) => errors?.[0]?.extensions.code;
const field = (errors: Errors) => errors?.[0]?.extensions.fields?.[0];
const ADDRESS = { building: '7', street: 'Alfred Gelder Street', town: 'Hull', postcode: 'hu12ag' };

describe('a line', () => {
  test('[R2] is ordered, goes live and ceases, with its days, and who has it is kept', async () => {
    const { globex } = world;
    const added = await add({ endUserId: globex.user.endUserId, ...ADDRESS, dueOn: '2026-10-20' });
    expect(added).toMatchObject({ state: 'ORDERED', postcode: 'HU1 2AG', liveOn: null });
    expect((await setState([added.id], 'LIVE', '2026-09-20')).data.setLineState).toEqual({
      done: 1,
      refused: [],
    });
    expect((await setState([added.id], 'CEASED', '2026-09-01')).data.setLineState.refused).toEqual([
      { reason: 'Is live since 20 September 2026: it cannot have ceased before.' },
    ]);
    expect(field((await setState([added.id], 'CEASED', '2026-10-02')).errors)).toEqual({
      path: 'on',
      message: 'Must be today or a day before.',
    });
    await setState([added.id], 'CEASED');
    expect((await setState([added.id], 'CEASED')).data.setLineState.refused).toEqual([
      { reason: 'Has ceased already.' },
    ]);
    await verb(world.northwind.admin.token, 'updateLine', { id: added.id, endUserId: null });
    expect((await line(added.id, globex.admin.token)).data.line).toMatchObject({
      state: 'CEASED',
      liveOn: '2026-09-20',
      ceasedOn: '2026-10-01',
      endUser: null,
      holdings: [{ heldUntil: expect.any(String) }],
    });
  });

  test('[R2] has addresses in one spelling, each of one line at a time, until it ceases', async () => {
    const first = await add({ ranges: ['203.0.113.8/29', '2001:DB8:40:0::/48', '192.168.1.0/24'] });
    expect(first.ranges).toEqual(['203.0.113.8/29', '2001:db8:40::/48', '192.168.1.0/24']);
    for (const [range, message] of [
      ['203.0.113.300', /^Must be an IP address/],
      ['1.2', /^Must be an IP address/],
      ['203.0.113.9/29', 'Must begin with the first address of the range: 203.0.113.8/29.'],
      ['8.0.0.0/8', 'May be at most a /16.'],
    ] as const)
      expect(field((await attempt({ ranges: [range] })).errors)?.message).toEqual(
        typeof message === 'string' ? message : expect.stringMatching(message),
      );
    const taken = await attempt({ ranges: ['203.0.113.10'] });
    expect(code(taken.errors)).toBe('CONFLICT');
    expect(field(taken.errors)?.path).toBe('ranges');
    // Behind any line, and with another reseller, who is told nothing of it.
    await add({ ranges: ['192.168.1.0/24'] });
    const { errors } = await attempt(
      { companyId: world.initech.id, ranges: ['203.0.113.10'] },
      world.contoso.admin.token,
    );
    expect(errors).toBeUndefined();
    const moved = await verb(world.northwind.admin.token, 'updateLine', {
      id: first.id,
      ranges: ['203.0.113.8/29', '203.0.113.64'],
      known: { ranges: first.ranges },
    });
    expect(moved.errors).toBeUndefined();
    await setState([first.id], 'CEASED');
    const { data } = await line(first.id, world.globex.admin.token);
    expect(data.line.addresses.map(({ range, givenUntil }) => [range, !!givenUntil]).sort()).toEqual([
      ['192.168.1.0/24', true],
      ['2001:db8:40::/48', true],
      ['203.0.113.64/32', true],
      ['203.0.113.8/29', true],
    ]);
    await add({ ranges: ['203.0.113.10'] });
  });

  test('[R2] is found by an address within its range, by reference and by postcode', async () => {
    const found = await add({
      reference: 'LDS/LD/7',
      ranges: ['198.51.100.64/28'],
      ...ADDRESS,
      postcode: 'YO1 7HH',
    });
    const list = async (search: string, token = world.globex.admin.token) =>
      (
        await app.ask<{ lines: { nodes: { id: string }[] } }>(
          'query ($search: String) { lines(filter: { search: $search }) { nodes { id } } }',
          { search },
          token,
        )
      ).data.lines.nodes.map(({ id }) => id);
    for (const text of ['198.51.100.70', 'lds/ld', 'yo1', '198.51.100.6'])
      expect([text, await list(text)]).toEqual([text, text === '198.51.100.6' ? [] : [found.id]]);
    expect(await list('198.51.100.70', world.initech.admin.token)).toEqual([]);
    const { data } = await app.ask<{ search: { id: string; kind: string }[] }>(
      '{ search(text: "LDS/LD") { id kind } }',
      {},
      world.northwind.admin.token,
    );
    expect(data.search).toEqual([{ id: found.id, kind: 'BROADBAND_LINE' }]);
  });

  test('[S10] [S23] is looked at by its company and by who has it, and changed by who sells it', async () => {
    const { globex, initech, contoso } = world;
    const [mine, other] = [await add({ endUserId: globex.user.endUserId }), await add()];
    const own = await app.ask<{ lines: { nodes: { id: string }[] } }>(
      '{ lines { nodes { id } } }',
      {},
      globex.user.token,
    );
    expect(own.data.lines.nodes).toEqual([{ id: mine.id }]);
    for (const token of [globex.user.token, initech.admin.token, contoso.admin.token])
      expect(code((await line(other.id, token)).errors)).toBe('NOT_FOUND');
    const rename = (token: string) => verb(token, 'updateLine', { id: other.id, note: 'Spare' });
    expect(code((await rename(globex.admin.token)).errors)).toBe('FORBIDDEN');
    expect(code((await rename(contoso.admin.token)).errors)).toBe('NOT_FOUND');
    expect(code((await setState([other.id], 'LIVE', undefined, globex.admin.token)).errors)).toBe(
      'FORBIDDEN',
    );
    expect(code((await setState([other.id], 'LIVE', undefined, contoso.admin.token)).errors)).toBe(
      'NOT_FOUND',
    );
    expect(code((await remove(other.id, globex.admin.token)).errors)).toBe('FORBIDDEN');
    expect(code((await attempt({ reference: 'x1' }, globex.admin.token)).errors)).toBe('FORBIDDEN');
    expect(code((await attempt({ reference: 'x1' }, contoso.admin.token)).errors)).toBe('NOT_FOUND');
    for (const stranger of [initech.user.endUserId, newId()])
      expect(field((await attempt({ reference: 'x1', endUserId: stranger })).errors)).toEqual({
        path: 'endUserId',
        message: 'Must be somebody of the company.',
      });
  });

  test('says what is missing or there already, and of two who edit the second is told', async () => {
    const { token } = world.northwind.admin;
    const { street: _, ...part } = ADDRESS;
    expect(field((await attempt(part)).errors)?.path).toBe('street');
    expect(field((await attempt({ downMbps: 0 })).errors)?.path).toBe('downMbps');
    const one = await add({ reference: 'twice' });
    const twice = await attempt({ reference: 'TWICE' });
    expect([code(twice.errors), field(twice.errors)?.path]).toEqual(['CONFLICT', 'reference']);
    const edit = (note: string, known: string | null) =>
      verb(token, 'updateLine', { id: one.id, note, known: { note: known } });
    expect((await edit('Spare', null)).errors).toBeUndefined();
    expect(code((await edit('Main', null)).errors)).toBe('CONFLICT');
  });

  test('is taken out only if it never worked', async () => {
    const live = await add({ liveOn: '2026-09-01' });
    expect(code((await remove(live.id)).errors)).toBe('CONFLICT');
    const ordered = await add();
    expect((await remove(ordered.id)).errors).toBeUndefined();
    expect(code((await remove(ordered.id)).errors)).toBe('NOT_FOUND');
  });
});

describe('a file of lines', () => {
  const ask = (name: string, file: string, token = world.northwind.admin.token) =>
    app.ask<Record<string, { added: number; changed: number; same: number; wrong: number }>>(
      `${name.startsWith('preview') ? 'query' : 'mutation'} ($input: ImportLinesInput!) { ${name}(input: $input) { added changed same wrong rows { line outcome detail problems { column } } } }`,
      { input: { companyId: world.globex.id, file } },
      token,
    );
  const HEAD =
    'Access,Supplier,Reference,Down,Up,IP addresses,Building,Street,Town,Postcode,Live since,Person\n';

  test('[R2] is looked at row by row and taken as a whole; once more it changes nothing', async () => {
    const bad = `${HEAD}Pigeon,Colt,C1,,,,,,,,,\nFTTP,Colt,,,,999.1.1.1,,,,,,nobody\nFTTP,Colt,C3,,,,7,,,,2027-01-01,\nFTTP,Colt,C4,fast,,,,,,,,\n`;
    expect((await ask('previewLineImport', bad)).data.previewLineImport).toMatchObject({
      added: 0,
      wrong: 4,
      rows: [
        { line: 2, problems: [{ column: 'Access' }] },
        { line: 3, problems: [{ column: 'IP addresses' }, { column: 'Reference' }, { column: 'Person' }] },
        { line: 4, problems: [{ column: 'Live since' }, { column: 'Street' }] },
        { line: 5, problems: [{ column: 'Down' }] },
      ],
    });
    expect(code((await ask('importLines', bad)).errors)).toBe('INVALID_INPUT');
    const good = `${HEAD}SoGEA,Colt,c5,76 Mbps,19,"198.51.100.1, 198.51.100.16/30",7,Alfred Gelder Street,Hull,HU1 2AG,2026-01-05,user@globex.example\n5G,EE,E1,,,,,,,,,\n`;
    expect((await ask('importLines', good)).data.importLines).toMatchObject({ added: 2 });
    expect((await ask('importLines', good)).data.importLines).toMatchObject({ added: 0, same: 2 });
    expect((await ask('importLines', good.replace('76 Mbps', '80'))).data.importLines).toMatchObject({
      changed: 1,
      same: 1,
      rows: [{ detail: '80/19 Mbit/s' }, {}],
    });
    expect(code((await ask('importLines', good, world.globex.admin.token)).errors)).toBe('FORBIDDEN');
    expect(code((await ask('importLines', good, world.contoso.admin.token)).errors)).toBe('NOT_FOUND');
  });
});
