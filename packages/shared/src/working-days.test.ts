import { describe, expect, test } from 'vitest';
import { addWorkingDays, isWorkingDay, regionOfPostcode } from './working-days.ts';

describe('working days', () => {
  test('[B7] are those of gov.uk/bank-holidays', () => {
    const holidays = [
      ...['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-04', '2026-05-25', '2026-08-31', '2026-12-25'],
      ...['2026-12-28', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30'],
      ...['2027-12-27', '2027-12-28', '2028-01-03', '2028-04-14', '2028-04-17', '2022-12-26', '2022-12-27'],
    ];
    expect(holidays.filter((day) => isWorkingDay(day))).toEqual([]);
    const working = ['2026-04-07', '2026-12-24', '2026-12-29', '2027-12-29', '2028-01-04', '2022-12-28'];
    expect(working.filter((day) => isWorkingDay(day))).toEqual(working);
  });

  test('are counted from the day after', () => {
    expect(addWorkingDays('2026-10-12', 3)).toBe('2026-10-15');
    expect(addWorkingDays('2026-10-15', 3)).toBe('2026-10-20');
    expect(addWorkingDays('2026-12-23', 3)).toBe('2026-12-30');
    expect(addWorkingDays('2026-10-17', 1)).toBe('2026-10-19');
  });

  test('are those of the part of the United Kingdom in which a postcode lies', () => {
    const of = (...postcodes: string[]) => [...new Set(postcodes.map(regionOfPostcode))];
    expect(of('BT1 5GS')).toEqual(['NORTHERN_IRELAND']);
    expect(of('EH1 1YZ', 'G2 1DU', 'IV1 1QY', 'TD1 1AA', 'ZE1 0AA')).toEqual(['SCOTLAND']);
    expect(of('LS1 4DY', 'GL1 1AA', 'PE1 1AA', 'TD15 1AA', 'CF10 1EP', 'D02 X285')).toEqual([
      'ENGLAND_AND_WALES',
    ]);
  });
});
