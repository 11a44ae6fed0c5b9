import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { bill } from '../billing/factory.ts';
import { addLine } from '../calls/factory.ts';
import { verifyLedger } from '../ledger/index.ts';
import { addTariff } from '../tariffs/factory.ts';
import { rerate } from './factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;
let source = '';
let retail = '';
let wholesale = '';
/** October's to Globex. */
let october = '';

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
  ({ id: wholesale } = await addTariff(world, {
    issuer: world.platform.id,
    name: 'Wholesale',
    kind: 'WHOLESALE',
    everyone: true,
    bands: ALWAYS,
    zones: [
      { name: 'UK', prefixes: ['44'], rates: { Always: rate(30_000) } },
      { name: 'Ireland', prefixes: ['353'], rates: { Always: rate(50_000) } },
    ],
  }));
  ({ id: retail } = await addTariff(world, {
    issuer: world.northwind.id,
    name: 'Retail',
    everyone: true,
    bands: ALWAYS,
    bundles: { Minutes: 2 },
    zones: [
      { name: 'London', prefixes: ['4420'], rates: { Always: rate(60_000) } },
      { name: 'UK mobile', prefixes: ['447'], rates: { Always: rate(600_000) } },
      { name: 'Leeds', prefixes: ['44113'], bundle: 'Minutes', rates: { Always: rate(60_000) } },
      { name: 'Ireland', prefixes: ['353'], rates: { Always: rate(120_000) } },
    ],
  }));
  const { data } = await app.ask<{ addCallSource: { id: string } }>(
    `mutation { addCallSource(input: { name: "Switch", format: CSV, timeZone: "UTC", columns: { callId: "id", from: "from", to: "to",
       startedAt: "start", seconds: "seconds" } }) { id } }`,
    {},
    world.platform.staff.token,
  );
  source = data.addCallSource.id;
  await record('before', '07700900001', '2026-10-05', 60);
  await record('mobile', '07700900001', '2026-10-10', 120);
  await record('mobile, later', '07700900002', '2026-10-15', 60);
  await record('London', '02079460018', '2026-10-15', 600);
  await record('Leeds', '01134960999', '2026-10-16', 90);
  await record('Ireland', '+35315550123', '2026-10-17', 60);
  app.clock.set('2026-11-03T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  await bill({ app, world, email: NORTHWIND }, '2026-10');
  [{ id: october }] = (await world.sql<{ id: string }>('select id from invoice where company_id = $1', [
    world.globex.id,
  ])) as [{ id: string }];
  await record('new mobile', '07700900003', '2026-11-01', 60);
  await record('new London', '02079460018', '2026-11-02', 60);
});
afterAll(() => app.close());

async function ask<T>(who: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, who.includes('@') ? await world.signIn(who) : who);
}
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;

async function record(callId: string, to: string, day: string, seconds: number): Promise<void> {
  const { errors } = await ask(
    STAFF,
    'mutation ($input: RecordCallsInput!) { recordCalls(input: $input) { id } }',
    {
      input: {
        sourceId: source,
        calls: [{ callId, from: '+441134960001', to, startedAt: `${day}T10:00:00Z`, seconds }],
      },
    },
  );
  expect(errors).toBeUndefined();
}

const HEAD = 'prefix,zone,band,pricePerMinute,connectionFee,minimumSeconds,firstIncrement,nextIncrement';
/** Has other prices hold from a day that has passed: prefix, zone and price a minute. */
async function mend(who: string, tariffId: string, validFrom: string, ...lines: [string, string, number][]) {
  const csv = [
    HEAD,
    ...lines.map(([prefix, zone, price]) => `${prefix},${zone},Always,${price},0,0,1,1`),
  ].join('\n');
  const imported = await ask<{ importTariff: { versions: { id: string; standing: string }[] } }>(
    who,
    'mutation ($input: ImportTariffInput!) { importTariff(input: $input) { versions { id standing } } }',
    { input: { tariffId, csv, bundles: lines.some(([, zone]) => zone === 'Leeds') ? BUNDLES : [] } },
  );
  expect(imported.errors).toBeUndefined();
  const [draft] = imported.data.importTariff.versions;
  const mended = await ask(who, 'mutation ($input: MendTariffInput!) { mendTariff(input: $input) { id } }', {
    input: { versionId: draft?.id, validFrom },
  });
  expect(mended.errors).toBeUndefined();
}
const BUNDLES = [{ name: 'Minutes', minutes: 1, zones: ['Leeds'] }];

