import { describe, expect, test } from 'vitest';
import { type BandRate, dialled, isFreeCall, rateOf, weekMinute } from './rate-of.ts';
import { timesOf, weekProblem } from './week.ts';

const rate = (given: Partial<BandRate> = {}): BandRate => ({
  band: 'Any time',
  times: [{ fromMinute: 0, untilMinute: 10_080 }],
  perMinuteMicro: 6_000,
  accessMicro: 0,
  connectionMicro: 0,
  minimumSeconds: 0,
  firstIncrement: 1,
  nextIncrement: 1,
  ...given,
});
const monday = new Date('2026-11-30T12:00:00Z');
const WEEKDAYS = [0, 1, 2, 3, 4];
const day = rate({ band: 'Day', times: timesOf(WEEKDAYS, '08:00', '18:00'), perMinuteMicro: 60_000 });
const night = rate({
  band: 'Night',
  times: [
    ...timesOf([0, 1, 2, 3], '18:00', '08:00'),
    { fromMinute: 4 * 1440 + 1080, untilMinute: 10_080 },
    { fromMinute: 0, untilMinute: 480 },
  ],
  perMinuteMicro: 30_000,
});

describe('the price of one call', () => {
  test('[B2] 0.006 a minute, first 30 s, then by 6: 32 seconds are charged as 36 and cost 0.0036', () => {
    const one = rateOf([rate({ firstIncrement: 30, nextIncrement: 6 })], monday, 32);
    expect([one.billedSeconds, one.priceMicro]).toEqual([36, 3_600]);
  });

  test('[B2] it is rounded once, half up: not for each increment', () => {
    // 0.000001 a minute by the second: each second would be nought.
    expect(rateOf([rate({ perMinuteMicro: 1 })], monday, 30).priceMicro).toBe(1);
    expect(rateOf([rate({ perMinuteMicro: 1 })], monday, 29).priceMicro).toBe(0);
    expect(rateOf([rate({ perMinuteMicro: 12_345 })], monday, 3_601).priceMicro).toBe(740_906);
  });

  test('[B2] a minimum is a length, a connection fee is not a minimum, and who is not answered pays neither', () => {
    const rates = [rate({ minimumSeconds: 60, connectionMicro: 50_000 })];
    expect(rateOf(rates, monday, 5)).toMatchObject({ billedSeconds: 60, priceMicro: 56_000 });
    expect(rateOf(rates, monday, 90)).toMatchObject({ billedSeconds: 90, priceMicro: 59_000 });
    expect(rateOf(rates, monday, 0)).toMatchObject({ billedSeconds: 0, priceMicro: 0 });
  });

  test('[B2] a call that goes on into another band pays each as it comes, and the connection fee once', () => {
    const rates = [
      { ...day, connectionMicro: 10_000 },
      { ...night, connectionMicro: 99_000 },
    ];
    const across = rateOf(rates, new Date('2026-11-30T17:59:00Z'), 180);
    expect(across).toMatchObject({ band: 'Day', priceMicro: 10_000 + 60_000 + 60_000 });
    expect(across.segments).toEqual([
      { band: 'Day', seconds: 60, bundleSeconds: 0, perMinuteMicro: 60_000 },
      { band: 'Night', seconds: 120, bundleSeconds: 0, perMinuteMicro: 30_000 },
    ]);
  });

  test('[B2] an increment that has begun is paid as it began', () => {
    const rates = [day, night].map((one) => ({ ...one, firstIncrement: 60, nextIncrement: 60 }));
    const across = rateOf(rates, new Date('2026-11-30T17:58:30Z'), 100);
    expect(across.segments.map(({ band, seconds }) => [band, seconds])).toEqual([['Day', 120]]);
  });

  test('[B2] bundled seconds go off before pricing, and not of a call below the minimum', () => {
    const rates = [rate({ minimumSeconds: 30, connectionMicro: 1_000 })];
    expect(rateOf(rates, monday, 90, 60)).toMatchObject({ bundleSeconds: 60, priceMicro: 1_000 + 3_000 });
    expect(rateOf(rates, monday, 90, 600)).toMatchObject({ bundleSeconds: 90, priceMicro: 0 });
    expect(rateOf(rates, monday, 20, 600)).toMatchObject({ bundleSeconds: 0, priceMicro: 4_000 });
  });

  test('[B2] bands go by the clock in London, on both days on which it is changed', () => {
    expect(weekMinute(Date.parse('2026-07-01T07:00:00Z'))).toBe(2 * 1440 + 480);
    const early = rate({
      band: 'Early',
      times: [{ fromMinute: 0, untilMinute: 6 * 1440 + 90 }],
      perMinuteMicro: 60_000,
    });
    const late = rate({
      band: 'Late',
      times: [{ fromMinute: 6 * 1440 + 90, untilMinute: 10_080 }],
      perMinuteMicro: 6_000,
    });
    // Half past one on a Sunday: in spring the clock goes past it at 01:00 UTC, in autumn it comes back before it.
    const parts = (start: string, seconds: number) =>
      rateOf([early, late], new Date(start), seconds).segments.map((part) => [part.band, part.seconds]);
    expect(parts('2026-03-29T00:50:00Z', 1_200)).toEqual([
      ['Early', 600],
      ['Late', 600],
    ]);
    expect(parts('2026-10-25T00:20:00Z', 5_400)).toEqual([
      ['Early', 600],
      ['Late', 1_800],
      ['Early', 1_800],
      ['Late', 1_200],
    ]);
  });
});

describe('numbers', () => {
  test('[B2] are known by their digits, however they are written', () => {
    expect(
      ['+44 20 7946 0018', '020 7946 0018', '0044 2079460018', '442079460018', '118 500', '999'].map(dialled),
    ).toEqual([...Array(4).fill('442079460018'), '118500', '999']);
  });

  test('[B2] 999, 112, 116 and 080 are free; Leicester, Reading and the expensive ones are not', () => {
    expect(
      ['999', '112', '116123', '08001111', '+448081570000', '+44999'].map((to) => isFreeCall(dialled(to))),
    ).toEqual(Array(6).fill(true));
    expect(
      ['+441162345678', '0118 496 0000', '118500', '0845 000 0000', '09011111111', '+1 212 555 0100'].map(
        (to) => isFreeCall(dialled(to)),
      ),
    ).toEqual(Array(6).fill(false));
  });
});

describe('a week', () => {
  test('[B2] is covered, or it is said where not', () => {
    expect(weekProblem([day, night].map(({ band, times }) => ({ name: band, times })))).toBeNull();
    const name = 'Day';
    expect(weekProblem([{ name, times: timesOf(WEEKDAYS, '08:00', '18:00') }])).toBe(
      'has no rate from Monday 00:00 until Monday 08:00: its bands must cover the whole week.',
    );
    expect(weekProblem([{ name, times: timesOf([0, 1, 2, 3, 4, 5, 6], '00:00', '24:00') }])).toBeNull();
    expect(weekProblem([{ name, times: timesOf([0, 1, 2, 3, 4, 5, 6], '18:00', '18:00') }])).toBeNull();
    expect(weekProblem([{ name, times: timesOf([0, 1, 2, 3, 4, 5, 6], '00:00', '23:30') }])).toMatch(
      /^has no rate from Monday 23:30 until Tuesday 00:00/,
    );
    expect(
      weekProblem([
        { name: 'All', times: timesOf([0, 1, 2, 3, 4, 5, 6], '00:00', '24:00') },
        { name: 'Peak', times: timesOf([2], '09:00', '10:00') },
      ]),
    ).toBe('has two rates from Wednesday 09:00 on: All and Peak.');
  });
});
