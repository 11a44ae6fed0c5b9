import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addTariff, type GivenZone } from './factory.ts';
import { type BandRate, rateOf } from './rate-of.ts';
import { ratedCalls } from './rated-calls.ts';
import { timesOf } from './week.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Call {
  id: number;
  customer: string;
  tariff: string;
  number: string;
  startedAt: string;
  seconds: number;
}
interface Rated {
  id: number;
  status: string;
  version_id: string | null;
  prefix: string | null;
  zone: string | null;
  band: string | null;
  billed_seconds: number | null;
  bundle: string | null;
  bundle_seconds: number;
  price_micro: string | null;
}

const NOTHING_USED = `select null::uuid as customer_id, null::uuid as tariff_id, '' as bundle, null::date as month, 0 as seconds where false`;

async function rated(calls: readonly Call[], used = NOTHING_USED): Promise<Rated[]> {
  await world.sql('drop table if exists given_calls');
  await world.sql(
    `create temporary table given_calls as select * from jsonb_to_recordset('${JSON.stringify(
      calls.map(({ customer, tariff, startedAt, ...call }) => ({
        ...call,
        customer_id: customer,
        tariff_id: tariff,
        started_at: startedAt,
      })),
    )}') g (id integer, customer_id uuid, tariff_id uuid, number text, started_at timestamptz, seconds integer)`,
  );
  return world.sql<Rated>(`select * from (${ratedCalls({ calls: 'given_calls', used })}) r order by id`);
}

/** Numbers that are the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const lastSunday = (year: number, month: number): number => {
  const end = new Date(Date.UTC(year, month + 1, 0, 1));
  return end.getTime() - end.getUTCDay() * 86_400_000;
};

/** The minute of the week in London, by the rule of the last Sundays. */
function minuteInLondon(moment: number): number {
  const year = new Date(moment).getUTCFullYear();
  const summer = moment >= lastSunday(year, 2) && moment < lastSunday(year, 9);
  const local = new Date(moment + (summer ? 3_600_000 : 0));
  return ((local.getUTCDay() + 6) % 7) * 1440 + local.getUTCHours() * 60 + local.getUTCMinutes();
}

/** An increment after the other, each paid as it begins, as a fraction: what `rateOf` and the SQL come to by other ways. */
function oracle(rates: readonly BandRate[], startedAt: string, seconds: number, bundled: number): number {
  if (seconds === 0) return 0;
  const start = Date.parse(startedAt);
  const at = (offset: number): BandRate =>
    rates.find(({ times }) => {
      const minute = minuteInLondon(start + offset * 1000);
      return times.some((time) => time.fromMinute <= minute && minute < time.untilMinute);
    }) as BandRate;
  const first = at(0);
  const lasted = Math.max(seconds, first.minimumSeconds);
  let left = seconds >= first.minimumSeconds ? bundled : 0;
  let sixtieths = 0n;
  let charged = false;
  for (
    let begun = 0, length = first.firstIncrement;
    begun < lasted;
    begun += length, length = first.nextIncrement
  ) {
    if (begun > 0) length = first.nextIncrement;
    const rate = begun < first.minimumSeconds ? first : at(begun);
    const free = Math.min(left, length);
    left -= free;
    charged ||= length > free;
    sixtieths += BigInt(length - free) * BigInt(rate.perMinuteMicro + rate.accessMicro);
  }
  const [whole, rest] = [sixtieths / 60n, sixtieths % 60n];
  return Number(whole + (rest * 2n >= 60n ? 1n : 0n)) + (charged ? first.connectionMicro : 0);
}

const WEEKDAYS = [0, 1, 2, 3, 4];
const BANDS = {
  Day: timesOf(WEEKDAYS, '08:15', '18:00'),
  Evening: [{ fromMinute: 0, untilMinute: 495 }, ...timesOf(WEEKDAYS, '18:00', '08:15')],
  Weekend: [{ fromMinute: 5 * 1440 + 495, untilMinute: 10_080 }],
};
const ALL = { 'Any time': [{ fromMinute: 0, untilMinute: 10_080 }] };