interface Preview {
  calls: number;
  unknownCalls: number;
  waitingMicro: number;
  rows: { zone: string; differenceMicro: number }[];
  notes: {
    kind: string;
    netMinor: number;
    vatMinor: number;
    creditedBeforeMinor: number;
    lines: { netMinor: number }[];
  }[];
}
const DAYS = { firstDay: '2026-10-01', lastDay: '2026-11-03' };
const preview = (who: string, input: object = {}) =>
  ask<{ previewRerating: Preview }>(
    who,
    `query ($tariffId: ID, $companyId: ID, $firstDay: Date!, $lastDay: Date!) {
      previewRerating(tariffId: $tariffId, companyId: $companyId, firstDay: $firstDay, lastDay: $lastDay) {
        side currency calls unknownCalls waitingMicro rows { customerName zone invoiced calls chargedMicro wouldBeMicro differenceMicro }
        notes { invoiceNumber customerName kind netMinor vatMinor totalMinor creditedBeforeMinor lines { description netMinor } } } }`,
    { tariffId: retail, ...DAYS, ...input },
  );
const start = (who: string, input: object = {}) =>
  ask<{ rerateCalls: { id: string } }>(
    who,
    'mutation ($input: RerateCallsInput!) { rerateCalls(input: $input) { id state calls } }',
    { input: { tariffId: retail, ...DAYS, reason: 'The tariff was mended.', ...input } },
  );

interface Done {
  id: string;
  state: string;
  notes: { id: string; kind: string; state: string; netMinor: number }[];
}
/** Re-rates to the end. */
async function done(who: string, resellerId: string, input: object = {}): Promise<Done> {
  const { data, errors } = await start(who, input);
  expect(errors).toBeUndefined();
  const reratingId = data.rerateCalls.id;
  await rerate(app, { reratingId, resellerId });
  const read = await ask<{ rerating: Omit<Done, 'notes'>; reratingNotes: { nodes: Done['notes'] } }>(
    who,
    `query ($id: ID!) { rerating(id: $id) { id state calls callsDone callsChanged callsUnknown waitingMicro noteCount proposedCount }
       reratingNotes(filter: { reratingId: $id }) { nodes { id kind state netMinor } } }`,
    { id: reratingId },
  );
  expect(read.errors).toBeUndefined();
  await expectConsistent();
  return {
    ...read.data.rerating,
    notes: read.data.reratingNotes.nodes.toSorted((a, b) => a.kind.localeCompare(b.kind)),
  };
}
const notes = (who: string, verb: 'issue' | 'leave', ids: string[]) =>
  ask<Record<string, { done: number; refused: { reason: string }[] }>>(
    who,
    `mutation ($ids: [ID!]!) { ${verb}ReratingNotes(input: { ids: $ids }) { done refused { reason } } }`,
    { ids },
  );

/** What waits is what its calls come to; what was charged and noted, what those of an invoice do; bundles, what was taken of them. */
async function expectConsistent(): Promise<void> {
  expect(
    await world.sql(
      `select h.description, h.amount_micro, c.micro, h.quantity, c.calls from charge h left join lateral (
           select sum(s.price) as micro, count(*) as calls, sum(s.seconds) as seconds from (
             select c.retail_charge_id, c.retail_price_micro, c.seconds from call_record c
             union all select c.wholesale_charge_id, c.wholesale_price_micro, c.seconds from call_record c) s (charge_id, price, seconds)
           where s.charge_id = h.id) c on true
         where h.source = 'USAGE' and (h.invoice_id is null and (h.quantity <> c.calls or h.used <> c.seconds)
           or h.amount_micro + coalesce((select sum(l.difference_micro) from rerating_line l where l.charge_id = h.id), 0) <> c.micro)`,
    ),
  ).toEqual([]);
  expect(
    await world.sql(
      `select b.seconds from call_bundle_use b where b.seconds <> (select coalesce(sum(c.retail_bundle_seconds), 0) from call_record c
         where c.company_id = b.company_id and c.retail_bundle = b.bundle
           and date_trunc('month', timezone('Europe/London', c.started_at))::date = b.month)`,
    ),
  ).toEqual([]);
  expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);
}

