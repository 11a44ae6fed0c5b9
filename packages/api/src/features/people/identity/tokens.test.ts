import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { exportJWK, type JWTHeaderParameters, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { signingKeys } from '../../../kernel/keys.ts';
import { MovingClock } from '../../../kernel/testing/test-app.ts';
import { Tokens } from './tokens.ts';

const SECRET = 'a secret of an installation, long enough';
const clock = new MovingClock('2026-10-01T09:00:00Z');
const tokens = new Tokens([SECRET], clock);
const subject = {
  sessionId: 'session',
  membershipId: 'membership',
  level: 'COMPANY',
  roleId: 'role',
  roleVersion: 3,
} as const;
const CLAIMS = { sid: 'session', mid: 'membership', level: 'COMPANY', role: 'role', ver: 3 };
const nowS = clock.now().getTime() / 1000;
const good = { iss: 'steward', aud: 'steward-api', iat: nowS, exp: nowS + 600, ...CLAIMS };
const header = { alg: 'EdDSA', typ: 'at+jwt' };
const keys = signingKeys(SECRET);

const sign = (
  claims: object,
  protectedHeader: JWTHeaderParameters = header,
  key: Parameters<SignJWT['sign']>[0] = keys.privateKey,
): Promise<string> => new SignJWT({ ...claims }).setProtectedHeader(protectedHeader).sign(key);
const without = (claim: keyof typeof good) => ({ ...good, [claim]: undefined });

describe('[S50] an access token', () => {
  test('is taken as it was issued, for ten minutes', async () => {
    const token = await tokens.issue(subject);
    const credentials = { kind: 'session', ...subject, awaits: null };
    expect(await tokens.verify(token)).toEqual(credentials);
    expect(await new Tokens([SECRET], clock).verify(await sign(good))).toEqual(credentials);
    const later = new MovingClock('2026-10-01T09:10:01Z');
    await expect(new Tokens([SECRET], later).verify(token)).rejects.toThrow('expired');
  });

  test('that was taken before is not taken once it has expired', async () => {
    const moving = new MovingClock('2026-10-01T09:00:00Z');
    const remembering = new Tokens([SECRET], moving);
    const token = await remembering.issue(subject);
    await remembering.verify(token);
    moving.forward(600_001);
    await expect(remembering.verify(token)).rejects.toThrow('expired');
  });

  test('[S54] of a former secret is taken while that is given, and never signs again', async () => {
    const newer = `${SECRET}, but newer`;
    const token = await tokens.issue(subject);
    const both = new Tokens([newer, SECRET], clock);
    expect(await both.verify(token)).toMatchObject(subject);
    await expect(new Tokens([newer], clock).verify(token)).rejects.toThrow('not valid');
    const later = await both.issue(subject);
    expect(await new Tokens([newer], clock).verify(later)).toMatchObject(subject);
    await expect(new Tokens([SECRET], clock).verify(later)).rejects.toThrow('not valid');
  });

  test('[S52] [S54] is refreshed to the same one by processes that know the newer secret and those that do not', () => {
    const both = new Tokens([`${SECRET}, but newer`, SECRET], clock);
    expect(both.nextRefreshToken('family.one', 'attempt')).toBe(
      tokens.nextRefreshToken('family.one', 'attempt'),
    );
  });

  const stranger = generateKeyPairSync('ed25519').privateKey;
  const foreign = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicPem = keys.publicKey.export({ type: 'spki', format: 'pem' });
  test.each<[string, () => string | Promise<string>]>([
    ['of another installation', () => sign(good, header, signingKeys(`${SECRET}!`).privateKey)],
    ['that is not signed', () => new UnsecuredJWT({ ...good }).encode()],
    [
      'signed with the public key as a password',
      () => sign(good, { ...header, alg: 'HS256' }, Buffer.from(publicPem)),
    ],
    [
      'of another algorithm',
      () =>
        sign(
          good,
          { ...header, alg: 'RS256' },
          createPrivateKey(foreign.privateKey.export({ type: 'pkcs8', format: 'pem' })),
        ),
    ],
    [
      'that brings its own key',
      async () =>
        sign(good, { ...header, jwk: await exportJWK(generateKeyPairSync('ed25519').publicKey) }, stranger),
    ],
    [
      'that names a key elsewhere',
      () => sign(good, { ...header, jku: 'https://evil.example/keys', kid: '../../dev/null' }, stranger),
    ],
    ['for another audience', () => sign({ ...good, aud: 'another-api' })],
    ['for no audience', () => sign(without('aud'))],
    ['of another issuer', () => sign({ ...good, iss: 'somebody' })],
    ['of no issuer', () => sign(without('iss'))],
    ['of another type', () => sign(good, { ...header, typ: 'JWT' })],
    ['of no type', () => sign(good, { alg: 'EdDSA' })],
    ['that never expires', () => sign(without('exp'))],
    ['that is not valid yet', () => sign({ ...good, nbf: nowS + 60 })],
    ['without a session', () => sign(without('sid'))],
    ['without a membership', () => sign(without('mid'))],
    ['without a level', () => sign(without('level'))],
    ['without a role', () => sign(without('role'))],
    ['without a version of its role', () => sign(without('ver'))],
    ['of a level that there is not', () => sign({ ...good, level: 'ROOT' })],
    ['whose session is no text', () => sign({ ...good, sid: { toString: 'x' } })],
    ['that is no token', () => 'x.y.z'],
  ])('is refused %s', async (_what, make) => {
    await expect(tokens.verify(await make())).rejects.toThrow('not valid');
  });
});

test('[S52] the refresh token that follows is the same each time, and nobody else can tell it', () => {
  const next = tokens.nextRefreshToken('family.first', 'attempt');
  expect(next).toMatch(/^family\.[\w-]{43}$/);
  expect(tokens.nextRefreshToken('family.first', 'attempt')).toBe(next);
  expect(new Tokens([`${SECRET}!`], clock).nextRefreshToken('family.first', 'attempt')).not.toBe(next);
  expect(tokens.nextRefreshToken('family.second', 'attempt')).not.toBe(next);
  expect(tokens.nextRefreshToken('family.first', 'another')).not.toBe(next);
});
