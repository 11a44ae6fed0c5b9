import { expect, it } from 'vitest';
import { readToken } from './token.ts';

function token(lifeSeconds: number): string {
  // Seconds since 1970, far from this machine's clock: only the difference may count.
  const payload = Buffer.from(JSON.stringify({ iat: 5_000, exp: 5_000 + lifeSeconds, name: 'Zoë' }));
  return `e30.${payload.toString('base64url')}.c2ln`;
}

it('asks for a new token 45 seconds before the old one ends, whatever the wall clock says', () => {
  expect(readToken(token(600), 1_000).refreshAtMs).toBe(1_000 + 555_000);
});

it('uses a very short token for half its life at least', () => {
  expect(readToken(token(20), 0).refreshAtMs).toBe(10_000);
});
