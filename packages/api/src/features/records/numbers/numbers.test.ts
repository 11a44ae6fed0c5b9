import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { bulkVerb, type Done, LEEDS, numberOf, numberVerb, type ShownNumber } from './factory.ts';
import { findDueNumbers } from './keep-numbers.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

let next = 0;
const fresh = () => `0113 496 ${String(next++).padStart(4, '0')}`;
const add = async (input: object, token = world.northwind.admin.token): Promise<ShownNumber> => {
  const { data, errors } = await numberVerb(app, token, 'addNumber', {
    companyId: world.globex.id,
    number: fresh(),
    ...input,
  });
  expect(errors).toBeUndefined();
  return data.addNumber as ShownNumber;
};
const many = async (name: string, token: string, input: object): Promise<Done> => {
  const { data, errors } = await bulkVerb(app, token, name, input);
  expect(errors).toBeUndefined();
  return data[name] as Done;
};
const confirm = async (number: ShownNumber, token = world.globex.admin.token) =>
  many('confirmNumberAddresses', token, { ids: [(number.pendingAddress ?? number.address)?.id] });
const inUse = async (input: object = {}): Promise<ShownNumber> => {
  const number = await add({ address: LEEDS, ...input });
  await confirm(number);
  await many('activateNumbers', world.northwind.admin.token, { ids: [number.id] });
  return numberOf(app, world.northwind.admin.token, number.id);
};
const code = (errors: { extensions: { code: string } }[] | undefined) => errors?.[0]?.extensions.code;
const find = async () => {
  const { scopes, services, log } = app.app;
  await perform(
    {
      scopes,
      services,
      log,
      requestId: 'test',
      credentials: { kind: 'system', task: 'due-numbers', resellerId: null, does: [findDueNumbers.name] },
    },
    findDueNumbers,
    {},
  );
};
const letters = async (to: string): Promise<{ subject: string; body: string }[]> =>
  world.letters(
    `select subject, body from mail where "to" = $1 and cause = 'emergency-address' order by id`,
    [to],
  );