const annex = async (): Promise<string> => {
  const response = await fetch(`${app.url}/invoices/${october}/calls/csv`, {
    headers: { authorization: `Bearer ${await world.signIn(GLOBEX)}` },
  });
  return response.text();
};
const waiting = async () =>
  (
    await world.sql<{ words: string; micro: string }>(
      `select description as words, amount_micro as micro from charge where invoice_id is null and kind = 'RETAIL' order by description`,
    )
  ).map(({ words, micro }) => [words, Number(micro)]);

describe('previewRerating', () => {
  test('[B2] nothing is concerned while what charged calls still holds', async () => {
    expect((await preview(NORTHWIND)).data.previewRerating).toMatchObject({ calls: 0, rows: [], notes: [] });
    expect(code(await start(NORTHWIND))).toBe('CONFLICT');
  });

  test('[B2] says what it would come to, what waits apart from what is invoiced, and the notes; it changes nothing', async () => {
    await mend(
      NORTHWIND,
      retail,
      '2026-10-10',
      ['447', 'UK mobile', 0.06],
      ['4420', 'London', 0.09],
      ['44113', 'Leeds', 0.06],
    );
    const before = await world.sql('select retail_price_micro from call_record order by id');
    const { data, errors } = await preview(NORTHWIND);
    expect(errors).toBeUndefined();
    expect(data.previewRerating).toEqual({
      side: 'RETAIL',
      currency: 'GBP',
      calls: 7,
      // Ireland is in the version no more.
      unknownCalls: 1,
      waitingMicro: -540_000 + 30_000 + 30_000,
      rows: [
        row('Leeds', false, 1, 0, 30_000),
        row('London', true, 1, 600_000, 900_000),
        row('London', false, 1, 60_000, 90_000),
        row('UK mobile', true, 2, 1_800_000, 180_000),
        row('UK mobile', false, 1, 600_000, 60_000),
      ],
      notes: [
        {
          invoiceNumber: expect.stringMatching(/^NW-/),
          customerName: 'Globex Ltd',
          kind: 'CREDIT',
          netMinor: 162,
          vatMinor: 32,
          totalMinor: 194,
          creditedBeforeMinor: 0,
          lines: [{ description: 'Calls to UK mobile: 3 calls, 4 min 00 s', netMinor: 162 }],
        },
        {
          invoiceNumber: expect.stringMatching(/^NW-/),
          customerName: 'Globex Ltd',
          kind: 'DEBIT',
          netMinor: 30,
          vatMinor: 6,
          totalMinor: 36,
          creditedBeforeMinor: 0,
          lines: [{ description: 'Calls to London: 1 call, 10 min 00 s', netMinor: 30 }],
        },
      ],
    });
    expect(await world.sql('select retail_price_micro from call_record order by id')).toEqual(before);
    expect(await world.sql('select from call_rating')).toEqual([]);
  });

  const row = (
    zone: string,
    invoiced: boolean,
    calls: number,
    chargedMicro: number,
    wouldBeMicro: number,
  ) => ({
    customerName: 'Globex Ltd',
    zone,
    invoiced,
    calls,
    chargedMicro,
    wouldBeMicro,
    differenceMicro: wouldBeMicro - chargedMicro,
  });

  test('[S10] is for whoever sold the calls alone', async () => {
    for (const [who, expected] of [
      [CONTOSO, 'NOT_FOUND'],
      [STAFF, 'NOT_FOUND'],
      [GLOBEX, 'FORBIDDEN'],
      [(await colleague(world, world.northwind.admin, 'TECHNICIAN')).token, 'FORBIDDEN'],
    ] as const) {
      expect([who, code(await preview(who))]).toEqual([who, expected]);
      expect([who, code(await start(who))]).toEqual([who, expected]);
    }
    expect(code(await preview(NORTHWIND, { tariffId: wholesale }))).toBe('NOT_FOUND');
    expect(code(await preview(NORTHWIND, { tariffId: null, companyId: world.initech.id }))).toBe('NOT_FOUND');
    const finance = (await colleague(world, world.northwind.admin, 'FINANCE')).token;
    expect((await preview(finance)).data.previewRerating.calls).toBe(7);
  });

  test('[B2] refuses days that are none, and what names neither tariff nor company', async () => {
    for (const input of [
      { firstDay: '2026-11-03', lastDay: '2026-11-01' },
      { lastDay: '2026-11-04' },
      { firstDay: '2025-10-01' },
      { tariffId: null },
    ])
      expect([input, code(await preview(NORTHWIND, input))]).toEqual([input, 'INVALID_INPUT']);
  });
});

