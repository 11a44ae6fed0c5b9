import { mkdir, mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addTariff } from '../tariffs/factory.ts';
import { addLine } from './factory.ts';
import { findCallFiles } from './find-call-files.ts';
import { findHeldCalls } from './find-held-calls.ts';

let app: TestApp;
let world: World;
let folder = '';
let source = '';
let serial = 0;
let wholesale = '';
const ALWAYS = { Always: [{ fromMinute: 0, untilMinute: 10_080 }] };
/** 0.006 a minute, first 30 seconds, then by 6: a call of 32 seconds is charged as 36, 0.0036. */
const rate = (perMinuteMicro: number) => ({
  perMinuteMicro,
  accessMicro: 0,
  connectionMicro: 0,
  minimumSeconds: 0,
  firstIncrement: 30,
  nextIncrement: 6,
});

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'calls-'));
  app = await startTestApp({ at: '2026-11-05T09:00:00Z', config: { callFolder: folder } });
  world = await createWorld(app);
  await addLine(world, world.globex, '+441134960001');
  wholesale = (
    await addTariff(world, {
      issuer: world.platform.id,
      name: 'Wholesale',
      kind: 'WHOLESALE',
      everyone: true,
      bands: ALWAYS,
      zones: [{ name: 'UK', prefixes: ['44'], rates: { Always: rate(3_000) } }],
    })
  ).id;
  await addTariff(world, {
    issuer: world.northwind.id,
    name: 'Retail',
    everyone: true,
    bands: ALWAYS,
    bundles: { Minutes: 1 },
    zones: [
      { name: 'London', prefixes: ['4420'], rates: { Always: rate(6_000) } },
      { name: 'UK mobile', prefixes: ['447'], bundle: 'Minutes', rates: { Always: rate(60_000) } },
      { name: 'Ireland', prefixes: ['353'], rates: { Always: rate(12_000) } },
    ],
  });
  const { data } = await app.ask<{ addCallSource: { id: string } }>(
    `mutation { addCallSource(input: { name: "Switch", format: CSV, timeZone: "UTC", columns: { callId: "id", from: "from", to: "to",
       startedAt: "start", seconds: "seconds" } }) { id } }`,
    {},
    world.platform.staff.token,
  );
  source = data.addCallSource.id;
  await app.app.work();
});
afterAll(() => app.close());

const record = async (to: string, seconds: number, from = '+441134960001') => {
  serial += 1;
  const { data, errors } = await app.ask<{
    recordCalls: { id: string; unrated: number; unknownCallers: number };
  }>(
    'mutation ($input: RecordCallsInput!) { recordCalls(input: $input) { id unrated unknownCallers } }',
    {
      input: {
        sourceId: source,
        calls: [
          { callId: `r-${serial}`, from, to, seconds, startedAt: `2026-11-0${1 + (serial % 3)}T10:00:00Z` },
        ],
      },
    },
    world.platform.staff.token,
  );
  expect(errors).toBeUndefined();
  return data.recordCalls;
};

interface Charge {
  priceMicro: number;
  billedSeconds: number;
  bundleSeconds: number;
  zone: string;
}
const callOf = async (importId: string, token: string) => {
  const { data } = await app.ask<{
    calls: { nodes: { id: string; state: string; retail: Charge | null; wholesale: Charge | null }[] };
  }>(
    `query ($filter: CallRecordFilter) { calls(filter: $filter) { nodes { id state retail { priceMicro billedSeconds bundleSeconds zone }
       wholesale { priceMicro billedSeconds bundleSeconds zone } } } }`,
    { filter: { importId } },
    token,
  );
  return data.calls.nodes[0];
};
const explain = (callId: string, side: string, token: string) =>
  app.ask<{ explainCharge: { priceMicro: number; agrees: boolean; price: Record<string, unknown> } }>(
    `query ($callId: ID!, $side: PriceListKind!) { explainCharge(callId: $callId, side: $side) { priceMicro agrees price { zone prefix band
       billedSeconds bundle versionNumber priceMicro because parts { band seconds bundleSeconds } } } }`,
    { callId, side },
    token,
  );