describe('a number', () => {
  test('[R2] is added by the seller, kept as E.164, shown nationally, found however it is typed', async () => {
    const number = await add({
      number: '(020) 7946 0018',
      label: 'Sales',
      endUserId: world.globex.user.endUserId,
    });
    expect(number).toMatchObject({
      number: '+442079460018',
      national: '020 7946 0018',
      state: 'FREE',
      addressState: 'MISSING',
      endUser: { displayName: 'Uma Globex' },
    });
    const found = async (search: string, token = world.globex.admin.token) =>
      (
        await app.ask<{ numbers: { nodes: { id: string }[] } }>(
          'query ($filter: TelephoneNumberFilter) { numbers(filter: $filter) { nodes { id } } }',
          { filter: { search } },
          token,
        )
      ).data.numbers.nodes.map(({ id }) => id);
    for (const typed of ['020 7946', '+44 20 7946 0018', '0044207946', 'sal', 'uma'])
      expect(await found(typed), typed).toEqual([number.id]);
    expect(await found('020 7947')).toEqual([]);
    expect(await found('020 7946', world.initech.admin.token)).toEqual([]);
    const { data } = await app.ask<{ search: { kind: string; title: string; subtitle: string }[] }>(
      '{ search(text: "020 7946") { kind title subtitle } }',
      {},
      world.northwind.admin.token,
    );
    expect(data.search).toEqual([
      { kind: 'TELEPHONE_NUMBER', title: '020 7946 0018', subtitle: 'Sales · Uma Globex · Globex Ltd' },
    ]);
  });

  test('[S10] [S23] is not added by a company, for another’s, twice, or as something else', async () => {
    const { globex, initech, northwind, contoso } = world;
    const given = { companyId: globex.id, number: fresh() };
    const attempt = (token: string, input: object) => numberVerb(app, token, 'addNumber', input);
    expect(code((await attempt(globex.admin.token, given)).errors)).toBe('FORBIDDEN');
    expect(code((await attempt(contoso.admin.token, given)).errors)).toBe('NOT_FOUND');
    expect((await attempt(northwind.admin.token, { ...given, number: '12' })).errors?.[0]).toMatchObject({
      extensions: { code: 'INVALID_INPUT', fields: [{ path: 'number' }] },
    });
    const stranger = await attempt(northwind.admin.token, { ...given, endUserId: initech.user.endUserId });
    expect(stranger.errors?.[0]?.extensions.fields).toEqual([
      { path: 'endUserId', message: 'Must be somebody of the company.' },
    ]);
    const french = { ...LEEDS, postcode: '75001' };
    expect((await attempt(northwind.admin.token, { ...given, address: french })).errors?.[0]).toMatchObject({
      extensions: {
        fields: [{ path: 'address.postcode', message: 'Must be a British postcode such as LS1 4DY.' }],
      },
    });
    expect((await attempt(northwind.admin.token, given)).errors).toBeUndefined();
    expect((await attempt(northwind.admin.token, given)).errors?.[0]).toMatchObject({
      message: expect.stringContaining('among the company’s already'),
    });
  });

  test('[S23] of an end user is seen by them, without its address', async () => {
    const { user, admin } = world.globex;
    const number = await inUse({ endUserId: user.endUserId });
    expect(await numberOf(app, user.token, number.id)).toMatchObject({ state: 'IN_USE', address: null });
    const other = await add({});
    const { errors } = await app.ask(
      'query ($id: ID!) { number(id: $id) { id } }',
      { id: other.id },
      user.token,
    );
    expect(code(errors)).toBe('NOT_FOUND');
    expect(await numberOf(app, admin.token, number.id)).toMatchObject({ address: { postcode: 'LS1 4DY' } });
    expect(
      code(
        (
          await app.ask(
            'query ($id: ID!) { number(id: $id) { addresses { nodes { id } } } }',
            { id: number.id },
            user.token,
          )
        ).errors,
      ),
    ).toBe('FORBIDDEN');
  });
});

