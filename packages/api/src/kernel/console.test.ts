import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ empty: true });
});
afterAll(() => app.close());

const get = async (path: string, accept: string) => {
  const response = await fetch(app.url + path, { headers: { accept, 'accept-encoding': 'br' } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('every address is the one page for whoever wants a page, and nothing for others', async () => {
  for (const path of [
    '/',
    '/companies',
    '/assets/',
    '/.built',
    '/assets/../.built',
    '/%2e%2e/package.json',
  ]) {
    const page = await get(path, 'text/html');
    expect([path, page.status, page.text]).toEqual([path, 200, expect.stringContaining('<div id="root">')]);
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const other = await get(path, '*/*');
    expect([path, other.status, other.text]).toEqual([path, 404, expect.stringContaining('NOT_FOUND')]);
  }
});

test('what the page is made of comes compressed and is kept for ever', async () => {
  const { text } = await get('/', 'text/html');
  const [script = ''] = /\/assets\/[\w.-]+\.js/.exec(text) ?? [];
  const { status, headers } = await get(script, '*/*');
  expect([status, headers.get('content-encoding'), headers.get('cache-control')]).toEqual([
    200,
    'br',
    'public, max-age=31536000, immutable',
  ]);
});
