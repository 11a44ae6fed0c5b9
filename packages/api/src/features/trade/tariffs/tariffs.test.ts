import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Version {
  id: string;
  number: number;
  standing: string;
  validFrom: string;
  validUntil: string | null;
}
interface Tariff {
  id: string;
  name: string;
  everyone: boolean;
  versions: Version[];
  customers: { id: string; validFrom: string; validUntil: string | null }[];
}
const TARIFF =
  'id name everyone versions { id number standing validFrom validUntil zoneCount prefixCount } customers { id validFrom validUntil }';
const send = (token: string | undefined, verb: string, input: object) =>
  app.ask<Record<string, Tariff>>(
    `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${TARIFF} } }`,
    { input },
    token,
  );
const done = async (...[token, verb, input]: [string, string, object]): Promise<Tariff> => {
  const { data, errors } = await send(token, verb, input);
  expect(errors).toBeUndefined();
  return data[verb] as Tariff;
};
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;
const fieldsOf = ({
  errors,
}: {
  errors?: { extensions: { fields?: { path: string; message: string }[] } }[];
}) => errors?.[0]?.extensions.fields?.map(({ path, message }) => `${path}: ${message}`);
const draftOf = ({ versions }: Tariff) => versions.find(({ standing }) => standing === 'DRAFT')?.id ?? '';

const HEAD = 'prefix,zone,band,pricePerMinute,connectionFee,minimumSeconds,firstIncrement,nextIncrement';
const CSV = `${HEAD}\n4420 44161,UK landline,Day,0.012,0,0,1,1\n4420 44161,UK landline,Night,0.006,0,0,30,6\n353,Ireland,,0.02,0.05,0,60,60\n`;
const WEEKDAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'];
const BANDS = [
  { name: 'Day', times: [{ days: WEEKDAYS, from: '08:00', until: '18:00' }] },
  {
    name: 'Night',
    times: [
      { days: WEEKDAYS.slice(0, 4), from: '18:00', until: '08:00' },
      { days: ['FRIDAY'], from: '18:00', until: '24:00' },
      { days: ['SATURDAY'], from: '00:00', until: '24:00' },
      { days: ['SUNDAY'], from: '00:00', until: '08:00' },
      { days: ['SUNDAY'], from: '08:00', until: '08:00' },
    ],
  },
];
// Sunday from eight until Monday at eight: past the end of the week.
const begun = (token: string, input: object = {}) =>
  done(token, 'importTariff', { name: `Tariff ${++count}`, csv: CSV, bands: BANDS, ...input });
const rate = (
  token: string | undefined,
  tariffId: string,
  to: string,
  startedAt = '2026-10-05T10:00:00Z',
  seconds = 60,
) =>
  app.ask<{ rateCall: Record<string, unknown> }>(
    `query ($tariffId: ID!, $to: String!, $startedAt: DateTime!, $seconds: Int!) {
       rateCall(tariffId: $tariffId, to: $to, startedAt: $startedAt, seconds: $seconds) {
         status billedSeconds priceMicro zone prefix band versionNumber } }`,
    { tariffId, to, startedAt, seconds },
    token,
  );
const rated = async (...given: Parameters<typeof rate>) => {
  const { data, errors } = await rate(...given);
  expect(errors).toBeUndefined();
  return data.rateCall;
};