describe('an address for 999', () => {
  test('[R1] no number is used before the company has confirmed it', async () => {
    const { northwind, globex } = world;
    const number = await add({});
    const activate = () => many('activateNumbers', northwind.admin.token, { ids: [number.id] });
    expect(await activate()).toMatchObject({
      done: 0,
      refused: [{ reason: expect.stringMatching(/no address/) }],
    });
    expect(
      await many('setNumberAddresses', northwind.admin.token, { ids: [number.id], address: LEEDS }),
    ).toEqual({ done: 1, refused: [] });
    expect(await activate()).toMatchObject({
      done: 0,
      refused: [{ reason: 'The company has not confirmed its address for 999 yet.' }],
    });
    await expect
      .poll(async () =>
        (await letters('admin@globex.example')).some(({ body }) => body.includes(number.national)),
      )
      .toBe(true);
    expect(await confirm(await numberOf(app, globex.admin.token, number.id))).toEqual({
      done: 1,
      refused: [],
    });
    expect(await activate()).toEqual({ done: 1, refused: [] });
    expect(await activate()).toMatchObject({ done: 0, refused: [{ reason: 'Is in use already.' }] });
    expect(await numberOf(app, globex.admin.token, number.id)).toMatchObject({
      state: 'IN_USE',
      addressState: 'CONFIRMED',
      address: { building: 'Unit 20', confirmedByName: 'Ada globex.example' },
    });
  });

  test('[R1] [S23] nobody but the company confirms it, and nobody another company’s', async () => {
    const { northwind, platform, globex, initech } = world;
    const number = await add({ address: LEEDS });
    const ids = [number.pendingAddress?.id];
    for (const { token } of [northwind.admin, platform.staff, globex.user])
      expect(code((await bulkVerb(app, token, 'confirmNumberAddresses', { ids })).errors)).toBe('FORBIDDEN');
    expect(code((await bulkVerb(app, initech.admin.token, 'confirmNumberAddresses', { ids })).errors)).toBe(
      'NOT_FOUND',
    );
  });

  test('[R1] the database holds all of that alone', async () => {
    const number = await add({ address: LEEDS });
    await expect(
      world.sql(`update telephone_number set state = 'IN_USE' where id = $1`, [number.id]),
    ).rejects.toThrow(/telephone_number_has_address/);
    for (const who of [world.northwind.admin, world.platform.staff]) {
      const credentials = await app.app.services.tokens.verify(who.token);
      const as = (sql: string) =>
        app.app.scopes.run(credentials, { requestId: 'test' }, (scope) => scope.sql(sql, [number.id]));
      await expect(
        as(
          `update emergency_address set confirmed_at = now(), confirmed_by_name = 'x' where telephone_number_id = $1`,
        ),
      ).rejects.toThrow();
      await expect(
        as('update telephone_number set address_confirmed_at = now() where id = $1'),
      ).rejects.toThrow();
    }
    const used = await inUse();
    await expect(
      world.sql('update emergency_address set replaced_at = now() where telephone_number_id = $1', [used.id]),
    ).rejects.toThrow(/telephone_number_has_address/);
  });

  test('[R1] another address is confirmed anew; until then the old one is in force, and all stay in the history', async () => {
    const { globex } = world;
    const number = await inUse();
    await many('setNumberAddresses', globex.admin.token, {
      ids: [number.id],
      address: { ...LEEDS, building: 'Unit 21' },
    });
    const pending = await numberOf(app, globex.admin.token, number.id);
    expect(pending).toMatchObject({
      state: 'IN_USE',
      addressState: 'PENDING',
      address: { building: 'Unit 20' },
      pendingAddress: { building: 'Unit 21' },
    });
    // What is confirmed is what was read.
    await many('setNumberAddresses', globex.admin.token, {
      ids: [number.id],
      address: { ...LEEDS, building: 'Unit 22' },
    });
    expect(await confirm(pending)).toMatchObject({
      done: 0,
      refused: [{ reason: expect.stringMatching(/changed meanwhile/) }],
    });
    await confirm(await numberOf(app, globex.admin.token, number.id));
    expect(await numberOf(app, globex.admin.token, number.id)).toMatchObject({
      addressState: 'CONFIRMED',
      address: { building: 'Unit 22' },
      pendingAddress: null,
    });
    const { data } = await app.ask<{
      number: {
        addresses: { nodes: { building: string; confirmedAt: string | null; replacedAt: string | null }[] };
      };
    }>(
      'query ($id: ID!) { number(id: $id) { addresses { nodes { building confirmedAt replacedAt } } } }',
      { id: number.id },
      globex.admin.token,
    );
    expect(
      data.number.addresses.nodes.map(({ building, confirmedAt, replacedAt }) => [
        building,
        !!confirmedAt,
        !!replacedAt,
      ]),
    ).toEqual([
      ['Unit 22', true, false],
      ['Unit 21', false, true],
      ['Unit 20', true, true],
    ]);
  });
});

