import { expect, test } from 'vitest';
import { country, id, line } from './rules.ts';

test('a country is one that exists, by its code; UK is known for what it means', () => {
  for (const [given, kept] of [
    ['GB', 'GB'],
    [' ie ', 'IE'],
    ['uk', 'GB'],
    ['JE', 'JE'],
  ])
    expect(country().parse(given)).toBe(kept);
  for (const wrong of ['ZZ', 'XX', 'EU', 'G', 'GBR', 'England', ''])
    expect(country().safeParse(wrong).error?.issues).toEqual([
      expect.objectContaining({ message: 'Must be a country code such as GB or IE.' }),
    ]);
});

test('a name in any script stays as it is; one that nobody can see, or that reads otherwise than it is written, is none', () => {
  for (const kept of ['Zoë 👩🏽‍💻', 'مرحبا', 'می‌خواهم', '株式会社', 'Å', '!'])
    expect(line(20).parse(kept)).toBe(kept);
  for (const unseen of ['', '  ', '\u200b', '\u2060\ufeff'])
    expect(line(20).safeParse(unseen).error?.issues).toEqual([
      expect.objectContaining({ message: 'Must be filled in.' }),
    ]);
  for (const turned of ['Bank \u202eecilA', '\u2066a\u2069', 'a\u0000b'])
    expect(line(20).safeParse(turned).error?.issues).toEqual([
      expect.objectContaining({ message: 'May not contain line breaks or control characters.' }),
    ]);
});

test('an id is kept in lower case, as the database writes it', () => {
  expect(id().parse('01A21830-5E9D-742C-90A1-AB76D1D55D23')).toBe('01a21830-5e9d-742c-90a1-ab76d1d55d23');
  expect(id().safeParse('01a21830').success).toBe(false);
});
