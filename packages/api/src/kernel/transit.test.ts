import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Keyring, placeOf } from './keyring.ts';
import { sealsOf } from './keys.ts';
import { createLog } from './log.ts';
import { startTransitServer, type TransitServer } from './testing/transit-server.ts';
import { Transit } from './transit.ts';
import { type OpenKey, secretWrapper, Wrapping } from './wrapping.ts';

const SECRET = 'a secret of an installation, long enough';
const log = createLog('silent');
let server: TransitServer;
let transit: Transit;
beforeAll(async () => {
  server = await startTransitServer();
  transit = new Transit(server.address, log, 300);
});
afterAll(() => server.close());
beforeEach(() => {
  server.mood = 'well';
  server.asked.clear();
});

const fresh = (count: number): OpenKey[] =>
  Array.from({ length: count }, () => ({ id: crypto.randomUUID(), key: randomBytes(32) }));
const why = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: { code: string; why: string }) => [error.code, error.why],
  );

describe('[S55] a key service', () => {
  test('wraps and opens many at once, and says which of its keys it was', async () => {
    const keys = fresh(1_200);
    const wrapped = await transit.wrap(keys);
    expect(await transit.unwrap(wrapped)).toEqual(keys);
    expect(Object.fromEntries(server.asked)).toEqual({
      '/v1/transit/encrypt/steward': 3,
      '/v1/transit/decrypt/steward': 3,
    });
    for (const { wrapped: text } of wrapped) expect(text).toMatch(/^kms transit\/steward\.vault:v1:/);
  });

  test('opens what its key of before has wrapped', async () => {
    const [key] = fresh(1) as [OpenKey];
    const wrapped = await transit.wrap([key]);
    server.rotate();
    const after = await transit.wrap([key]);
    expect(after[0]?.wrapped).toContain('.vault:v2:');
    expect(await transit.unwrap([...wrapped, ...after])).toEqual([key, key]);
  });

  test('does not open a key that was moved to another row, or changed', async () => {
    const [one, other] = await transit.wrap(fresh(2));
    for (const wrong of [
      { id: one!.id, wrapped: other!.wrapped },
      { ...one!, wrapped: `${one!.wrapped}AA` },
    ])
      expect(await why(transit.unwrap([one!, wrong]))).toEqual([
        'UNAVAILABLE',
        expect.stringContaining('could not decrypt a key: cipher: message authentication failed'),
      ]);
  });

  test('that is sealed, silent, strange, refuses or is not there is unavailable, and why is said', async () => {
    const keys = fresh(1);
    const moods = { sealed: 'it answered 503 (Vault is sealed)', silent: 'no answer within 300 ms' };
    for (const [mood, said] of Object.entries(moods)) {
      server.mood = mood as TransitServer['mood'];
      expect(await why(transit.wrap(keys))).toEqual(['UNAVAILABLE', expect.stringContaining(said)]);
    }
    server.mood = 'garbled';
    expect(await why(transit.wrap(keys))).toEqual([
      'UNAVAILABLE',
      expect.stringContaining('something else than was asked'),
    ]);
    server.mood = 'well';
    const elsewhere = [
      [server.address.replace('hvs.', 'other.'), 'it answered 403 (2 errors occurred'],
      [server.address.replace('/steward', '/other'), 'it answered 403 (permission denied)'],
      ['http://token@127.0.0.1:1/transit/steward', 'fetch failed'],
    ] as const;
    for (const [address, said] of elsewhere) {
      const [code, reason] = (await why(new Transit(address, log, 300).wrap(keys))) as [string, string];
      expect(code).toBe('UNAVAILABLE');
      if (said !== 'fetch failed') expect(reason).toContain(said);
      expect(reason).not.toContain('token@');
      expect(reason).not.toContain('CAES');
    }
  });

  test('renews its token, and says nothing of it when that fails', async () => {
    await transit.tend();
    expect(server.asked.get('/v1/auth/token/renew-self')).toBe(1);
    server.mood = 'sealed';
    await transit.tend();
  });

  test('takes over from the secret and gives back to it; each opens what the other wrapped meanwhile', async () => {
    const seals = sealsOf([SECRET]);
    const secret = secretWrapper(seals);
    const before = new Keyring(seals);
    const [key] = (await before.make(1)) as [{ id: string; wrapped: string }];
    const place = placeOf('end_user', 'phone', key.id);
    const sealed = before.seal(key.id, '+44', place);
    const served = new Keyring(seals, new Wrapping(transit, secret));
    const [moved] = (await served.rewrapped([key])) as [{ id: string; wrapped: string }];
    expect(moved.wrapped).toMatch(/^kms /);
    expect(await served.rewrapped([moved])).toEqual([]);
    await served.learn([key]);
    expect(served.open(sealed, place)).toBe('+44');
    await expect(new Keyring(seals).learn([moved])).rejects.toThrow('was not given');
    const after = new Keyring(seals, new Wrapping(secret, transit));
    const [back] = (await after.rewrapped([moved])) as [{ id: string; wrapped: string }];
    const alone = new Keyring(seals);
    await alone.learn([back]);
    expect(alone.open(sealed, place)).toBe('+44');
  });

  test('is asked once for a key, however often it is looked for in the database', async () => {
    const keyring = new Keyring(sealsOf([SECRET]), new Wrapping(transit));
    const made = await transit.wrap(fresh(3));
    server.asked.clear();
    for (let time = 0; time < 3; time += 1) await keyring.learn(made);
    expect(server.asked.get('/v1/transit/decrypt/steward')).toBe(1);
  });
});
