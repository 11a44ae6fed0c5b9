import { expect, test } from 'vitest';
import { bandsOf, rowsOf, timesText } from './week.ts';

const NIGHT = {
  name: 'Night',
  times: [
    { fromMinute: 0, untilMinute: 480 },
    { fromMinute: 1_080, untilMinute: 1_920 },
    { fromMinute: 7_200, untilMinute: 10_080 },
  ],
};

test('[B2] what a band is in minutes of the week, people read by the day', () => {
  expect(timesText([{ fromMinute: 0, untilMinute: 10_080 }])).toBe('the whole week');
  expect(timesText(NIGHT.times)).toBe('Mon, Tue 00:00–08:00; Mon 18:00–24:00; Sat, Sun all day');
  expect(
    timesText([0, 1, 2].map((day) => ({ fromMinute: day * 1_440 + 480, untilMinute: day * 1_440 + 1_080 }))),
  ).toBe('Mon–Wed 08:00–18:00');
});

test('[B2] rows of one name are one band again', () => {
  const [band, ...others] = bandsOf(rowsOf([NIGHT]));
  expect(others).toEqual([]);
  expect(band?.times).toContainEqual({ days: ['SATURDAY', 'SUNDAY'], from: '00:00', until: '24:00' });
});
