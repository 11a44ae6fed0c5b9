import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers } from '../../people/directory/factory.ts';

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
  serialNumber: string | null;
  imei: string | null;
  heldSince: string | null;
  endUser: { displayName: string } | null;
  holdings: { heldUntil: string | null; endUser: { displayName: string } }[];
}
const FIELDS =
  'id state serialNumber imei heldSince endUser { displayName } holdings { heldUntil endUser { displayName } }';
const verb = (token: string, name: string, input: object, fields = FIELDS) =>
  app.ask<Record<string, Shown>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${fields} } }`,
    { input },
    token,
  );
const device = async (id: string, token: string) =>
  app.ask<{ device: Shown }>(`query ($id: ID!) { device(id: $id) { ${FIELDS} } }`, { id }, token);
let next = 0;
const add = async (input: object = {}): Promise<Shown> => {
  next += 1;
  const { data, errors } = await verb(world.globex.admin.token, 'addDevice', {
    kind: 'LAPTOP',
    make: 'Lenovo',
    model: 'T14',
    serialNumber: `pf${next}`,
    ...input,
  });
  expect(errors).toBeUndefined();
  return data.addDevice as Shown;
};
const code = (errors: { extensions: { code: string } }[] | undefined) => errors?.[0]?.extensions.code;
const setState = (token: string, ids: string[], state: string) =>
  app.ask<{ setDeviceState: { done: number; refused: { reason: string }[] } }>(
    'mutation ($input: SetDeviceStateInput!) { setDeviceState(input: $input) { done refused { reason } } }',
    { input: { ids, state } },
    token,
  );

describe('a device', () => {
  test('[R2] is entered by the company itself, given to somebody, and who had it is kept', async () => {
    const { globex } = world;
    const [other] = await addEndUsers(world, globex, [{ firstName: 'Grace', lastName: 'Hopper' }]);
    const laptop = await add();
    expect(laptop).toMatchObject({
      state: 'IN_STOCK',
      serialNumber: `PF${next}`,
      endUser: null,
      heldSince: null,
    });
    const given = (
      await verb(globex.admin.token, 'assignDevice', { id: laptop.id, endUserId: globex.user.endUserId })
    ).data.assignDevice;
    expect(given).toMatchObject({
      state: 'ASSIGNED',
      heldSince: expect.stringMatching(/^2026-10-01T09:00:00/),
    });
    await verb(globex.admin.token, 'assignDevice', { id: laptop.id, endUserId: other });
    expect((await setState(globex.admin.token, [laptop.id], 'RETURNED')).data.setDeviceState).toEqual({
      done: 1,
      refused: [],
    });
    expect((await setState(globex.admin.token, [laptop.id], 'RETURNED')).data.setDeviceState).toEqual({
      done: 0,
      refused: [{ reason: 'Has been returned already.' }],
    });
    const { data } = await device(laptop.id, world.northwind.admin.token);
    expect(data.device).toMatchObject({ state: 'RETURNED', endUser: null, heldSince: null });
    expect(
      data.device.holdings.map(({ endUser, heldUntil }) => [endUser.displayName, !!heldUntil]).sort(),
    ).toEqual([
      ['Grace Hopper', true],
      ['Uma Globex', true],
    ]);
  });

  test('[S10] [S23] is nobody else’s to see or to give', async () => {
    const { globex, initech, contoso } = world;
    const laptop = await add({ endUserId: globex.user.endUserId });
    expect((await device(laptop.id, globex.user.token)).data.device.id).toBe(laptop.id);
    const stock = await add();
    for (const token of [globex.user.token, initech.admin.token, contoso.admin.token])
      expect(code((await device(stock.id, token)).errors)).toBe('NOT_FOUND');
    const give = (token: string, endUserId = globex.user.endUserId) =>
      verb(token, 'assignDevice', { id: stock.id, endUserId });
    expect(code((await give(globex.user.token)).errors)).toBe('FORBIDDEN');
    expect(code((await give(initech.admin.token)).errors)).toBe('NOT_FOUND');
    for (const stranger of [initech.user.endUserId, newId()])
      expect((await give(globex.admin.token, stranger)).errors?.[0]?.extensions.fields).toEqual([
        { path: 'endUserId', message: 'Must be somebody of the company.' },
      ]);
    expect(code((await setState(initech.admin.token, [stock.id], 'LOST')).errors)).toBe('NOT_FOUND');
    await setState(globex.admin.token, [stock.id], 'DISPOSED');
    expect(code((await give(globex.admin.token)).errors)).toBe('CONFLICT');
  });

  test('is told apart by serial number or IMEI, which is checked', async () => {
    const { token } = world.globex.admin;
    const attempt = (input: object) =>
      verb(token, 'addDevice', { kind: 'MOBILE', make: 'Samsung', model: 'A55', ...input });
    expect((await attempt({})).errors?.[0]?.extensions.fields?.[0]?.path).toBe('serialNumber');
    expect((await attempt({ imei: '490154203237519' })).errors?.[0]?.extensions.fields?.[0]?.path).toBe(
      'imei',
    );
    const { data } = await attempt({ imei: '49-015420-323751-8' });
    expect(data.addDevice).toMatchObject({ imei: '490154203237518' });
    expect((await attempt({ imei: '490154203237518' })).errors?.[0]?.message).toMatch(
      /IMEI is among the company’s/,
    );
    const phone = data.addDevice as Shown;
    expect(
      (await verb(token, 'updateDevice', { id: phone.id, imei: null })).errors?.[0]?.extensions.fields,
    ).toEqual([{ path: 'serialNumber', message: expect.stringMatching(/told apart/) }]);
    const edit = (model: string, known: string) =>
      verb(token, 'updateDevice', { id: phone.id, model, known: { model: known } });
    expect((await edit('A56', 'A55')).errors).toBeUndefined();
    expect(code((await edit('A57', 'A55')).errors)).toBe('CONFLICT');
  });

  test('[R2] is found by serial number, model and person', async () => {
    const { globex, initech } = world;
    const laptop = await add({
      serialNumber: 'zx-900',
      model: 'Framework 13',
      endUserId: globex.user.endUserId,
    });
    const { data } = await app.ask<{ search: { id: string; kind: string; title: string }[] }>(
      '{ search(text: "ZX-9") { id kind title } }',
      {},
      world.northwind.admin.token,
    );
    expect(data.search).toEqual([{ id: laptop.id, kind: 'DEVICE', title: 'Lenovo Framework 13' }]);
    const found = async (search: string, token = globex.admin.token) =>
      (
        await app.ask<{ devices: { nodes: { id: string }[] } }>(
          'query ($search: String) { devices(filter: { search: $search }) { nodes { id } } }',
          { search },
          token,
        )
      ).data.devices.nodes.map(({ id }) => id);
    expect(await found('zx')).toEqual([laptop.id]);
    expect(await found('lenovo frame')).toEqual([laptop.id]);
    expect(await found('uma')).toContain(laptop.id);
    expect(await found('zx', initech.admin.token)).toEqual([]);
  });

  test('is taken out only if nobody has had it', async () => {
    const { token } = world.globex.admin;
    const remove = (id: string) =>
      app.ask('mutation ($id: ID!) { removeDevice(input: { id: $id }) }', { id }, token);
    const held = await add({ endUserId: world.globex.user.endUserId });
    expect(code((await remove(held.id)).errors)).toBe('CONFLICT');
    const stock = await add();
    expect((await remove(stock.id)).errors).toBeUndefined();
    expect(code((await remove(stock.id)).errors)).toBe('NOT_FOUND');
  });
});

describe('a file of devices', () => {
  const ask = (token: string, name: string, file: string) =>
    app.ask<Record<string, { added: number; changed: number; same: number; wrong: number }>>(
      `${name.startsWith('preview') ? 'query' : 'mutation'} ($input: ImportDevicesInput!) { ${name}(input: $input) { added changed same wrong rows { line outcome problems { column } } } }`,
      { input: { companyId: world.globex.id, file } },
      token,
    );
  const HEAD = 'Kind,Make,Model,Serial number,IMEI,Person\n';

  test('[R2] is looked at row by row and taken as a whole; once more it changes nothing', async () => {
    const { token } = world.globex.admin;
    const bad = `${HEAD}Spaceship,Acme,One,S1,,\nLaptop,Acme,,S2,,nobody\nLaptop,Acme,Two,S3,,\nLaptop,Acme,Two,S3,,\n`;
    expect((await ask(token, 'previewDeviceImport', bad)).data.previewDeviceImport).toMatchObject({
      added: 1,
      wrong: 3,
      rows: [
        { line: 2, problems: [{ column: 'Kind' }] },
        { line: 3, problems: [{ column: 'Model' }, { column: 'Person' }] },
        { line: 4 },
        { line: 5, problems: [{ column: '' }] },
      ],
    });
    expect(code((await ask(token, 'importDevices', bad)).errors)).toBe('INVALID_INPUT');
    const good = `${HEAD}desk phone,Yealink,T54W,S4,,user@globex.example\nMobile,Apple,iPhone,,356938035643809,\n`;
    expect((await ask(token, 'importDevices', good)).data.importDevices).toMatchObject({ added: 2 });
    expect((await ask(token, 'importDevices', good)).data.importDevices).toMatchObject({ added: 0, same: 2 });
    expect(
      (await ask(token, 'importDevices', good.replace('T54W', 'T57W'))).data.importDevices,
    ).toMatchObject({
      changed: 1,
      same: 1,
    });
    expect(code((await ask(world.globex.user.token, 'importDevices', good)).errors)).toBe('FORBIDDEN');
    expect(code((await ask(world.initech.admin.token, 'importDevices', good)).errors)).toBe('NOT_FOUND');
  });
});
