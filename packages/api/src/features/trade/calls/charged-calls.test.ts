import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { addTariff } from '../tariffs/factory.ts';
import { addLine } from './factory.ts';

let app: TestApp;
let world: World;
let source = '';
const ALWAYS = { Always: [{ fromMinute: 0, untilMinute: 10_080 }] };
const rate = (perMinuteMicro: number) => ({
  perMinuteMicro,
  accessMicro: 0,
  connectionMicro: 0,
  minimumSeconds: 0,
  firstIncrement: 1,
  nextIncrement: 1,
});

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-20T09:00:00Z' });
  world = await createWorld(app);
  await addLine(world, world.globex, '+441134960001');
  await addLine(world, world.globex, '+441134960002');
  await addTariff(world, {
    issuer: world.platform.id,
    name: 'Wholesale',
    kind: 'WHOLESALE',
    everyone: true,
    bands: ALWAYS,
    zones: [{ name: 'UK', prefixes: ['44'], rates: { Always: rate(30_000) } }],
  });
  await addTariff(world, {
    issuer: world.northwind.id,
    name: 'Retail',
    everyone: true,
    bands: ALWAYS,
    bundles: { Minutes: 1_000 },
    zones: [
      { name: 'London', prefixes: ['4420'], rates: { Always: rate(60_000) } },
      { name: 'UK mobile', prefixes: ['447'], bundle: 'Minutes', rates: { Always: rate(600_000) } },
      { name: 'Ireland', prefixes: ['353'], rates: { Always: rate(120_000) } },
    ],
  });
  const { data } = await app.ask<{ addCallSource: { id: string } }>(
    `mutation { addCallSource(input: { name: "Switch", format: CSV, timeZone: "UTC", columns: { callId: "id", from: "from", to: "to",
       startedAt: "start", seconds: "seconds" } }) { id } }`,
    {},
    world.platform.staff.token,
  );
  source = data.addCallSource.id;
});
afterAll(() => app.close());

interface Called {
  callId: string;
  to?: string;
  from?: string;
  startedAt?: string;
  seconds?: number;
}
const record = async (...calls: Called[]) => {
  const { data, errors } = await app.ask<{ recordCalls: { id: string; taken: number } }>(
    'mutation ($input: RecordCallsInput!) { recordCalls(input: $input) { id taken } }',
    {
      input: {
        sourceId: source,
        calls: calls.map((call) => ({
          from: '+441134960001',
          to: '02079460018',
          startedAt: '2026-10-05T10:00:00Z',
          seconds: 90,
          ...call,
        })),
      },
    },
    await world.signIn('staff@xe2.example'),
  );
  expect(errors).toBeUndefined();
  return data.recordCalls;
};
const lines = async (of: object, period: string) => {
  const { data, errors } = await app.ask<{
    previewInvoice: { lines: { description: string; netMinor: number; from: string; to: string }[] };
  }>(
    `query ($companyId: ID, $resellerId: ID, $period: String!) {
        previewInvoice(companyId: $companyId, resellerId: $resellerId, period: $period) { lines { description netMinor from to } } }`,
    { ...of, period },
    await world.signIn('staff@xe2.example'),
  );
  expect(errors).toBeUndefined();
  return data.previewInvoice.lines;
};
const invoiceOf = async (customerId: string, month: string) =>
  (
    await world.sql<{ id: string }>(
      'select id from invoice where coalesce(company_id, reseller_id) = $1 and period_start = $2',
      [customerId, `${month}-01`],
    )
  )[0]?.id;

