import { describe, expect, test } from 'vitest';
import { GraphQLDate, GraphQLDateTime } from './scalars.ts';

describe('Date', () => {
  test.each(['2026-11-30', '2024-02-29', '2026-01-01'])('%s is one', (text) => {
    expect(GraphQLDate.parseValue(text)).toBe(text);
  });
  test.each([
    '2026-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '0000-01-01',
    '26-11-30',
    '2026-11-30T00:00:00Z',
    '',
    20261130,
    null,
  ])('%s is none', (value) => {
    expect(() => GraphQLDate.parseValue(value)).toThrow('Must be a Date such as 2026-11-30.');
  });
});

describe('DateTime', () => {
  test.each(['2026-11-30T09:30:00Z', '2026-11-30T09:30:00.123456+01:00', '2026-11-30T09:30-05:00'])(
    '%s is one',
    (text) => {
      expect(GraphQLDateTime.parseValue(text)).toBe(text);
    },
  );
  test.each([
    '2026-02-30T09:30:00Z',
    '0000-01-01T09:30:00Z',
    '2026-11-30',
    '2026-11-30T09:30:00',
    '2026-11-30T25:00:00Z',
    '2026-11-30 09:30:00Z',
    'now',
  ])('%s is none', (text) => {
    expect(() => GraphQLDateTime.parseValue(text)).toThrow('Must be a DateTime such as');
  });
  test('a moment of the server is given as UTC', () => {
    expect(GraphQLDateTime.serialize(new Date('2026-11-30T09:30:00+01:00'))).toBe('2026-11-30T08:30:00.000Z');
  });
});