describe('importTariff', () => {
  test('[B2] makes a draft of a file, which can be tried out; published, it prices calls', async () => {
    const { token } = world.northwind.admin;
    const tariff = await begun(token);
    expect(tariff.versions).toMatchObject([{ number: 1, standing: 'DRAFT', zoneCount: 2, prefixCount: 3 }]);
    expect(await rated(token, tariff.id, '+442079460018')).toMatchObject({
      status: 'RATED',
      versionNumber: 1,
    });
    const published = await done(token, 'publishTariff', { versionId: draftOf(tariff) });
    expect(published.versions[0]).toMatchObject({ standing: 'IN_FORCE', validFrom: '2026-10-01' });
    expect(await rated(token, tariff.id, '020 7946 0018')).toEqual({
      status: 'RATED',
      billedSeconds: 60,
      priceMicro: 12_000,
      zone: 'UK landline',
      prefix: '4420',
      band: 'Day',
      versionNumber: 1,
    });
    expect(await rated(token, tariff.id, '+441614960000', '2026-10-04T12:00:00Z', 32)).toMatchObject({
      billedSeconds: 36,
      priceMicro: 3_600,
      band: 'Night',
    });
    expect(await rated(token, tariff.id, '+33123456789')).toMatchObject({
      status: 'UNRATED',
      priceMicro: null,
    });
    expect(await rated(token, tariff.id, '999')).toMatchObject({ status: 'FREE', priceMicro: 0 });
    expect(codeOf(await rate(token, tariff.id, 'reception'))).toBe('INVALID_INPUT');
  });

  test('[B2] once more replaces the draft, and leaves bands as they were; what is published is not touched', async () => {
    const { token } = world.northwind.admin;
    const tariff = await begun(token);
    const dearer = { tariffId: tariff.id, csv: CSV.replace('0.012', '0.024') };
    const again = await done(token, 'importTariff', dearer);
    expect(again.versions.map(({ id }) => id)).toEqual([draftOf(tariff)]);
    expect(await rated(token, tariff.id, '+442079460018')).toMatchObject({ priceMicro: 24_000 });
    await done(token, 'publishTariff', { versionId: draftOf(tariff) });
    const next = await done(token, 'importTariff', {
      tariffId: tariff.id,
      csv: CSV,
      validFrom: '2026-11-01',
    });
    expect(next.versions.map(({ number, standing }) => [number, standing])).toEqual([
      [2, 'DRAFT'],
      [1, 'IN_FORCE'],
    ]);
    await done(token, 'publishTariff', { versionId: draftOf(next) });
    expect(await rated(token, tariff.id, '+442079460018', '2026-10-31T12:00:00Z')).toMatchObject({
      versionNumber: 1,
    });
    expect(await rated(token, tariff.id, '+442079460018', '2026-11-02T12:00:00Z')).toMatchObject({
      priceMicro: 12_000,
    });
    const [version] = (await done(token, 'updateTariff', { id: tariff.id, name: `Other ${count}` })).versions;
    for (const verb of ['publishTariff', 'discardTariffDraft'])
      expect(codeOf(await send(token, verb, { versionId: version?.id }))).toBe('CONFLICT');
  });

  const wrong = (csv: string, bands: object[] | null = BANDS) =>
    send(world.northwind.admin.token, 'importTariff', { name: `Wrong ${++count}`, csv, bands });

  test('[B2] a gap in its bands, a prefix twice and two prices for one are said with their place, and nothing is kept', async () => {
    expect(fieldsOf(await wrong(CSV, [BANDS[0] as object]))).toEqual([
      'csv: Line 3: There is no band Night: the bands are Day.',
      'bands: UK landline has no rate from Monday 00:00 until Monday 08:00: its bands must cover the whole week.',
    ]);
    expect(fieldsOf(await wrong(`${CSV}353 354,Iceland,,0.03,0,0,1,1\n`))).toEqual([
      'csv: Line 5: The prefix 353 stands there twice: on line 4 already, in Ireland.',
    ]);
    expect(fieldsOf(await wrong(`${CSV}44121,UK landline,Day,0.5,0,0,1,1\n`))).toEqual([
      'csv: Line 5: UK landline costs something else in the band Day on line 2: a zone has one price for each band.',
    ]);
    const overlap = [
      ...BANDS,
      { name: 'Peak', times: [{ days: ['MONDAY'], from: '09:00', until: '10:00' }] },
    ];
    expect(fieldsOf(await wrong(`${CSV}4420,UK landline,Peak,0.5,0,0,1,1\n`, overlap))).toEqual([
      'bands: UK landline has two rates from Monday 09:00 on: Day and Peak.',
    ]);
    expect(fieldsOf(await wrong(`${HEAD}\nabc,Zone,,1.1234567,0,x,0,1\n`, null))).toEqual([
      'csv: Line 2: Prefix must be digits such as 4420: it is abc. Price per minute must be an amount such as 0.0125, with six decimals at most. Minimum seconds must be a whole number between 0 and 3600. First increment must be a whole number between 1 and 3600.',
    ]);
    expect(fieldsOf(await wrong('prefix,zone\n44,UK\n'))).toEqual([
      'csv: Must have the columns Price per minute.',
    ]);
    expect(codeOf(await wrong(`${HEAD}\n"44,UK\n`))).toBe('INVALID_INPUT');
    expect(await world.sql('select from tariff where name like $1', ['Wrong%'])).toEqual([]);
  });

  test('[B2] what it would change is shown before anything is made of it', async () => {
    const { token } = world.northwind.admin;
    const tariff = await begun(token);
    await done(token, 'publishTariff', { versionId: draftOf(tariff) });
    const csv = `${CSV.replace('0.012', '0.015').replace(/353.*\n/, '')}33,France,,0.04,0,0,1,1\n4420,Nowhere,Peak,1,0,0,1,1\n`;
    const { data, errors } = await app.ask<{ tariffImport: Record<string, unknown> }>(
      `query ($tariffId: ID!, $csv: String!) { tariffImport(tariffId: $tariffId, csv: $csv) { beforeNumber newCount changedCount goneCount
         sameCount problems { line message } rows { zone band beforeMicro micro outcome } } }`,
      { tariffId: tariff.id, csv },
      token,
    );
    expect(errors).toBeUndefined();
    expect(data.tariffImport).toMatchObject({
      beforeNumber: 1,
      newCount: 1,
      changedCount: 1,
      goneCount: 1,
      sameCount: 1,
      rows: [
        { zone: 'UK landline', band: 'Day', beforeMicro: 12_000, micro: 15_000, outcome: 'CHANGED' },
        { zone: 'France', band: 'Any time', beforeMicro: null, micro: 40_000, outcome: 'NEW' },
        { zone: 'Ireland', band: 'Any time', beforeMicro: 20_000, micro: null, outcome: 'GONE' },
      ],
      problems: [{ line: 5, message: expect.stringContaining('There is no band Peak') }],
    });
  });

  test('[S10] another’s tariff is not there; companies have none; resellers have retail only', async () => {
    const { token } = world.northwind.admin;
    const tariff = await begun(token);
    const versionId = draftOf(tariff);
    for (const [other, code] of [
      [world.contoso.admin.token, 'NOT_FOUND'],
      [world.globex.admin.token, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      expect(codeOf(await send(other, 'importTariff', { tariffId: tariff.id, csv: CSV }))).toBe(code);
      expect(codeOf(await send(other, 'publishTariff', { versionId }))).toBe(code);
      expect(codeOf(await send(other, 'discardTariffDraft', { versionId }))).toBe(code);
      expect(codeOf(await send(other, 'updateTariff', { id: tariff.id, everyone: true }))).toBe(code);
      expect(codeOf(await rate(other, tariff.id, '+442079460018'))).toBe(code);
    }
    expect(codeOf(await send(world.platform.staff.token, 'publishTariff', { versionId }))).toBe('NOT_FOUND');
    expect(
      fieldsOf(
        await send(token, 'importTariff', { name: 'Cheap', kind: 'WHOLESALE', csv: CSV, bands: BANDS }),
      ),
    ).toEqual(['kind: Must be RETAIL: what you pay is the operator’s to say.']);
    const wholesale = await begun(world.platform.staff.token);
    expect(codeOf(await rate(token, wholesale.id, '+442079460018'))).toBe('NOT_FOUND');
    await done(token, 'discardTariffDraft', { versionId });
  });
});

describe('whose calls are charged by which', () => {
  const held = async (day: string) => {
    const [row] = await world.sql<{ wholesale: string | null; retail: string | null }>(
      `select wholesale_tariff_id as wholesale, retail_tariff_id as retail from call_tariffs(array[$1::uuid], array[$2::uuid], $3, $3)`,
      [world.northwind.id, world.globex.id, day],
    );
    return [row?.wholesale, row?.retail];
  };

  test('[B2] a customer’s own from a day on, else the one for everyone; wholesale and retail at once', async () => {
    const { token } = world.northwind.admin;
    const { staff } = world.platform;
    expect(await held('2026-10-05')).toEqual([null, null]);
    const retail = await begun(token, { everyone: true });
    const own = await begun(token);
    const wholesale = await begun(staff.token, { everyone: true });
    const agreed = await begun(staff.token);
    expect(await held('2026-10-05')).toEqual([wholesale.id, retail.id]);
    await done(token, 'assignTariff', {
      tariffId: own.id,
      companyId: world.globex.id,
      validFrom: '2026-10-10',
    });
    await done(staff.token, 'assignTariff', { tariffId: agreed.id, resellerId: world.northwind.id });
    expect(await held('2026-10-09')).toEqual([agreed.id, retail.id]);
    expect(await held('2026-10-10')).toEqual([agreed.id, own.id]);
    const again = await done(token, 'assignTariff', {
      tariffId: own.id,
      companyId: world.globex.id,
      validFrom: '2026-10-20',
    });
    expect(again.customers.map(({ validFrom, validUntil }) => [validFrom, validUntil])).toEqual([
      ['2026-10-20', null],
      ['2026-10-10', '2026-10-20'],
    ]);
    const customerId = again.customers[0]?.id;
    await done(token, 'withdrawTariff', { customerId, validUntil: '2026-11-01' });
    expect(await held('2026-10-31')).toEqual([agreed.id, own.id]);
    expect(await held('2026-11-01')).toEqual([agreed.id, retail.id]);
    expect(codeOf(await send(token, 'withdrawTariff', { customerId, validUntil: '2026-11-01' }))).toBe(
      'CONFLICT',
    );
    expect(codeOf(await send(world.contoso.admin.token, 'withdrawTariff', { customerId }))).toBe('NOT_FOUND');
    for (const [who, input, field] of [
      [token, { tariffId: own.id }, 'companyId'],
      [token, { tariffId: own.id, resellerId: world.contoso.id }, 'resellerId'],
      [token, { tariffId: own.id, companyId: world.globex.id, validFrom: '2026-09-01' }, 'validFrom'],
      [staff.token, { tariffId: agreed.id, companyId: world.acme.id }, 'companyId'],
    ] as const)
      expect(fieldsOf(await send(who, 'assignTariff', input))?.[0]).toMatch(new RegExp(`^${field}: `));
    expect(codeOf(await send(token, 'assignTariff', { tariffId: own.id, companyId: world.initech.id }))).toBe(
      'NOT_FOUND',
    );
    expect(
      codeOf(await send(token, 'assignTariff', { tariffId: agreed.id, companyId: world.globex.id })),
    ).toBe('NOT_FOUND');
    const second = await send(token, 'updateTariff', { id: own.id, everyone: true });
    expect([codeOf(second), fieldsOf(second)?.[0]]).toEqual([
      'CONFLICT',
      expect.stringMatching(/^everyone: /),
    ]);

    // What the price rests on is told to who pays it, and to nobody below.
    const rates = async (who: string, version: string) => {
      const credentials = await app.app.services.tokens.verify(who);
      return app.app.scopes.run(
        credentials,
        { requestId: 'test' },
        async (scope) =>
          (await scope.sql('select zone from tariff_rates($1, $2)', [version, '+442079460018'])).length,
      );
    };
    const version = (tariff: Tariff) => tariff.versions[0]?.id ?? '';
    expect(await rates(world.globex.admin.token, version(own))).toBe(1);
    expect(await rates(world.globex.admin.token, version(agreed))).toBe(0);
    expect(await rates(world.initech.admin.token, version(own))).toBe(0);
    expect(await rates(token, version(agreed))).toBe(1);
    expect(await rates(world.contoso.admin.token, version(agreed))).toBe(0);
  });
});

describe('what held on days that have passed', () => {
  const MONTH_LATER = '2026-11-05T09:00:00Z';
  const daysOf = ({ versions }: Tariff) =>
    versions.map(({ number, validFrom, validUntil }) => [number, validFrom, validUntil]);
  /** Version 1 of October, 2 of November, and a draft. */
  const held = async () => {
    app.clock.set('2026-10-01T09:00:00Z');
    const token = await world.signIn('admin@northwind.example');
    const tariff = await begun(token);
    await done(token, 'publishTariff', { versionId: draftOf(tariff) });
    const dearer = { tariffId: tariff.id, csv: CSV.replace('0.012', '0.12'), validFrom: '2026-11-01' };
    await done(token, 'publishTariff', { versionId: draftOf(await done(token, 'importTariff', dearer)) });
    app.clock.set(MONTH_LATER);
    return { id: tariff.id, token: await world.signIn('admin@northwind.example') };
  };
  const draft = async (token: string, tariffId: string) =>
    draftOf(await done(token, 'importTariff', { tariffId, csv: CSV.replace('0.012', '0.018') }));

  test('[B2] a draft takes the place of what held from a day on, which stays as it was for what it charged', async () => {
    const { id, token } = await held();
    const versionId = await draft(token, id);
    expect(fieldsOf(await send(token, 'mendTariff', { versionId, validFrom: '2026-09-30' }))).toEqual([
      'validFrom: Must be between 1 October 2026 and 4 November 2026.',
    ]);
    expect(fieldsOf(await send(token, 'mendTariff', { versionId, validFrom: '2026-11-05' }))).toHaveLength(1);
    for (const [other, code] of [
      [await world.signIn('admin@contoso.example'), 'NOT_FOUND'],
      [await world.signIn('staff@xe2.example'), 'NOT_FOUND'],
      [await world.signIn('admin@globex.example'), 'FORBIDDEN'],
    ] as const)
      expect(codeOf(await send(other, 'mendTariff', { versionId, validFrom: '2026-11-01' }))).toBe(code);
    expect(daysOf(await done(token, 'mendTariff', { versionId, validFrom: '2026-10-20' }))).toEqual([
      [3, '2026-10-20', '2026-11-01'],
      [2, '2026-11-01', null],
      [1, '2026-10-01', '2026-10-20'],
    ]);
    expect(codeOf(await send(token, 'mendTariff', { versionId, validFrom: '2026-10-20' }))).toBe('CONFLICT');
    const again = await draft(token, id);
    expect(daysOf(await done(token, 'mendTariff', { versionId: again, validFrom: '2026-11-01' }))).toEqual([
      [4, '2026-11-01', null],
      [3, '2026-10-20', '2026-11-01'],
      [2, '2026-11-01', '2026-11-01'],
      [1, '2026-10-01', '2026-10-20'],
    ]);
    expect(await rated(token, id, '+442079460018', '2026-11-02T12:00:00Z')).toMatchObject({
      priceMicro: 18_000,
      versionNumber: 4,
    });
  });

  test('[B2] a version is withdrawn, and the one before it holds on its days; the first is not', async () => {
    const { id, token } = await held();
    const { versions } = await done(token, 'updateTariff', { id, everyone: false });
    const [second, first] = versions.map(({ id: versionId }) => versionId);
    for (const [other, code] of [
      [await world.signIn('admin@contoso.example'), 'NOT_FOUND'],
      [await world.signIn('admin@globex.example'), 'FORBIDDEN'],
    ] as const)
      expect(codeOf(await send(other, 'withdrawTariffVersion', { versionId: second }))).toBe(code);
    expect(codeOf(await send(token, 'withdrawTariffVersion', { versionId: first }))).toBe('CONFLICT');
    expect(daysOf(await done(token, 'withdrawTariffVersion', { versionId: second }))).toEqual([
      [2, '2026-11-01', '2026-11-01'],
      [1, '2026-10-01', null],
    ]);
    expect(codeOf(await send(token, 'withdrawTariffVersion', { versionId: second }))).toBe('CONFLICT');
    expect(codeOf(await send(token, 'withdrawTariffVersion', { versionId: await draft(token, id) }))).toBe(
      'CONFLICT',
    );
    expect(await rated(token, id, '+442079460018', '2026-11-02T12:00:00Z')).toMatchObject({
      priceMicro: 12_000,
      versionNumber: 1,
    });
  });

  test('[B2] what has held on no day yet is published instead', async () => {
    const { token } = await held();
    const versionId = draftOf(await begun(token));
    expect(codeOf(await send(token, 'mendTariff', { versionId, validFrom: '2026-11-01' }))).toBe('CONFLICT');
  });
});
