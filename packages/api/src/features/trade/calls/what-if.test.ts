import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { addCompany } from '../../platform/tenancy/factory.ts';
import { addTariff, type GivenTariff } from '../tariffs/factory.ts';
import { addLine } from './factory.ts';

let app: TestApp;
let world: World;
let draft = '';
let wholesale = '';
const ALWAYS = { Always: [{ fromMinute: 0, untilMinute: 10_080 }] };
/** By the second, so that a call of 60 seconds costs just this. */
const zone = (name: string, prefix: string, perMinuteMicro: number, bundle?: string) => ({
  name,
  prefixes: [prefix],
  bundle,
  rates: {
    Always: {
      perMinuteMicro,
      accessMicro: 0,
      connectionMicro: 0,
      minimumSeconds: 0,
      firstIncrement: 1,
      nextIncrement: 1,
    },
  },
});
const tariff = (given: Omit<GivenTariff, 'bands'>) => addTariff(world, { ...given, bands: ALWAYS });

beforeAll(async () => {
  app = await startTestApp({ at: '2026-11-05T09:00:00Z' });
  world = await createWorld(app);
  await addLine(world, world.globex, '+441134960001');
  await addLine(world, await addCompany(world, world.northwind.id, 'Umbrella Ltd'), '+441134960002');
  const sold = [zone('London', '4420', 6_000), zone('Mobile', '447', 60_000), zone('Ireland', '353', 12_000)];
  await tariff({
    issuer: world.platform.id,
    name: 'Wholesale',
    kind: 'WHOLESALE',
    everyone: true,
    zones: [zone('UK', '44', 3_000), zone('Ireland', '353', 9_000)],
  });
  wholesale = (
    await tariff({
      issuer: world.platform.id,
      name: 'Wholesale offer',
      kind: 'WHOLESALE',
      bundles: { All: 3 },
      zones: [zone('UK', '44', 2_000, 'All'), zone('Ireland', '353', 9_000)],
    })
  ).versionId;
  await tariff({ issuer: world.northwind.id, name: 'Retail', everyone: true, zones: sold });
  const offer = await tariff({
    issuer: world.northwind.id,
    name: 'Offer',
    bundles: { Mobile: 1 },
    zones: [zone('UK landline', '4420', 5_000), zone('UK mobile', '447', 90_000, 'Mobile')],
  });
  draft = offer.versionId;
  await world.sql(
    `update tariff_version set state = 'DRAFT', published_at = null, valid_from = '2027-01-01' where id = $1`,
    [draft],
  );
  await app.app.work();
  const source = await app.ask<{ addCallSource: { id: string } }>(
    'mutation { addCallSource(input: { name: "Switch", format: ASTERISK, timeZone: "UTC" }) { id } }',
    {},
    world.platform.staff.token,
  );
  const from = '+441134960001';
  const calls = [
    // Half past midnight in London: of October.
    { from, to: '02079460018', startedAt: '2026-09-30T23:30:00Z', seconds: 60 },
    { from, to: '07700900123', startedAt: '2026-10-02T10:00:00Z', seconds: 90 },
    { from, to: '+35315550100', startedAt: '2026-10-03T10:00:00Z', seconds: 60 },
    { from, to: '07700900123', startedAt: '2026-11-02T10:00:00Z', seconds: 30 },
    { from: '+441134960002', to: '02079460018', startedAt: '2026-10-01T10:00:00Z', seconds: 120 },
    { from: '+441134960009', to: '02079460018', startedAt: '2026-10-01T10:00:00Z', seconds: 600 },
  ];
  const { errors } = await app.ask(
    'mutation ($input: RecordCallsInput!) { recordCalls(input: $input) { id } }',
    {
      input: {
        sourceId: source.data.addCallSource.id,
        calls: calls.map((call, i) => ({ ...call, callId: `w-${i}` })),
      },
    },
    world.platform.staff.token,
  );
  expect(errors).toBeUndefined();
});
afterAll(() => app.close());

interface Answer {
  whatIf: { side: string; currency: string; rows: Record<string, unknown>[] };
}
const ask = (given: object, token = world.northwind.admin.token) =>
  app.ask<Answer>(
    `query ($companyId: ID!, $tariffVersionId: ID!, $firstMonth: Date!, $lastMonth: Date!) {
       whatIf(companyId: $companyId, tariffVersionId: $tariffVersionId, firstMonth: $firstMonth, lastMonth: $lastMonth) {
         side currency rows { month zone calls minutes chargedMicro wouldBeMicro differenceMicro otherSideMicro unknownCalls unknownMicro } } }`,
    {
      companyId: world.globex.id,
      tariffVersionId: draft,
      firstMonth: '2026-10-20',
      lastMonth: '2026-11-01',
      ...given,
    },
    token,
  );

