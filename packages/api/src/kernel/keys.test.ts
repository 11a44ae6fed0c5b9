import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealsOf } from './keys.ts';

const secret = randomBytes(32).toString('hex');

describe('sealed secrets', () => {
  it('[S55] open with the same key and context only', () => {
    const sealed = sealsOf([secret]).seal('whsec_Zoë', 'connector 1');
    expect(sealsOf([secret]).unseal(sealed, 'connector 1')).toBe('whsec_Zoë');
    expect(() => sealsOf([secret]).unseal(sealed, 'connector 2')).toThrow();
    expect(() => sealsOf([randomBytes(32).toString('hex')]).unseal(sealed, 'connector 1')).toThrow(
      'sealed under the key',
    );
  });

  it('[S55] begin with the key id and say nothing of what is inside, not even that two are alike', () => {
    const seals = sealsOf([secret]);
    const [one, two] = [seals.seal('whsec_same', 'c'), seals.seal('whsec_same', 'c')];
    expect(one).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
    expect(one.split('.')[0]).toBe(two.split('.')[0]);
    expect(one).not.toBe(two);
    expect(Buffer.from(one.split('.')[1] ?? '', 'base64url').toString('latin1')).not.toContain('same');
  });

  it('[S55] do not open when a single bit was changed', () => {
    const sealed = sealsOf([secret]).seal('whsec_text', 'c');
    const [id, content = ''] = sealed.split('.');
    const bytes = Buffer.from(content, 'base64url');
    for (const at of [0, 12, 28, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => sealsOf([secret]).unseal(`${id}.${changed.toString('base64url')}`, 'c')).toThrow();
    }
  });

  it('[S55] of a former secret open until it is taken away; new ones are under the newer', () => {
    const newer = randomBytes(32).toString('hex');
    const old = sealsOf([secret]).seal('whsec_old', 'c');
    const both = sealsOf([newer, secret]);
    expect(both.unseal(old, 'c')).toBe('whsec_old');
    expect(both.isCurrent(old)).toBe(false);
    const renewed = both.seal(both.unseal(old, 'c'), 'c');
    expect(both.isCurrent(renewed)).toBe(true);
    expect(sealsOf([newer]).unseal(renewed, 'c')).toBe('whsec_old');
    expect(() => sealsOf([newer]).unseal(old, 'c')).toThrow('sealed under the key');
  });
});