describe('rerateCalls', () => {
  let first: Done;
  test('[B2] moves what waits, keeps invoices as they are, and proposes their notes; former ratings are kept', async () => {
    const told = await annex();
    first = await done(NORTHWIND, world.northwind.id);
    expect(first).toMatchObject({
      state: 'DONE',
      calls: 7,
      callsDone: 7,
      callsChanged: 6,
      callsUnknown: 1,
      waitingMicro: -480_000,
      noteCount: 2,
      proposedCount: 2,
      notes: [
        { kind: 'CREDIT', state: 'PROPOSED', netMinor: 162 },
        { kind: 'DEBIT', state: 'PROPOSED', netMinor: 30 },
      ],
    });
    expect(await waiting()).toEqual([
      ['Calls to Leeds: 1 call, 1 min 30 s', 30_000],
      ['Calls to London: 1 call, 1 min 00 s', 90_000],
      ['Calls to UK mobile: 1 call, 1 min 00 s', 60_000],
    ]);
    expect(await annex()).toBe(told);
    expect(await world.sql('select from call_rating')).toHaveLength(6);
  });

  test('[B2] explains what was charged, and what it is rated at now', async () => {
    const [call] = await world.sql<{ id: string }>(`select id from call_record where call_id = 'mobile'`);
    const { data, errors } = await ask<{ explainCharge: object; calls: object }>(
      GLOBEX,
      `query ($id: ID!) { explainCharge(callId: $id, side: RETAIL) { priceMicro agrees price { versionNumber versionFrom }
         earlier { priceMicro agrees supersededAt price { versionNumber versionFrom zone } } } }`,
      { id: call?.id },
    );
    expect(errors).toBeUndefined();
    expect(data.explainCharge).toEqual({
      priceMicro: 120_000,
      agrees: true,
      price: { versionNumber: 2, versionFrom: '2026-10-10' },
      earlier: [
        {
          priceMicro: 1_200_000,
          agrees: true,
          supersededAt: '2026-11-03T09:00:00.000Z',
          price: { versionNumber: 1, versionFrom: '2020-01-01', zone: 'UK mobile' },
        },
      ],
    });
  });

  test('[B2] twice does nothing more', async () => {
    expect((await preview(NORTHWIND)).data.previewRerating).toMatchObject({
      rows: [],
      notes: [],
      waitingMicro: 0,
    });
    const again = await done(NORTHWIND, world.northwind.id);
    expect(again).toMatchObject({ callsChanged: 0, callsUnknown: 1, notes: [] });
    expect(await world.sql('select from call_rating')).toHaveLength(6);
  });

  test('[B6] notes are issued as any others: once, and above the amount by a second person', async () => {
    const [credit, debit] = first.notes.map(({ id }) => id) as [string, string];
    for (const [who, expected] of [
      [CONTOSO, 'NOT_FOUND'],
      [STAFF, 'NOT_FOUND'],
      [GLOBEX, 'FORBIDDEN'],
    ] as const)
      for (const verb of ['issue', 'leave'] as const)
        expect([who, verb, code(await notes(who, verb, [credit]))]).toEqual([who, verb, expected]);
    await ask(NORTHWIND, 'mutation { setCreditNoteApproval(input: { approveAboveMinor: 100 }) { id } }');
    expect((await notes(NORTHWIND, 'issue', [credit, debit])).data.issueReratingNotes).toEqual({
      done: 2,
      refused: [],
    });
    expect((await notes(NORTHWIND, 'issue', [credit])).data.issueReratingNotes).toEqual({
      done: 0,
      refused: [{ reason: 'It has been issued already.' }],
    });
    const { data } = await ask<{ reratingNotes: { nodes: object[] } }>(
      NORTHWIND,
      `query ($id: ID!) { reratingNotes(filter: { reratingId: $id }) { nodes { kind state
         creditNote { id state reason netMinor vatMinor } debitNote { state totalMinor issued { document } } } } }`,
      { id: first.id },
    );
    expect(data.reratingNotes.nodes).toEqual(
      expect.arrayContaining([
        {
          kind: 'CREDIT',
          state: 'ISSUED',
          creditNote: {
            id: expect.any(String),
            state: 'AWAITING_APPROVAL',
            reason: 'The tariff was mended.',
            netMinor: 162,
            vatMinor: 32,
          },
          debitNote: null,
        },
        {
          kind: 'DEBIT',
          state: 'ISSUED',
          creditNote: null,
          debitNote: { state: 'ISSUED', totalMinor: 36, issued: { document: 'DEBIT_NOTE' } },
        },
      ]),
    );
    const second = (await colleague(world, world.northwind.admin, 'FINANCE')).token;
    const [note] = await world.sql<{ id: string }>('select id from credit_note');
    const approved = await ask<{ approveCreditNote: { state: string } }>(
      second,
      'mutation ($id: ID!) { approveCreditNote(input: { id: $id }) { state } }',
      { id: note?.id },
    );
    expect(approved.data.approveCreditNote.state).toBe('ISSUED');
    await expectConsistent();
  });

  test('[B2] once more re-rated, a zone of another name and less than is left: no more is credited than that', async () => {
    await mend(
      NORTHWIND,
      retail,
      '2026-10-10',
      ['447', 'Mobile networks', 0],
      ['4420', 'London', 0.0901],
      ['44113', 'Leeds', 0.06],
    );
    const [line] = await world.sql<{ id: string }>(
      `select id from invoice_line where invoice_id = $1 and description like 'Calls to UK mobile%'`,
      [october],
    );
    const credited = await ask(
      NORTHWIND,
      'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { id } }',
      { input: { invoiceId: october, reason: 'Kindness.', lines: [{ lineId: line?.id, netMinor: 70 }] } },
    );
    expect(credited.errors).toBeUndefined();
    const seen = (await preview(NORTHWIND)).data.previewRerating;
    // Of £2.40 so much is left: £1.62 and £0.70 were credited. London is a tenth of a penny off.
    expect(seen.notes).toEqual([
      expect.objectContaining({ kind: 'CREDIT', netMinor: 8, creditedBeforeMinor: 10 }),
    ]);
    const again = await done(NORTHWIND, world.northwind.id);
    expect(again.notes).toMatchObject([{ kind: 'CREDIT', netMinor: 18 }]);
    expect(await waiting()).toEqual([
      ['Calls to Leeds: 1 call, 1 min 30 s', 30_000],
      ['Calls to London: 1 call, 1 min 00 s', 90_100],
      ['Calls to Mobile networks: 1 call, 1 min 00 s', 0],
    ]);
    expect(
      await world.sql('select from charge where invoice_id is null and description like $1', ['%UK mobile%']),
    ).toEqual([]);
    expect(
      (
        await notes(
          NORTHWIND,
          'issue',
          again.notes.map(({ id }) => id),
        )
      ).data.issueReratingNotes,
    ).toEqual({
      done: 1,
      refused: [],
    });
    await expectConsistent();
  });

  test('[B2] a version that is withdrawn gives place to the one before it; what nobody wants noted is left', async () => {
    const { data } = await ask<{ tariff: { versions: { id: string; number: number }[] } }>(
      NORTHWIND,
      'query ($id: ID!) { tariff(id: $id) { versions { id number } } }',
      { id: retail },
    );
    const withdrawn = await ask(
      NORTHWIND,
      'mutation ($id: ID!) { withdrawTariffVersion(input: { versionId: $id }) { id } }',
      { id: data.tariff.versions.find(({ number }) => number === 3)?.id },
    );
    expect(withdrawn.errors).toBeUndefined();
    const third = await done(NORTHWIND, world.northwind.id, { companyId: world.globex.id });
    // All is as it was charged at first, by version 1; what is paid for once more is noted.
    expect(third.notes).toMatchObject([
      { kind: 'CREDIT', netMinor: 30 },
      { kind: 'DEBIT', netMinor: 180 },
    ]);
    const ids = third.notes.map(({ id }) => id);
    expect((await notes(NORTHWIND, 'leave', ids)).data.leaveReratingNotes).toEqual({ done: 2, refused: [] });
    expect((await notes(NORTHWIND, 'leave', ids)).data.leaveReratingNotes).toMatchObject({ done: 0 });
    expect(code(await start(NORTHWIND))).toBe('CONFLICT');
  });
});

