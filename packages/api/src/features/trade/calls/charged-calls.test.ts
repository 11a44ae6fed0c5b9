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
  test('as they are rated, at both sides, in a line for each zone that was called', async () => {
    await record(
      { callId: 'a' },
      { callId: 'b', startedAt: '2026-10-07T10:00:00Z', seconds: 3_660 },
      { callId: 'c', from: '+441134960002', seconds: 30 },
      { callId: 'd', to: '07700900123', seconds: 60 },
    );
    const retail = [
      {
        description: 'Calls to London: 3 calls, 1 h 03 min',
        netMinor: 378,
        from: '2026-10-05',
        to: '2026-10-08',
      },
    ];
    const ofGlobex = { companyId: world.globex.id };
    // What a bundle has paid for is on no line.
    expect(await lines(ofGlobex, '2026-10')).toEqual(retail);
    expect(await lines({ resellerId: world.northwind.id }, '2026-10')).toEqual([
      {
        description: 'Calls of Globex Ltd to UK: 4 calls, 1 h 04 min',
        netMinor: 192,
        from: '2026-10-05',
        to: '2026-10-08',
      },
    ]);
    // The same once more changes nothing.
    expect(await record({ callId: 'a' })).toMatchObject({ taken: 0 });
    expect(await lines(ofGlobex, '2026-10')).toEqual(retail);
    await record({ callId: 'e', from: '+441134960002', seconds: 30 });
    expect(await lines(ofGlobex, '2026-10')).toEqual([
      { ...retail[0], description: 'Calls to London: 4 calls, 1 h 03 min', netMinor: 381 },
    ]);
  });

  test('once they have a price, if they had to wait for it', async () => {
    await record({ callId: 'held', from: '+441134960003', seconds: 120 });
    await addLine(world, world.globex, '+441134960003');
    const rated = () => app.ask('mutation { rateHeldCalls }', {}, world.platform.staff.token);
    expect((await rated()).data).toEqual({ rateHeldCalls: 1 });
    expect((await rated()).data).toEqual({ rateHeldCalls: 0 });
    expect(await lines({ companyId: world.globex.id }, '2026-10')).toContainEqual(
      expect.objectContaining({
        description: 'Calls to London: 5 calls, 1 h 05 min',
        netMinor: 393,
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
    await record(
      { callId: 'late', startedAt: '2026-10-31T22:00:00Z' },
      { callId: 'new', startedAt: '2026-11-01T10:00:00Z' },
    );
    expect(await calls('admin@globex.example')).toContain(null);
    expect(await lines({ companyId: world.globex.id }, '2026-11')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ netMinor: 9, from: '2026-10-31', to: '2026-11-01' }),
        expect.objectContaining({ netMinor: 9, from: '2026-11-01', to: '2026-11-02' }),
      ]),
    );
  });

  test('and told one by one in a file beside the invoice, with digits hidden; in sums where that was asked for', async () => {
    const october = await invoiceOf(world.globex.id, '2026-10');
    const wholesale = await invoiceOf(world.northwind.id, '2026-10');
    const file = async (id: string | undefined, form: string, email: string) => {
      const response = await fetch(`${app.url}/invoices/${id}/calls/${form}`, {
        headers: { authorization: `Bearer ${await world.signIn(email)}` },
      });
      return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
    };
    const rows = async (id: string | undefined, email: string) =>
      (await file(id, 'csv', email)).body.toString().trim().split('\r\n');
    const told = await rows(october, 'admin@globex.example');
    expect(told).toHaveLength(7);
    expect(told.slice(0, 2)).toEqual([
      'Date,Time,From,To,Destination,Calls,Seconds,Net,Currency',
      expect.stringMatching(
        /^2026-10-05,11:00:00,'\+44113496000.,'\+44207?7?[0-9]+•••,.*,1,[0-9]+,0\.[0-9]{6},GBP$/,
      ),
    ]);
    const net = told.slice(1).reduce((sum, row) => sum + Number(row.split(',')[7]), 0);
    const [charged] = await world.sql<{ micro: number }>(
      'select sum(amount_micro)::float8 as micro from charge where invoice_id = $1',
      [october],
    );
    expect(Math.round(net * 1e6)).toBe(charged?.micro);
    expect(await rows(wholesale, 'admin@northwind.example')).toContainEqual(
      expect.stringMatching(/^Globex Ltd,2026-10-05,.*,UK,1,90,0\.045000,GBP$/),
    );
    const { data } = await app.ask<{ invoice: { callCount: number } }>(
      'query ($id: ID!) { invoice(id: $id) { callCount } }',
      { id: october },
      await world.signIn('admin@globex.example'),
    );
    expect(data.invoice.callCount).toBe(6);
    const pdf = await file(october, 'pdf', 'admin@globex.example');
    expect([pdf.status, pdf.body.toString('latin1', 0, 8)]).toEqual([200, '%PDF-1.7']);
    for (const [id, email, status] of [
      [october, 'admin@contoso.example', 404],
      [october, 'admin@initech.example', 404],
      [wholesale, 'admin@globex.example', 404],
      ['none', 'admin@globex.example', 404],
      [october, 'user@globex.example', 403],
    ] as const)
      for (const form of ['csv', 'pdf'])
        expect([email, (await file(id, form, email)).status]).toEqual([email, status]);
    await world.sql(
      'insert into call_setting (id, reseller_id, company_id, itemised, end_users_see) values (uuidv7(), $1, $2, false, false)',
      [world.northwind.id, world.globex.id],
    );
    for (const email of ['admin@globex.example', 'admin@northwind.example']) {
      const sums = await rows(october, email);
      expect(sums.join()).not.toContain('•');
      expect(sums).toContain('2026-10-05,,,,London,5,3930,3.930000,GBP');
    }
    expect(await rows(wholesale, 'admin@northwind.example')).toEqual([
      expect.stringContaining('Company'),
      'Globex Ltd,2026-10-05,,,,UK,6,3990,1.995000,GBP',
    ]);
  });
});
