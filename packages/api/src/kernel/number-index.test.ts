import { describe, expect, test } from 'vitest';
import { sealsOf } from './keys.ts';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const { numbers } = sealsOf([OLD]);

/** Whether what was typed finds this number. */
const finds = (text: string, number: string, by = numbers): boolean =>
  by
    .sought(text)
    .some(({ is, begins }) =>
      is ? numbers.keyOf(number) === is : numbers.keyOf(number).startsWith(begins as string),
    );

describe('[S55] [O2] the index of numbers', () => {
  test.each([
    '+447700900123',
    '+44 7700 900123',
    '+44 (0)7700 900-123',
    '0044 7700 900123',
    '447700900123',
    '07700 900123',
    '(07700) 900123',
    '7700900123',
    '900123',
    '00 900123',
    '0900123',
    '700/900.123',
  ])('finds +447700900123 by %s', (text) => expect(finds(text, '+447700900123')).toBe(true));

  test.each(['00123', '900124', '07700 900124', '+17700900123', '+447700900124', '8900123', '07700 900'])(
    'does not find it by %s',
    (text) => expect(finds(text, '+447700900123')).toBe(false),
  );

  test.each(['', '   ', 'Uma', 'GLOBEX-000123', '12345', 'a123456', '123456@globex.example', '%'])(
    'takes %j for no number',
    (text) => expect(numbers.sought(text)).toEqual([]),
  );

  test('says nothing of a number but that two of them end alike', () => {
    const [one, two, other] = ['+447700900123', '+447210900123', '+447700900124'].map((number) =>
      numbers.keyOf(number),
    ) as [string, string, string];
    expect(one).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(two.slice(0, 12)).toBe(one.slice(0, 12));
    expect(two).not.toBe(one);
    expect(other.slice(0, 4)).not.toBe(one.slice(0, 4));
  });

  test('depends on the secret, and finds what was put down under a former one', () => {
    expect(sealsOf([NEW]).numbers.keyOf('+447700900123')).not.toBe(numbers.keyOf('+447700900123'));
    expect(finds('900123', '+447700900123', sealsOf([NEW, OLD]).numbers)).toBe(true);
    expect(finds('900123', '+447700900123', sealsOf([NEW]).numbers)).toBe(false);
  });
});
