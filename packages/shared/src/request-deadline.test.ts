import { describe, expect, test } from 'vitest';
import { acknowledgementDueOn, type Pause, requestDeadline } from './request-deadline.ts';
import type { UkRegion } from './working-days.ts';

const REGIONS: Record<string, UkRegion> = {
  E: 'ENGLAND_AND_WALES',
  S: 'SCOTLAND',
  N: 'NORTHERN_IRELAND',
};

/** Received on, in these parts of the United Kingdom, due on; worked out by hand with the calendars of gov.uk. */
const ONE_MONTH: readonly [receivedOn: string, regions: string, dueOn: string, because: string][] = [
  ['2025-09-03', 'ESN', '2025-10-03', 'the corresponding date'],
  ['2026-09-03', 'ESN', '2026-10-05', 'a Saturday'],
  ['2026-01-31', 'ESN', '2026-03-02', 'no 31 February, and the 28th is a Saturday'],
  ['2027-01-31', 'ESN', '2027-03-01', 'no 31 February, and the 28th is a Sunday'],
  ['2028-01-31', 'ESN', '2028-02-29', 'the last day of a leap February'],
  ['2028-01-30', 'ESN', '2028-02-29', 'the last day of a leap February'],
  ['2028-01-29', 'ESN', '2028-02-29', 'the corresponding date in a leap year'],
  ['2025-01-29', 'ESN', '2025-02-28', 'the last day of February'],
  ['2026-01-28', 'ESN', '2026-03-02', 'a Saturday'],
  ['2026-03-31', 'ESN', '2026-04-30', 'a shorter month'],
  ['2026-05-31', 'ESN', '2026-06-30', 'received on a Sunday, which counts'],
  ['2026-08-31', 'EN', '2026-09-30', 'received on a bank holiday, which counts'],
  ['2026-10-31', 'EN', '2026-11-30', 'a shorter month'],
  ['2026-10-31', 'S', '2026-12-01', 'St Andrew’s Day'],
  ['2024-10-30', 'EN', '2024-12-02', 'a Saturday'],
  ['2024-10-30', 'S', '2024-12-03', 'St Andrew’s Day made up for on a Monday'],
  ['2026-11-25', 'ESN', '2026-12-29', 'Christmas, a weekend, Boxing Day made up for'],
  ['2027-11-25', 'ESN', '2027-12-29', 'Christmas and Boxing Day at a weekend'],
  ['2022-11-25', 'ESN', '2022-12-28', 'Christmas on a Sunday'],
  ['2026-12-01', 'EN', '2027-01-04', 'New Year and a weekend'],
  ['2026-12-01', 'S', '2027-01-05', '2 January made up for on a Monday'],
  ['2025-12-02', 'EN', '2026-01-02', 'a working day there'],
  ['2025-12-02', 'S', '2026-01-05', '2 January and a weekend'],
  ['2021-12-01', 'EN', '2022-01-04', 'New Year on a Saturday'],
  ['2021-12-01', 'S', '2022-01-05', 'New Year at a weekend, both days made up for'],
  ['2026-12-31', 'ESN', '2027-02-01', 'a Sunday'],
  ['2026-03-03', 'EN', '2026-04-07', 'Good Friday to Easter Monday'],
  ['2026-03-03', 'S', '2026-04-06', 'Good Friday; Easter Monday is a working day'],
  ['2026-03-06', 'EN', '2026-04-07', 'Easter Monday'],
  ['2026-03-06', 'S', '2026-04-06', 'Easter Monday is a working day'],
  ['2026-02-17', 'ES', '2026-03-17', 'the corresponding date'],
  ['2026-02-17', 'N', '2026-03-18', 'St Patrick’s Day'],
  ['2024-02-17', 'ES', '2024-03-18', 'a Sunday'],
  ['2024-02-17', 'N', '2024-03-19', 'St Patrick’s Day made up for on a Monday'],
  ['2026-06-12', 'ES', '2026-07-13', 'a Sunday'],
  ['2026-06-12', 'N', '2026-07-14', 'the Battle of the Boyne made up for on a Monday'],
  ['2027-06-12', 'ES', '2027-07-12', 'the corresponding date'],
  ['2027-06-12', 'N', '2027-07-13', 'the Battle of the Boyne'],
  ['2025-06-12', 'N', '2025-07-15', 'the Battle of the Boyne on a Saturday'],
  ['2026-07-03', 'EN', '2026-08-03', 'a working day there'],
  ['2026-07-03', 'S', '2026-08-04', 'the first Monday of August'],
  ['2026-07-31', 'EN', '2026-09-01', 'the last Monday of August'],
  ['2026-07-31', 'S', '2026-08-31', 'the last Monday of August is a working day'],
  ['2026-04-04', 'ESN', '2026-05-05', 'the first Monday of May'],
  ['2026-04-25', 'ESN', '2026-05-26', 'the last Monday of May'],
  ['2026-05-15', 'EN', '2026-06-15', 'a working day there'],
  ['2026-05-15', 'S', '2026-06-16', 'proclaimed for the World Cup'],
  ['2020-04-08', 'ESN', '2020-05-11', 'moved to the anniversary of the end of the war'],
  ['2020-04-04', 'ESN', '2020-05-04', 'the holiday was moved away'],
  ['2022-05-02', 'ESN', '2022-06-06', 'the jubilee'],
  ['2022-04-30', 'ESN', '2022-05-30', 'the holiday was moved away'],
  ['2022-08-19', 'ESN', '2022-09-20', 'the state funeral'],
  ['2023-04-08', 'ESN', '2023-05-09', 'the coronation'],
];