describe('the other side', () => {
  test('[B2] is re-rated by the operator, whose notes go to the reseller; retail stays', async () => {
    await mend(STAFF, wholesale, '2026-10-15', ['44', 'UK', 0.01], ['353', 'Ireland', 0.05]);
    const retailPrices = () => world.sql('select retail_price_micro from call_record order by id');
    const before = await retailPrices();
    const seen = (await preview(STAFF, { tariffId: wholesale })).data.previewRerating;
    expect(seen).toMatchObject({
      side: 'WHOLESALE',
      rows: expect.arrayContaining([
        expect.objectContaining({ customerName: 'Northwind IT', invoiced: true, zone: 'UK' }),
      ]),
      notes: [{ kind: 'CREDIT' }],
    });
    const rerated = await done(STAFF, world.platform.id, { tariffId: wholesale });
    expect(rerated.notes).toMatchObject([{ kind: 'CREDIT', netMinor: seen.notes[0]?.netMinor }]);
    expect(await retailPrices()).toEqual(before);
    expect(
      (
        await notes(
          STAFF,
          'issue',
          rerated.notes.map(({ id }) => id),
        )
      ).data.issueReratingNotes,
    ).toMatchObject({ done: 1 });
    const theirs = await ask<{
      creditNotes: { nodes: { kind: string }[] };
      reratings: { nodes: { side: string }[] };
    }>(
      NORTHWIND,
      '{ creditNotes(filter: { kind: WHOLESALE }) { nodes { kind } } reratings { nodes { side } } }',
    );
    expect(theirs.data.creditNotes.nodes).toHaveLength(1);
    expect(new Set(theirs.data.reratings.nodes.map(({ side }) => side))).toEqual(new Set(['RETAIL']));
    await expectConsistent();
  });

  test('[B2] one re-rating at a time', async () => {
    await mend(STAFF, wholesale, '2026-10-16', ['44', 'UK', 0.02], ['353', 'Ireland', 0.05]);
    const { data } = await start(STAFF, { tariffId: null, companyId: world.globex.id });
    expect(code(await start(STAFF, { tariffId: wholesale }))).toBe('CONFLICT');
    await rerate(app, { reratingId: data.rerateCalls.id, resellerId: world.platform.id });
    expect(code(await start(STAFF, { tariffId: wholesale }))).toBe('CONFLICT');
    await expectConsistent();
  });
});
