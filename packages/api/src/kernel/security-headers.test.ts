import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.ts';

let plain: TestApp;
let https: TestApp;

beforeAll(async () => {
  plain = await startTestApp();
  https = await startTestApp({ config: { publicUrl: 'https://steward.example' } });
});
afterAll(async () => {
  await plain.close();
  await https.close();
});

describe('[S56] security headers', () => {
  test.each([
    ['/healthz', 200],
    ['/graphql', 400],
    ['/nothing-here', 404],
  ])('stand on %s, which answers %i', async (path, status) => {
    const response = await fetch(plain.url + path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-security-policy')).toBe(
      "default-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;connect-src 'self';" +
        "frame-src blob:;object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
    );
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=()'),
    });
  });

  test('[S53] over https the refresh cookie is bound to this host and to https', async () => {
    const refused = await https.ask('mutation { refreshSession { accessToken } }', {}, undefined, {
      cookie: '__Host-steward_refresh=family.made-up',
    });
    expect(refused.cookies).toEqual([
      expect.stringMatching(/^__Host-steward_refresh=;.* Path=\/; .*HttpOnly; Secure; SameSite=Strict$/),
    ]);
  });

  test('the browser is held to https only where there is https', async () => {
    expect((await fetch(`${plain.url}/healthz`)).headers.get('strict-transport-security')).toBeNull();
    expect((await fetch(`${https.url}/healthz`)).headers.get('strict-transport-security')).toBe(
      'max-age=31536000; includeSubDomains',
    );
  });
});