describe('given and given back', () => {
  test('[R2] who has had it is kept', async () => {
    const { globex, northwind } = world;
    const number = await inUse({ endUserId: globex.user.endUserId });
    const { data } = await numberVerb(app, globex.admin.token, 'assignNumber', {
      id: number.id,
      endUserId: null,
    });
    expect(data.assignNumber).toMatchObject({ endUser: null, state: 'IN_USE' });
    await numberVerb(app, globex.admin.token, 'assignNumber', {
      id: number.id,
      endUserId: globex.user.endUserId,
    });
    const holdings = async () =>
      (
        await app.ask<{
          number: { holdings: { heldUntil: string | null; endUser: { displayName: string } }[] };
        }>(
          'query ($id: ID!) { number(id: $id) { holdings { heldUntil endUser { displayName } } } }',
          { id: number.id },
          northwind.admin.token,
        )
      ).data.number.holdings;
    expect((await holdings()).map(({ heldUntil }) => heldUntil !== null).sort()).toEqual([false, true]);
    expect(
      code((await numberVerb(app, world.initech.admin.token, 'assignNumber', { id: number.id })).errors),
    ).toBe('NOT_FOUND');
    expect(code((await numberVerb(app, globex.user.token, 'assignNumber', { id: number.id })).errors)).toBe(
      'FORBIDDEN',
    );
    expect(
      (await numberVerb(app, globex.admin.token, 'assignNumber', { id: number.id, endUserId: newId() }))
        .errors?.[0]?.extensions.fields,
    ).toEqual([{ path: 'endUserId', message: 'Must be somebody of the company.' }]);
    expect(await many('releaseNumbers', northwind.admin.token, { ids: [number.id] })).toEqual({
      done: 1,
      refused: [],
    });
    expect(await numberOf(app, northwind.admin.token, number.id)).toMatchObject({
      state: 'QUARANTINED',
      quarantinedUntil: '2026-12-30',
      addressState: 'MISSING',
      endUser: null,
    });
    expect((await holdings()).every(({ heldUntil }) => heldUntil !== null)).toBe(true);
    expect(await many('releaseNumbers', northwind.admin.token, { ids: [number.id] })).toMatchObject({
      done: 0,
    });
    expect(
      code(
        (await numberVerb(app, globex.admin.token, 'assignNumber', { id: number.id, endUserId: null }))
          .errors,
      ),
    ).toBe('CONFLICT');
  });

  test('a number is taken out only while it is nobody’s', async () => {
    const used = await inUse();
    const remove = (id: string, token = world.northwind.admin.token) =>
      app.ask('mutation ($id: ID!) { removeNumber(input: { id: $id }) }', { id }, token);
    expect(code((await remove(used.id)).errors)).toBe('CONFLICT');
    const free = await add({});
    expect(code((await remove(free.id, world.globex.admin.token)).errors)).toBe('FORBIDDEN');
    expect(code((await remove(free.id, world.contoso.admin.token)).errors)).toBe('NOT_FOUND');
    expect((await remove(free.id)).errors).toBeUndefined();
    expect(code((await remove(free.id)).errors)).toBe('NOT_FOUND');
  });

  test('what it is for is edited, and the second of two is told', async () => {
    const number = await add({ label: 'Shop' });
    const edit = (label: string, known: string) =>
      numberVerb(app, world.globex.admin.token, 'updateNumber', {
        id: number.id,
        label,
        known: { label: known },
      });
    expect((await edit('Till', 'Shop')).data.updateNumber).toMatchObject({ label: 'Till' });
    expect(code((await edit('Desk', 'Shop')).errors)).toBe('CONFLICT');
  });
});