describe('a set of calls', () => {
  test('[B2] is rated as each call alone, and as an oracle has it, to the millionth', async () => {
    const roll = dice(78);
    const rate = () => ({
      perMinuteMicro: roll(200_000),
      accessMicro: roll(4) ? 0 : roll(100_000),
      connectionMicro: roll(3) ? 0 : roll(50_000),
      minimumSeconds: [0, 0, 30, 60][roll(4)] as number,
      firstIncrement: [1, 30, 60][roll(3)] as number,
      nextIncrement: [1, 6, 60][roll(3)] as number,
    });
    const zones: GivenZone[] = ['4420', '44161', '447', '4477', '353', '3538', '1', '49', '4930', '4487'].map(
      (prefix, i) => ({
        name: `Zone ${prefix}`,
        prefixes: [prefix],
        bundle: i === 0 ? 'Minutes' : undefined,
        rates: Object.fromEntries(Object.keys(i % 3 ? BANDS : ALL).map((band) => [band, rate()])),
      }),
    );
    const { id: tariff } = await addTariff(world, {
      issuer: world.northwind.id,
      name: 'Oracle',
      bands: { ...BANDS, ...ALL },
      bundles: { Minutes: 2_000 },
      zones,
    });
    const numbers = [
      '+442079460018',
      '+441614960000',
      '+447911123456',
      '+447700900123',
      '+35315550123',
      '+353871234567',
      '+12125550100',
      '+49891234567',
      '+49301234567',
      '+448712345678',
      '+998711234567',
    ];
    // Around what people do in a week, and around the changes of the clock.
    const starts = [
      '2026-11-27T06:00:00Z',
      '2026-03-28T23:00:00Z',
      '2026-10-24T23:30:00Z',
      '2026-07-03T15:00:00Z',
    ];
    const calls = Array.from(
      { length: 2_000 },
      (_none, id): Call => ({
        id,
        customer: world.globex.id,
        tariff,
        number: numbers[roll(numbers.length)] as string,
        startedAt: new Date(Date.parse(starts[roll(4)] as string) + roll(60 * 3_600_000)).toISOString(),
        seconds: [0, roll(90), roll(900), roll(30_000)][roll(4)] as number,
      }),
    );
    const rows = await rated(calls);
    expect(rows).toHaveLength(calls.length);
    const left = new Map<string, number>();
    const inOrder = [...calls].sort((a, b) => a.startedAt.localeCompare(b.startedAt) || a.id - b.id);
    for (const call of inOrder) {
      const row = rows[call.id] as Rated;
      const digits = call.number.slice(1);
      const zone = zones
        .filter(({ prefixes: [prefix = ''] }) => digits.startsWith(prefix))
        .sort((a, b) => (b.prefixes[0] ?? '').length - (a.prefixes[0] ?? '').length)[0];
      if (!zone) {
        expect(row).toMatchObject({ status: 'UNRATED', price_micro: null, prefix: null });
        continue;
      }
      const rates = Object.entries(zone.rates).map(
        ([band, of]): BandRate => ({
          ...of,
          band,
          times: { ...BANDS, ...ALL }[band as 'Day'],
        }),
      );
      const month = call.startedAt.slice(0, 7);
      const bundled = zone.bundle ? (left.get(month) ?? 120_000) : 0;
      const one = rateOf(rates, new Date(call.startedAt), call.seconds, bundled);
      if (zone.bundle) left.set(month, bundled - one.bundleSeconds);
      expect(row, JSON.stringify([call, rates])).toMatchObject({
        status: 'RATED',
        prefix: zone.prefixes[0],
        zone: zone.name,
        band: one.band,
        billed_seconds: one.billedSeconds,
        bundle_seconds: one.bundleSeconds,
        price_micro: String(one.priceMicro),
      });
      expect(one.priceMicro, JSON.stringify([call, rates])).toBe(
        oracle(rates, call.startedAt, call.seconds, bundled),
      );
    }
    expect(rows.filter(({ bundle }) => bundle).length).toBeGreaterThan(10);
  });

  const flat = (name: string, prefixes: string[], perMinuteMicro: number, weight = 0): GivenZone => ({
    name,
    weight,
    prefixes,
    rates: {
      'Any time': {
        perMinuteMicro,
        accessMicro: 0,
        connectionMicro: 0,
        minimumSeconds: 0,
        firstIncrement: 1,
        nextIncrement: 1,
      },
    },
  });
  const call = (id: number, tariff: string, number: string, startedAt = '2026-09-30T12:00:00Z'): Call => ({
    id,
    customer: world.globex.id,
    tariff,
    number,
    startedAt,
    seconds: 60,
  });

  test('[B2] weight goes before the length of a prefix, free numbers before all, and nothing is free for want of a prefix', async () => {
    const { id } = await addTariff(world, {
      issuer: world.northwind.id,
      name: 'Weights',
      bands: ALL,
      zones: [
        flat('All UK', ['44'], 5, 10),
        flat('London', ['4420'], 7),
        flat('Germany', ['49'], 9),
        flat('Emergency', ['999'], 9),
      ],
    });
    const rows = await rated([
      call(1, id, '+442079460018'),
      call(2, id, '+49301234567'),
      call(3, id, '999'),
      call(4, id, '0800 123 456'),
      call(5, id, '+33123456789'),
    ]);
    expect(rows.map(({ status, zone, price_micro }) => [status, zone, price_micro])).toEqual([
      ['RATED', 'All UK', '5'],
      ['RATED', 'Germany', '9'],
      ['FREE', null, '0'],
      ['FREE', null, '0'],
      ['UNRATED', null, null],
    ]);
  });

  test('[B2] the version in force at the start rates it; what that does not know, the first one after it that does', async () => {
    const first = await addTariff(world, {
      issuer: world.northwind.id,
      name: 'Mended',
      bands: ALL,
      from: '2026-09-01',
      until: '2026-10-01',
      zones: [flat('UK', ['44'], 5)],
    });
    const second = await addTariff(world, {
      issuer: world.northwind.id,
      tariffId: first.id,
      number: 2,
      name: 'Mended',
      bands: ALL,
      from: '2026-10-01',
      zones: [flat('UK', ['44'], 6), flat('France', ['33'], 8)],
    });
    const rows = await rated([
      call(1, first.id, '+442079460018', '2026-09-30T22:59:59Z'),
      // Midnight in London is an hour before that of UTC.
      call(2, first.id, '+442079460018', '2026-09-30T23:00:00Z'),
      call(3, first.id, '+33123456789', '2026-09-15T12:00:00Z'),
      call(4, first.id, '+442079460018', '2026-08-01T12:00:00Z'),
    ]);
    expect(rows.map(({ version_id, price_micro }) => [version_id, price_micro])).toEqual([
      [first.versionId, '5'],
      [second.versionId, '6'],
      [second.versionId, '8'],
      [first.versionId, '5'],
    ]);
  });

  test('[B2] minutes that were used up before are no longer there, and a bundle is each customer’s own', async () => {
    const { id } = await addTariff(world, {
      issuer: world.northwind.id,
      name: 'Bundles',
      bands: ALL,
      bundles: { 'UK minutes': 3 },
      zones: [{ ...flat('UK', ['44'], 60), bundle: 'UK minutes' }],
    });
    const used = `select '${world.globex.id}'::uuid as customer_id, '${id}'::uuid as tariff_id, 'UK minutes' as bundle, '2026-09-01'::date as month, 90 as seconds`;
    const rows = await rated(
      [
        call(1, id, '+442079460018', '2026-09-30T12:00:00Z'),
        call(2, id, '+442079460018', '2026-09-30T13:00:00Z'),
        call(3, id, '+442079460018', '2026-10-01T13:00:00Z'),
        { ...call(4, id, '+442079460018', '2026-09-30T14:00:00Z'), customer: world.initech.id },
      ],
      used,
    );
    expect(rows.map(({ bundle_seconds, price_micro }) => [bundle_seconds, price_micro])).toEqual([
      [60, '0'],
      [30, '30'],
      [60, '0'],
      [60, '0'],
    ]);
  });
});