const OCTOBER = '2026-10-01';
const NONE = { unknownCalls: 0, unknownMicro: 0 };

describe('[B2] what if a company had another tariff', () => {
  test('its calls are priced by a draft, month by month, beside what was charged; bundles begin anew each month', async () => {
    const before = await world.sql('select * from call_bundle_use');
    const { data, errors } = await ask({});
    expect(errors).toBeUndefined();
    expect(data.whatIf).toEqual({
      side: 'RETAIL',
      currency: 'GBP',
      rows: [
        {
          ...NONE,
          ...{ month: OCTOBER, zone: 'Mobile', calls: 1, minutes: 2 },
          // Of 90 seconds a bundle has the first 60.
          ...{ chargedMicro: 90_000, wouldBeMicro: 45_000, differenceMicro: -45_000, otherSideMicro: 4_500 },
        },
        // The offer does not know Ireland: that is said, and compared with nothing.
        {
          ...{ month: OCTOBER, zone: 'Ireland', calls: 0, minutes: 0 },
          ...{ chargedMicro: 0, wouldBeMicro: 0, differenceMicro: 0, otherSideMicro: null },
          ...{ unknownCalls: 1, unknownMicro: 12_000 },
        },
        {
          ...NONE,
          ...{ month: OCTOBER, zone: 'London', calls: 1, minutes: 1 },
          ...{ chargedMicro: 6_000, wouldBeMicro: 5_000, differenceMicro: -1_000, otherSideMicro: 3_000 },
        },
        {
          ...NONE,
          ...{ month: '2026-11-01', zone: 'Mobile', calls: 1, minutes: 1 },
          ...{ chargedMicro: 30_000, wouldBeMicro: 0, differenceMicro: -30_000, otherSideMicro: 1_500 },
        },
      ],
    });
    // Asked again it says the same, and no minute of a bundle is taken.
    expect((await ask({})).data).toEqual(data);
    expect(await world.sql('select * from call_bundle_use')).toEqual(before);
  });

  test('staff price them at wholesale, where all calls of the reseller share a bundle', async () => {
    const { data, errors } = await ask(
      { tariffVersionId: wholesale, lastMonth: OCTOBER },
      world.platform.staff.token,
    );
    expect(errors).toBeUndefined();
    expect(data.whatIf).toMatchObject({
      side: 'WHOLESALE',
      rows: [
        { zone: 'Ireland', chargedMicro: 9_000, wouldBeMicro: 9_000, otherSideMicro: 12_000 },
        // Three minutes are used by a minute here, and two of another company; then 90 seconds at 0.002.
        { zone: 'UK', calls: 2, chargedMicro: 7_500, wouldBeMicro: 3_000, otherSideMicro: 96_000 },
      ],
    });
    expect((await ask({ tariffVersionId: wholesale })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('who may not see calls is told so', async () => {
    const { token } = await colleague(world, world.northwind.admin, 'FINANCE');
    expect((await ask({}, token)).errors?.[0]).toMatchObject({
      message: 'Your role does not let you see calls.',
      extensions: { code: 'FORBIDDEN' },
    });
  });

  test('companies do not ask; other tenants’ companies and tariffs are not there', async () => {
    for (const token of [world.globex.admin.token, world.globex.user.token])
      expect((await ask({}, token)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    for (const [given, token] of [
      [{}, world.contoso.admin.token],
      [{ companyId: newId() }, undefined],
      [{ companyId: world.acme.id }, undefined],
      [{ tariffVersionId: newId() }, undefined],
    ] as const)
      expect((await ask(given, token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  test('months and tariffs that do not fit are said', async () => {
    const field = async (given: object, token?: string) =>
      (await ask(given, token)).errors?.[0]?.extensions.fields?.[0];
    expect(await field({ lastMonth: '2026-09-30' })).toEqual({
      path: 'lastMonth',
      message: 'Must not be before the first month.',
    });
    expect(await field({ firstMonth: '2025-11-30' })).toEqual({
      path: 'lastMonth',
      message: 'May be at most 12 months in all.',
    });
    const euros = await tariff({
      issuer: world.northwind.id,
      name: 'Euros',
      currency: 'EUR',
      zones: [zone('UK', '44', 1)],
    });
    expect((await field({ tariffVersionId: euros.versionId }))?.message).toContain('charged in GBP');
    const staff = world.platform.staff.token;
    expect((await field({ companyId: world.acme.id, tariffVersionId: wholesale }, staff))?.path).toBe(
      'tariffVersionId',
    );
  });
});