describe('[B2] calls are rated', () => {
  test('wholesale and retail at once; a company sees its own side only', async () => {
    const { id } = await record('02079460018', 32);
    const seen = await callOf(id, world.northwind.admin.token);
    expect(seen).toMatchObject({
      state: 'RATED',
      retail: { priceMicro: 3_600, billedSeconds: 36, zone: 'London' },
      wholesale: { priceMicro: 1_800, zone: 'UK' },
    });
    expect(await callOf(id, world.globex.admin.token)).toMatchObject({
      retail: { priceMicro: 3_600 },
      wholesale: null,
    });
    const callId = seen?.id ?? '';
    for (const [side, priceMicro] of [
      ['RETAIL', 3_600],
      ['WHOLESALE', 1_800],
    ] as const) {
      const { data } = await explain(callId, side, world.northwind.admin.token);
      expect(data.explainCharge).toMatchObject({
        priceMicro,
        agrees: true,
        price: { billedSeconds: 36, priceMicro },
      });
    }
    const own = await explain(callId, 'RETAIL', world.globex.admin.token);
    expect(own.data.explainCharge).toMatchObject({
      agrees: true,
      price: { zone: 'London', prefix: '4420', versionNumber: 1 },
    });
    for (const [side, token] of [
      ['WHOLESALE', world.globex.admin.token],
      ['RETAIL', world.initech.admin.token],
      ['RETAIL', world.contoso.admin.token],
    ] as const)
      expect((await explain(callId, side, token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('minutes of a bundle go off first, in one month once', async () => {
    const { token } = world.northwind.admin;
    const first = await callOf((await record('07700900123', 42)).id, token);
    expect(first?.retail).toMatchObject({ bundleSeconds: 42, priceMicro: 0 });
    const second = await callOf((await record('07700900123', 36)).id, token);
    // Of the minute 18 seconds are left; another 18 cost 0.06 a minute.
    expect(second?.retail).toMatchObject({ bundleSeconds: 18, billedSeconds: 36, priceMicro: 18_000 });
    const { data } = await explain(second?.id ?? '', 'RETAIL', token);
    expect(data.explainCharge).toMatchObject({ agrees: true, price: { bundle: 'Minutes' } });
  });

  test('what no prefix begins is held and reported, and rated when the tariff is mended', async () => {
    const { id, unrated } = await record('+353871234567', 30);
    expect(unrated).toBe(1);
    const { token } = world.northwind.admin;
    const held = await callOf(id, token);
    expect(held).toMatchObject({ state: 'UNRATED', retail: null, wholesale: null });
    expect((await explain(held?.id ?? '', 'RETAIL', token)).errors?.[0]?.message).toContain(
      'has no price yet',
    );
    const { data } = await app.ask<{ home: { callsWaiting: number } }>(
      '{ home { callsWaiting } }',
      {},
      token,
    );
    expect(data.home.callsWaiting).toBe(1);
    await world.sql(
      `update tariff_version set valid_until = '2100-01-01' where tariff_id = $1 and number = 1`,
      [wholesale],
    );
    await addTariff(world, {
      issuer: world.platform.id,
      name: 'Wholesale',
      tariffId: wholesale,
      number: 2,
      from: '2100-01-01',
      bands: ALWAYS,
      zones: [{ name: 'Ireland', prefixes: ['353'], rates: { Always: rate(2_000) } }],
    });
    const rated = await app.ask<{ rateHeldCalls: number }>(
      'mutation { rateHeldCalls }',
      {},
      world.platform.staff.token,
    );
    expect(rated.data.rateHeldCalls).toBe(1);
    expect(await callOf(id, token)).toMatchObject({
      state: 'RATED',
      retail: { zone: 'Ireland' },
      wholesale: { zone: 'Ireland' },
    });
    expect(
      (await app.ask('mutation { rateHeldCalls }', {}, world.globex.admin.token)).errors?.[0]?.extensions
        .code,
    ).toBe('FORBIDDEN');
  });

  test('a caller who is nobody’s is held until the number is somebody’s', async () => {
    const { id, unknownCallers } = await record('02079460018', 32, '+441134960077');
    expect(unknownCallers).toBe(1);
    await addLine(world, world.globex, '+441134960077');
    const setting = {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: {
        kind: 'system' as const,
        task: 'find-held-calls',
        resellerId: null,
        does: ['findHeldCalls'],
      },
    };
    expect(await perform(setting, findHeldCalls, {})).toBe(1);
    await vi.waitFor(async () => {
      expect(await callOf(id, world.globex.admin.token)).toMatchObject({
        state: 'RATED',
        retail: { priceMicro: 3_600 },
      });
    }, 10_000);
  });

  test('what calls come to by zone is told of those, too, that are not itemised', async () => {
    const { token } = world.globex.admin;
    const totals = () =>
      app.ask<{ callTotals: { zone: string; calls: number; priceMicro: number }[] }>(
        '{ callTotals(since: "2026-11-01", until: "2026-11-30") { zone calls minutes currency priceMicro } }',
        {},
        token,
      );
    const before = (await totals()).data.callTotals;
    expect(before.find(({ zone }) => zone === 'London')).toMatchObject({ calls: 2, priceMicro: 7_200 });
    await app.ask(
      'mutation ($input: SetCallSettingsInput!) { setCallSettings(input: $input) { itemised } }',
      { input: { companyId: world.globex.id, itemised: false, endUsersSee: true } },
      token,
    );
    expect((await totals()).data.callTotals).toEqual(before);
    expect(
      (await app.ask<{ calls: { nodes: object[] } }>('{ calls { nodes { id } } }', {}, token)).data.calls
        .nodes,
    ).toEqual([]);
  });
});

describe('[B1] the folder of a source', () => {
  test('is looked into: what is done moves aside, what cannot be read too', async () => {
    const own = path.join(folder, source);
    await mkdir(own, { recursive: true });
    const old = new Date('2026-11-05T08:00:00Z');
    for (const [name, text] of [
      ['good.csv', 'id,from,to,start,seconds\nf-1,01134960001,02079460018,2026-11-01 10:00:00,60\n'],
      ['bad.csv', 'id,from\n1,2\n'],
    ] as const) {
      await writeFile(path.join(own, name), text);
      await utimes(path.join(own, name), old, old);
    }
    // It is still being written.
    await writeFile(path.join(own, 'new.csv'), 'id,');
    await utimes(path.join(own, 'new.csv'), app.clock.now(), app.clock.now());
    const setting = {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: {
        kind: 'system' as const,
        task: 'find-call-files',
        resellerId: null,
        does: ['findCallFiles'],
      },
    };
    expect(await perform(setting, findCallFiles, {})).toBe(2);
    await vi.waitFor(async () => {
      expect(await readdir(path.join(own, 'done'))).toEqual([expect.stringContaining('good.csv')]);
      expect(await readdir(path.join(own, 'refused'))).toEqual([expect.stringContaining('bad.csv')]);
    }, 10_000);
    expect((await readdir(own)).sort()).toEqual(['done', 'new.csv', 'refused']);
  });
});
