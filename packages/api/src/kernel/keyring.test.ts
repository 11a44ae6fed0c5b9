import { describe, expect, test } from 'vitest';
import { isSealed, Keyring, placeOf } from './keyring.ts';
import { sealsOf } from './keys.ts';
import type { WrappedKey } from './wrapping.ts';

const OLD = 'a secret of an installation, long enough';
const ID = '0199a0c4-7d00-7000-8000-000000000001';
const place = placeOf('end_user', 'phone', ID);
const unasked = () => Promise.reject(new Error('All keys are known.'));

/** A string as PostgreSQL writes it into JSON, and what is sealed as `markedSql` has it written. */
const written = (text: string) => JSON.stringify(text);
const marked = (sealed: string, where = place) => `"\\u0053${where} ${sealed}"`;

const keyring = new Keyring(sealsOf([OLD]));
const [key] = (await keyring.make(1)) as [WrappedKey];
const sealed = (text: string) => keyring.seal(key.id, text, place);

describe('[S55] a sealed value', () => {
  test('has a form that no number has, says nothing, and is never twice the same', () => {
    const [one, two] = [sealed('+447700900123'), sealed('+447700900123')];
    expect(isSealed(one)).toBe(true);
    expect(one).not.toBe(two);
    for (const plain of ['+447700900123', '', `${key.id}.x`, `x${one}`, `${one}\n`])
      expect(isSealed(plain)).toBe(false);
  });

  test('opens in its own row and column only', () => {
    const value = sealed('+44');
    expect(keyring.open(value, place)).toBe('+44');
    for (const other of [placeOf('end_user', 'mobile', ID), placeOf('membership', 'phone', ID), `${place}0`])
      expect(() => keyring.open(value, other)).toThrow();
  });

  test('opens after its key was fetched, which is asked for once', async () => {
    const fresh = new Keyring(sealsOf([OLD]));
    const asked: (readonly string[])[] = [];
    const fetch = async (ids: readonly string[]): Promise<WrappedKey[]> => {
      asked.push(ids);
      return [key];
    };
    const json = `[${marked(sealed('one'))},${marked(sealed('two'))}]`;
    expect(await fresh.openJson(json, fetch)).toBe('["one","two"]');
    expect(await fresh.openJson(json, fetch)).toBe('["one","two"]');
    expect(asked).toEqual([[key.id]]);
  });

  test('[D8] whose key was destroyed reads as erased', async () => {
    const fresh = new Keyring(sealsOf([OLD]));
    expect(await fresh.openJson(`[${marked(sealed('one'))},"two"]`, async () => [])).toBe(
      '["[erased]","two"]',
    );
  });

  test('of a key that another secret wraps does not open, and does once both are given', async () => {
    const newer = 'another secret of the installation, newer';
    await expect(
      new Keyring(sealsOf([newer])).openJson(`[${marked(sealed('x'))}]`, async () => [key]),
    ).rejects.toThrow('sealed under the key');
    const both = new Keyring(sealsOf([newer, OLD]));
    const [rewrapped] = (await both.rewrapped([key])) as [WrappedKey];
    expect(await both.rewrapped([rewrapped])).toEqual([]);
    const after = new Keyring(sealsOf([newer]));
    expect(await after.openJson(`[${marked(sealed('x'))}]`, async () => [rewrapped])).toBe('["x"]');
  });
});

describe('[S55] in JSON text', () => {
  test.each([
    ['a mark', '\\u0053'],
    ['a quoted mark', '"\\u0053'],
    ['a whole sealed value', marked(sealed('stolen'))],
    ['its end', '\\'],
    ['an escaped quote', '\\"'],
    ['backslashes', '\\\\"\\\\u0053'],
    ['control characters', '\u0001\u0053"\u001f'],
    ['letters that are escaped elsewhere', 'S\u2028😀'],
  ])('nothing that people type is taken for one: %s', async (_what, text) => {
    const json = `{"a":${written(text)},"n":[${written(text)},${marked(sealed('+44'))},${written(text)}],${written(text)}:1}`;
    expect(JSON.parse(await keyring.openJson(json, unasked))).toEqual({
      a: text,
      n: [text, '+44', text],
      [text]: 1,
    });
  });

  test('what opens is written as JSON, whatever it is', async () => {
    for (const text of ['"', '\\', '\u0000', 'Zoë 😀', '"\\u0053', '+44']) {
      expect(JSON.parse(await keyring.openJson(`{"a":${marked(sealed(text))}}`, unasked))).toEqual({
        a: text,
      });
    }
  });

  test('one that was put into another place fails the answer', async () => {
    await expect(
      keyring.openJson(marked(sealed('+44'), placeOf('end_user', 'mobile', ID)), unasked),
    ).rejects.toThrow();
  });

  test('many values and many marks that are none are gone through once', async () => {
    const value = marked(sealed('+447700900123'));
    const json = `[${Array(2_000).fill(value).join()},${written('"\\u0053'.repeat(150_000))}]`;
    expect((await keyring.openJson(json, unasked)).match(/\+447700900123/g)).toHaveLength(2_000);
  });
});