const pause = (from: string, to: string): Pause => ({ from, to });
/** Received on 3 September 2025, a Wednesday; the month ends on Friday 3 October. */
const PAUSED: readonly [pauses: Pause[], dueOn: string, because: string][] = [
  [[pause('2025-09-08', '2025-09-18')], '2025-10-13', 'ten days'],
  [[pause('2025-09-10', '2025-09-11')], '2025-10-06', 'one day, to a Saturday'],
  [[pause('2025-09-10', '2025-09-10')], '2025-10-03', 'answered on the day'],
  [[pause('2025-09-15', '2025-09-22'), pause('2025-09-08', '2025-09-18')], '2025-10-17', 'days count once'],
  [
    [pause('2025-09-08', '2025-09-18'), pause('2025-10-10', '2025-10-20')],
    '2025-10-23',
    'one in the time of the other',
  ],
  [[pause('2025-10-01', '2025-10-11')], '2025-10-13', 'begun in time'],
  [[pause('2025-10-06', '2025-10-16')], '2025-10-03', 'begun too late'],
  [
    [pause('2025-09-08', '2025-09-30'), pause('2025-09-10', '2025-09-12')],
    '2025-10-27',
    'one within the other',
  ],
];

const EXTENDED: readonly [receivedOn: string, pauses: Pause[], dueOn: string, extendedDueOn: string][] = [
  ['2025-09-03', [], '2025-10-03', '2025-12-03'],
  ['2026-01-31', [], '2026-03-02', '2026-04-30'],
  ['2025-11-30', [], '2025-12-30', '2026-03-02'],
  ['2025-09-25', [], '2025-10-27', '2025-12-29'],
  ['2025-09-03', [pause('2025-10-20', '2025-10-30')], '2025-10-03', '2025-12-15'],
  ['2025-09-03', [pause('2025-09-08', '2025-09-18')], '2025-10-13', '2025-12-15'],
];

describe('requestDeadline', () => {
  test.each(ONE_MONTH)('[D3] %s %s → %s: %s', (receivedOn, regions, dueOn) => {
    for (const region of regions)
      expect(requestDeadline({ receivedOn, region: REGIONS[region] as UkRegion })).toMatchObject({
        dueOn,
        extendedDueOn: null,
      });
  });

  test.each(PAUSED)('[D3] paused %j → %s: %s', (pauses, dueOn) => {
    expect(requestDeadline({ receivedOn: '2025-09-03', region: 'ENGLAND_AND_WALES', pauses })).toMatchObject({
      dueOn,
    });
  });

  test.each(EXTENDED)(
    '[D3] %s extended, paused %j → %s and %s',
    (receivedOn, pauses, dueOn, extendedDueOn) => {
      expect(
        requestDeadline({ receivedOn, region: 'ENGLAND_AND_WALES', pauses, extended: true }),
      ).toMatchObject({ dueOn, extendedDueOn });
    },
  );

  test('[D3] says how the date came about', () => {
    const region = 'SCOTLAND';
    expect(requestDeadline({ receivedOn: '2025-09-03', region }).reason).toBe(
      'One month from 3 September 2025 ends on 3 October 2025.',
    );
    expect(requestDeadline({ receivedOn: '2026-10-31', region }).reason).toBe(
      'One month from 31 October 2026 ends on 30 November 2026, the last day of a month that is shorter, which is no working day in Scotland: the next is 1 December 2026.',
    );
    const pauses = [pause('2025-10-20', '2025-10-30')];
    expect(requestDeadline({ receivedOn: '2025-09-03', region, pauses, extended: true }).reason).toBe(
      'Three months from 3 September 2025 end on 3 December 2025, and 10 days of waiting for the person make that 13 December 2025, which is no working day in Scotland: the next is 15 December 2025.',
    );
  });
});

test('[D3] a complaint is acknowledged within 30 days, or on the next working day', () => {
  expect(acknowledgementDueOn('2026-06-19', 'ENGLAND_AND_WALES')).toBe('2026-07-20');
  expect(acknowledgementDueOn('2026-06-22', 'ENGLAND_AND_WALES')).toBe('2026-07-22');
  expect(acknowledgementDueOn('2026-06-12', 'NORTHERN_IRELAND')).toBe('2026-07-14');
});
