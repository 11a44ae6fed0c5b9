import { expect, test } from 'vitest';
import { country, domainName, email, id, line, postcode } from './rules.ts';

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

test('an address or a domain has no characters that cannot be seen', () => {
  for (const kept of ['zoë.o’neil+a@globex.example', 'a@bücher.example'])
    expect(email().parse(kept)).toBe(kept);
  for (const unseen of [
    '\u0000',
    '\u0007',
    '\u200b',
    '\u200d',
    '\u202e',
    '\u2060',
    '\u00ad',
    '\u3164',
    '\u180e',
  ]) {
    expect(email().safeParse(`a${unseen}b@globex.example`).success, unseen.codePointAt(0)?.toString(16)).toBe(
      false,
    );
    expect(email().safeParse(`ab@glo${unseen}bex.example`).success).toBe(false);
    expect(domainName().safeParse(`glo${unseen}bex.example`).success).toBe(false);
  }
});

test('a postcode is kept in one form', () => {
  for (const [given, kept] of [
    ['ls11aa', 'LS1 1AA'],
    [' LS1  1AA ', 'LS1 1AA'],
    ['sw1a1aa', 'SW1A 1AA'],
    ['gir 0aa', 'GIR 0AA'],
    ['d02 af30', 'D02 AF30'],
    ['1234ab', '1234AB'],
    ['75008', '75008'],
  ])
    expect(postcode().parse(given)).toBe(kept);
});
