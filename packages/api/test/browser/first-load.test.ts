import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { signIn } from './sign-in.ts';

const MOST_BYTES = 200_000;

const browser = useBrowser();
let app: TestApp;
beforeAll(async () => {
  // A time that the browser's own clock has not reached: cookies are still good.
  app = await startTestApp({ at: `${new Date().getFullYear() + 1}-10-11T09:00:00Z` });
  await createWorld(app);
});
afterAll(() => app.close());

/** Notes when a page first has its heading and its data; a chart is drawn after its figures. */
const WATCH = `new MutationObserver((_, observer) => {
  if (!document.querySelector('h1') || document.querySelector('[aria-busy=true], output[aria-label=Loading]')) return;
  performance.mark('first screen');
  observer.disconnect();
}).observe(document, { subtree: true, childList: true, attributes: true })`;

/** The scripts that had been asked for by then; nothing before then. */
const SCRIPTS = `(([complete]) => complete && performance.getEntriesByType('resource')
  .filter(({ name, startTime }) => new URL(name).pathname.endsWith('.js') && startTime <= complete.startTime)
  .map(({ name }) => name)
)(performance.getEntriesByName('first screen'))`;

/** Until the browser has had nothing to do for a while: what is only put off until then would come now. */
const IDLE = `new Promise((done) => requestIdleCallback(() => requestIdleCallback(() => requestIdleCallback(done))))`;

async function bytesBeforeFirstScreen(page: Page, path: string): Promise<number> {
  await page.addInitScript(WATCH);
  // The API takes its time: the first screen is not complete before it has answered.
  await page.route('**/graphql', async (route) => {
    await page.evaluate(IDLE);
    await route.continue();
  });
  await page.goto(app.url + path);
  await expect.poll(() => page.evaluate<string[] | undefined>(SCRIPTS)).toBeDefined();
  const scripts = await page.evaluate<string[]>(SCRIPTS);
  expect(scripts.length).toBeGreaterThan(1);
  // What the page asks for later has nobody waiting for it.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const bodies = await Promise.all(scripts.map(async (url) => (await fetch(url)).text()));
  return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
}

test.each(['/sign-in', '/invitation', '/forgotten-password', '/reset-password'])(
  '[W10] at most 200 kB of JavaScript, gzipped, come before the first screen of %s',
  async (path) => {
    const { page } = await browser.visitor();
    expect(await bytesBeforeFirstScreen(page, path)).toBeLessThanOrEqual(MOST_BYTES);
  },
);

test.each(['staff@xe2.example', 'admin@northwind.example', 'admin@globex.example', 'user@globex.example'])(
  '[W10] at most 200 kB of JavaScript, gzipped, come before the home of %s',
  async (email) => {
    const { page } = await browser.visitor();
    await signIn(page, app.url, email);
    // A tab of its own: the one that signed in may still have questions under way.
    const tab = await page.context().newPage();
    expect(await bytesBeforeFirstScreen(tab, '/')).toBeLessThanOrEqual(MOST_BYTES);
  },
);