describe('[B3] calls are charged', () => {
  test('as they are rated, at both sides, in a line for each number and where it called', async () => {
    await record(
      { callId: 'a' },
      { callId: 'b', startedAt: '2026-10-07T10:00:00Z', seconds: 3_660 },
      { callId: 'c', from: '+441134960002', seconds: 30 },
      { callId: 'd', to: '07700900123', seconds: 60 },
    );
    const retail = [
      {
        description: 'Calls from +441134960001: 2 calls, 1 h 02 min, London',
        netMinor: 375,
        from: '2026-10-05',
        to: '2026-10-08',
      },
      {
        description: 'Calls from +441134960002: 1 call, 30 s, London',
        netMinor: 3,
        from: '2026-10-05',
        to: '2026-10-06',
      },
    ];
    const ofGlobex = { companyId: world.globex.id };
    // What a bundle has paid for is on no line.
    expect((await lines(ofGlobex, '2026-10')).sort((a, b) => b.netMinor - a.netMinor)).toEqual(retail);
    expect(await lines({ resellerId: world.northwind.id }, '2026-10')).toEqual([
      {
        description: 'Calls of Globex Ltd: 4 calls, 1 h 04 min, UK',
        netMinor: 192,
        from: '2026-10-05',
        to: '2026-10-08',
      },
    ]);
    // The same once more changes nothing.
    expect(await record({ callId: 'a' })).toMatchObject({ taken: 0 });
    expect((await lines(ofGlobex, '2026-10')).sort((a, b) => b.netMinor - a.netMinor)).toEqual(retail);
    await record({ callId: 'e', from: '+441134960002', seconds: 30 });
    expect(await lines(ofGlobex, '2026-10')).toContainEqual({
      ...retail[1],
      description: 'Calls from +441134960002: 2 calls, 1 min 00 s, London',
      netMinor: 6,
    });
  });

  test('once they have a price, if they had to wait for it', async () => {
    await record({ callId: 'held', from: '+441134960003', seconds: 120 });
    await addLine(world, world.globex, '+441134960003');
    const rated = () => app.ask('mutation { rateHeldCalls }', {}, world.platform.staff.token);
    expect((await rated()).data).toEqual({ rateHeldCalls: 1 });
    expect((await rated()).data).toEqual({ rateHeldCalls: 0 });
    expect(await lines({ companyId: world.globex.id }, '2026-10')).toContainEqual(
      expect.objectContaining({
        description: 'Calls from +441134960003: 1 call, 2 min 00 s, London',
        netMinor: 12,
      }),
    );
  });

  test('with the month; what comes late is on the next invoice, with its days', async () => {
    app.clock.set('2026-11-02T09:00:00Z');
    await bill({ app, world, email: 'staff@xe2.example' }, '2026-10');
    await bill({ app, world, email: 'admin@northwind.example' }, '2026-10');
    const october = await invoiceOf(world.globex.id, '2026-10');
    const wholesale = await invoiceOf(world.northwind.id, '2026-10');
    expect(await world.sql('select from charge where invoice_id is null')).toEqual([]);
    const calls = async (email: string) =>
      (
        await app.ask<{ calls: { nodes: { invoiceId: string | null }[] } }>(
          '{ calls { nodes { invoiceId } } }',
          {},
          await world.signIn(email),
        )
      ).data.calls.nodes.map(({ invoiceId }) => invoiceId);
    expect(new Set(await calls('admin@globex.example'))).toEqual(new Set([october]));
    const sides = await world.sql<{ retail: string; wholesale: string }>(
      `select distinct r.invoice_id as retail, w.invoice_id as wholesale from call_record c join charge r on r.id = c.retail_charge_id
         join charge w on w.id = c.wholesale_charge_id`,
    );
    expect(sides).toEqual([{ retail: october, wholesale }]);
    await record({ callId: 'late', startedAt: '2026-10-31T22:00:00Z' }, { callId: 'new', startedAt: '2026-11-01T10:00:00Z' });
    expect(await calls('admin@globex.example')).toContain(null);
    expect(await lines({ companyId: world.globex.id }, '2026-11')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ netMinor: 9, from: '2026-10-31', to: '2026-11-01' }),
        expect.objectContaining({ netMinor: 9, from: '2026-11-01', to: '2026-11-02' }),
      ]),
    );
  });
});