describe('a file of numbers', () => {
  const preview = (token: string, file: string) =>
    app.ask<{
      previewNumberImport: { rows: { line: number; outcome: string; detail: string; problems: object[] }[] };
    }>(
      `query ($input: ImportNumbersInput!) { previewNumberImport(input: $input) { added changed same wrong
        rows { line outcome detail problems { column message } } } }`,
      { input: { companyId: world.globex.id, file } },
      token,
    );
  const take = (token: string, file: string) =>
    app.ask<{ importNumbers: { added: number; changed: number; same: number } }>(
      'mutation ($input: ImportNumbersInput!) { importNumbers(input: $input) { added changed same } }',
      { input: { companyId: world.globex.id, file } },
      token,
    );

  test('[R2] is looked at row by row and taken as a whole; the same once more changes nothing', async () => {
    const { token } = world.northwind.admin;
    const [one, two] = [fresh(), fresh()];
    const head = 'Number;Label;Person;Building;Street;Town;Postcode\r\n';
    const bad = `${head}${one};Desk;nobody@else.example;1;;;\r\n12;;;;;;\r\n${one};;;;;;\r\n`;
    const looked = await preview(token, bad);
    expect(looked.data.previewNumberImport).toMatchObject({ added: 0, wrong: 3 });
    expect(looked.data.previewNumberImport.rows[0]).toMatchObject({
      line: 2,
      outcome: 'WRONG',
      problems: [{ column: 'Person' }, { column: 'Street' }, { column: 'Town' }, { column: 'Postcode' }],
    });
    expect(code((await take(token, bad)).errors)).toBe('INVALID_INPUT');
    const good = `${head}${one};Desk;USER@globex.example;1;High Street;Leeds;LS1 4DY\r\n'+44${two.slice(1)};;;;;;\r\n`;
    expect((await preview(token, good)).data.previewNumberImport).toMatchObject({ added: 2, wrong: 0 });
    expect((await take(token, good)).data.importNumbers).toEqual({ added: 2, changed: 0, same: 0 });
    expect((await take(token, good)).data.importNumbers).toEqual({ added: 0, changed: 0, same: 2 });
    const moved = good.replace('High Street', 'Low Street');
    expect((await preview(token, moved)).data.previewNumberImport.rows[0]).toMatchObject({
      outcome: 'CHANGE',
      detail: '999 address 1, Low Street, Leeds LS1 4DY, to be confirmed',
    });
    expect((await take(token, moved)).data.importNumbers).toEqual({ added: 0, changed: 1, same: 1 });
  });

  test('[S59] [S23] a file that is none, or not theirs to bring, is said to be so', async () => {
    const { token } = world.northwind.admin;
    for (const [file, says] of [
      ['', /empty/],
      ['Number\n', /no rows/],
      ['Colour\nred\n', /no column that can be read/],
      ['Number\n"012', /quotation mark/],
    ] as const)
      expect((await preview(token, file)).errors?.[0]?.message).toMatch(says);
    expect(code((await preview(world.globex.admin.token, 'Number\n020 7946 0001')).errors)).toBe('FORBIDDEN');
    expect(code((await take(world.contoso.admin.token, 'Number\n020 7946 0001')).errors)).toBe('NOT_FOUND');
  });
});

describe('time passes', () => {
  test('[R1] [R2] a confirmation ages and is asked for anew; a released number is free again', async () => {
    const { northwind, globex } = world;
    const number = await inUse();
    const released = await inUse();
    await many('releaseNumbers', northwind.admin.token, { ids: [released.id], quarantineDays: 30 });
    const toConfirm = async (token: string) =>
      (
        await app.ask<{ home: { addressesToConfirm: number | null } }>(
          '{ home { addressesToConfirm } }',
          {},
          token,
        )
      ).data.home.addressesToConfirm;
    const before = (await toConfirm(globex.admin.token)) ?? 0;
    app.clock.set('2027-10-02T09:00:00Z');
    const [company, seller] = [
      await world.signIn('admin@globex.example'),
      await world.signIn('admin@northwind.example'),
    ];
    expect(await numberOf(app, company, number.id)).toMatchObject({ state: 'IN_USE', addressState: 'AGED' });
    expect(await toConfirm(company)).toBeGreaterThan(before);
    expect(await toConfirm(seller)).toBeNull();
    await find();
    await expect
      .poll(async () =>
        (await letters('admin@globex.example')).some(
          ({ body }) => body.includes('more than twelve months ago') && body.includes(number.national),
        ),
      )
      .toBe(true);
    await expect.poll(async () => (await numberOf(app, seller, released.id)).state).toBe('FREE');
    // Nobody is told twice within a month.
    const told = (await letters('admin@globex.example')).length;
    await find();
    await many('confirmNumberAddresses', company, {
      ids: [(await numberOf(app, company, number.id)).address?.id],
    });
    expect(await numberOf(app, company, number.id)).toMatchObject({
      state: 'IN_USE',
      addressState: 'CONFIRMED',
    });
    expect(await letters('admin@globex.example')).toHaveLength(told);
  });
});
