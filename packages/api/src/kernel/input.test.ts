import { date, id, line, optional } from '@steward/shared';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { check, input, nested, oneOf } from './input.ts';
import { Problem } from './problem.ts';

const Colour = { RED: 'RED', BLUE: 'BLUE' } as const;
const place = nested('TestPlaceInput', z.object({ line1: line(5), line2: optional(line(5)) }));
const given = input('TestInput', {
  name: line(10),
  ref: id(),
  note: optional(line(10)),
  count: z.number().int().min(1).max(9),
  on: date(),
  colour: oneOf(Colour),
  places: z.array(place).max(3),
});

const GOOD = {
  name: ' Ünï ',
  ref: '01a20594-f336-7641-ab23-d9760ff5d643',
  note: '  ',
  count: 3,
  on: '2026-11-30',
  colour: 'RED',
  places: [{ line1: 'a' }],
};
const fieldsOf = (value: unknown) => {
  try {
    check(given.rule, value);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(Problem);
    expect((error as Problem).code).toBe('INVALID_INPUT');
    return (error as Problem).fields;
  }
};

describe('an input', () => {
  test('gives what was meant: trimmed, what is blank or absent null', () => {
    expect(check(given.rule, GOOD)).toMatchObject({
      name: 'Ünï',
      note: null,
      places: [{ line1: 'a', line2: null }],
    });
  });

  test.each([
    ['a missing field', { ...GOOD, name: undefined }, [{ path: 'name', message: 'Must be filled in.' }]],
    ['a blank one', { ...GOOD, name: '  ' }, [{ path: 'name', message: 'Must be filled in.' }]],
    [
      'one that is too long',
      { ...GOOD, name: 'x'.repeat(11) },
      [{ path: 'name', message: 'May have at most 10 characters.' }],
    ],
    [
      'a line break',
      { ...GOOD, name: 'a\nb' },
      [{ path: 'name', message: 'May not contain line breaks or control characters.' }],
    ],
    ['no id', { ...GOOD, ref: 'x' }, [{ path: 'ref', message: 'Must be the id of a record.' }]],
    [
      'a day that is none',
      { ...GOOD, on: '2026-02-30' },
      [{ path: 'on', message: 'Must be a date such as 2026-11-30.' }],
    ],
    [
      'a place inside a list',
      { ...GOOD, places: [{ line1: 'a' }, { line1: '' }] },
      [{ path: 'places.1.line1', message: 'Must be filled in.' }],
    ],
  ])('names %s', (_what, value, fields) => {
    expect(fieldsOf(value)).toEqual(fields);
  });

  test('names everything that is wrong at once', () => {
    expect(fieldsOf({ ...GOOD, name: '', ref: '', count: 99 }).map(({ path }) => path)).toEqual([
      'name',
      'ref',
      'count',
    ]);
  });

  test('[S24] keeps nothing it does not name', () => {
    expect(check(given.rule, { ...GOOD, isPlatform: true })).not.toHaveProperty('isPlatform');
  });

  test('says which fields GraphQL may leave out', () => {
    expect(
      Object.entries(given.fields)
        .filter(([, { nullable }]) => nullable)
        .map(([name]) => name),
    ).toEqual(['note']);
  });

  test('whose kind has no GraphQL type is refused when it is declared', () => {
    expect(() => input('TestOddInput', { odd: z.map(z.string(), z.string()) })).toThrow('name it');
  });
});
