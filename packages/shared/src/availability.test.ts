import { describe, expect, test } from 'vitest';
import { availability, type Impact, type Severity, startOfDay } from './availability.ts';

const impact = (severity: Severity, since: string, until: string | null): Impact => ({
  severity,
  since: new Date(since),
  until: until === null ? null : new Date(until),
});
const none = { UNDER_MAINTENANCE: 0, DEGRADED: 0, PARTIAL_OUTAGE: 0, MAJOR_OUTAGE: 0 };

describe('[N4] availability', () => {
  test('counts minutes by day, today as far as it has come', () => {
    const now = new Date('2026-12-01T06:00:00Z');
    const { days, available } = availability(
      [impact('MAJOR_OUTAGE', '2026-11-30T23:00:00Z', '2026-12-01T01:30:00Z')],
      { days: 2, now },
    );
    expect(days).toEqual([
      { date: '2026-11-30', minutes: 1440, affected: { ...none, MAJOR_OUTAGE: 60 } },
      { date: '2026-12-01', minutes: 360, affected: { ...none, MAJOR_OUTAGE: 90 } },
    ]);
    expect(available).toBeCloseTo(1650 / 1800, 10);
  });

  test('days have 23 and 25 hours when clocks change, and an outage over the change its true length', () => {
    // On 29 March 2026 01:00 GMT became 02:00 BST: midnight to 04:00 are three hours.
    const spring = availability([impact('PARTIAL_OUTAGE', '2026-03-29T00:00:00Z', '2026-03-29T03:00:00Z')], {
      days: 2,
      now: new Date('2026-03-30T11:00:00Z'),
    }).days;
    expect(spring.map(({ minutes }) => minutes)).toEqual([23 * 60, 12 * 60]);
    expect(spring[0]?.affected.PARTIAL_OUTAGE).toBe(180);
    // On 25 October 2026 02:00 BST became 01:00 GMT; its midnight is 23:00 UTC of the day before.
    const autumn = availability([impact('MAJOR_OUTAGE', '2026-10-24T23:00:00Z', '2026-10-25T03:00:00Z')], {
      days: 3,
      now: new Date('2026-10-26T12:00:00Z'),
    }).days;
    expect(autumn.map(({ date, minutes, affected }) => [date, minutes, affected.MAJOR_OUTAGE])).toEqual([
      ['2026-10-24', 1440, 0],
      ['2026-10-25', 1500, 240],
      ['2026-10-26', 720, 0],
    ]);
  });

  test('of what overlaps the worst counts, once', () => {
    const { days } = availability(
      [
        impact('DEGRADED', '2026-12-01T00:00:00Z', '2026-12-01T03:00:00Z'),
        impact('MAJOR_OUTAGE', '2026-12-01T01:00:00Z', '2026-12-01T02:00:00Z'),
        impact('MAJOR_OUTAGE', '2026-12-01T01:30:00Z', '2026-12-01T02:00:00Z'),
      ],
      { days: 1, now: new Date('2026-12-01T12:00:00Z') },
    );
    expect(days[0]?.affected).toEqual({ ...none, DEGRADED: 120, MAJOR_OUTAGE: 60 });
  });

  test('what goes on counts until now, what is planned not yet; maintenance is no time at all', () => {
    const now = new Date('2026-12-01T10:00:00Z');
    const { days, available } = availability(
      [
        impact('UNDER_MAINTENANCE', '2026-12-01T00:00:00Z', '2026-12-01T05:00:00Z'),
        impact('PARTIAL_OUTAGE', '2026-12-01T09:00:00Z', null),
        impact('MAJOR_OUTAGE', '2026-12-01T11:00:00Z', '2026-12-01T12:00:00Z'),
      ],
      { days: 1, now },
    );
    expect(days[0]?.affected).toEqual({ ...none, UNDER_MAINTENANCE: 300, PARTIAL_OUTAGE: 60 });
    expect(available).toBeCloseTo(240 / 300, 10);
  });

  test('a degraded service is there; without any time outside maintenance there is no figure', () => {
    const now = new Date('2026-12-01T10:00:00Z');
    const all = (severity: Severity) =>
      availability([impact(severity, '2026-11-01T00:00:00Z', null)], { days: 3, now }).available;
    expect([all('DEGRADED'), all('MAJOR_OUTAGE'), all('UNDER_MAINTENANCE')]).toEqual([1, 0, null]);
  });

  test('a day begins when its date does', () => {
    expect(new Date(startOfDay('2026-07-01')).toISOString()).toBe('2026-06-30T23:00:00.000Z');
    expect(new Date(startOfDay('2026-12-01')).toISOString()).toBe('2026-12-01T00:00:00.000Z');
    expect(new Date(startOfDay('2026-12-01', 'Pacific/Kiritimati')).toISOString()).toBe(
      '2026-11-30T10:00:00.000Z',
    );
  });
});
