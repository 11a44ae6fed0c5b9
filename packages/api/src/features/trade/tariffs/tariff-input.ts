import { line } from '@steward/shared';
import { z } from 'zod';
import { nested, oneOf } from '../../../kernel/input.ts';
import { enumeration } from '../../../kernel/table.ts';
import type { NamedBand } from './judge-tariff-file.ts';
import { timesOf } from './week.ts';

export const Weekday = enumeration('Weekday', {
  MONDAY: 'MONDAY',
  TUESDAY: 'TUESDAY',
  WEDNESDAY: 'WEDNESDAY',
  THURSDAY: 'THURSDAY',
  FRIDAY: 'FRIDAY',
  SATURDAY: 'SATURDAY',
  SUNDAY: 'SUNDAY',
});
const WEEKDAYS = Object.keys(Weekday);

const MOST_CHARACTERS = 1_000_000;
const clock = (pattern: RegExp, example: string) =>
  z.string().max(5).regex(pattern, `Must be a time such as ${example}.`);

/** The text of a CSV file with prefixes and prices. */
export const tariffFile = () =>
  z.string().min(1, 'Must be filled in: the file.').max(MOST_CHARACTERS, 'May be at most 1 MB.');

const bandInput = nested(
  'TariffBandInput',
  z.object({
    name: line(80),
    times: z
      .array(
        nested(
          'TariffTimeInput',
          z.object({
            days: z.array(oneOf(Weekday)).min(1, 'Must name a day.').max(7, 'May name each day once.'),
            from: clock(/^([01]\d|2[0-3]):[0-5]\d$/, '08:00'),
            until: clock(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '18:00'),
          }),
        ),
      )
      .min(1, 'Must say when it is.')
      .max(50, 'May have at most 50 times.'),
  }),
);

const bundleInput = nested(
  'TariffBundleInput',
  z.object({
    name: line(80),
    minutes: z.number().int().min(1, 'Must be at least 1.').max(1_000_000, 'May be at most 1,000,000.'),
    zones: z.array(line(80)).min(1, 'Must name a zone.').max(500, 'May name at most 500 zones.'),
  }),
);

/** What stands beside the file: when its bands are, and which zones have minutes of a bundle. */
export const besideFile = {
  bands: z.array(bandInput).max(50, 'May be at most 50.').nullish(),
  bundles: z.array(bundleInput).max(50, 'May be at most 50.').nullish(),
};

/** Bands as people say them, in minutes of the week. */
export const bandsOf = (given: readonly z.infer<typeof bandInput>[]): NamedBand[] =>
  given.map(({ name, times }) => ({
    name,
    times: times
      .flatMap(({ days, from, until }) =>
        timesOf(
          [...new Set(days)].map((day) => WEEKDAYS.indexOf(day)),
          from,
          until,
        ),
      )
      .sort((a, b) => a.fromMinute - b.fromMinute),
  }));
