import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page, type Request } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { packageFolder } from '../../src/kernel/package-folder.ts';
import { chromiumProgram } from './chromium.ts';

/** Conditions are waited for this long on a busy machine. */
export const PATIENCE_MS = 20_000;
const SCREENSHOTS = path.join(import.meta.dirname, 'screenshots');

/** Where the console's code is that holds these words: its files are called by their hashes alone. */
export function codeThatSays(words: string): RegExp {
  const assets = path.join(packageFolder, '../web/dist/assets');
  const files = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const [file, another] = files.filter((file) =>
    readFileSync(path.join(assets, file), 'utf8').includes(words),
  );
  if (!file || another) throw new Error(`Not one file of the console says “${words}”.`);
  return new RegExp(`/assets/${file.replace('.', '\\.')}`);
}

/** Someone at a computer of their own: a browser profile with one page, and what went wrong on it. */
export interface Visitor {
  page: Page;
  /** Errors on the browser's console, exceptions that nobody caught, breaches of the content security policy. */
  faults: string[];
}

export interface TestBrowser {
  /** A new visitor: one who comes in a `beforeAll` stays for the whole file, any other leaves with their test. */
  visitor(options?: BrowserContextOptions): Promise<Visitor>;
}

/** One browser for a test file. What its visitors see when a test fails is kept in `screenshots/`, and said with the error. */
export function useBrowser(): TestBrowser {
  let browser: Browser;
  const ofFile: Visitor[] = [];
  const ofTest: Visitor[] = [];
  let testing = false;
  beforeAll(async () => {
    const { executablePath, env } = await chromiumProgram();
    browser = await chromium.launch({
      executablePath,
      env: { ...process.env, ...env },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        // A page lives for seconds: making its code quick takes longer than the code.
        '--js-flags=--no-opt --no-maglev',
      ],
    });
  });
  beforeEach(() => {
    testing = true;
  });
  afterEach(async ({ task }) => {
    testing = false;
    if (task.result?.state === 'fail') {
      const seen = await keepScreenshots(task.name, [...ofTest, ...ofFile]);
      const [error] = task.result.errors ?? [];
      // Beside the error, where whoever reads a report looks.
      if (error) error.message += `\n\n${seen.join('\n')}`;
    }
    await Promise.all(ofTest.splice(0).map(({ page }) => page.context().close()));
  });
  afterAll(() => browser?.close());
  return {
    async visitor(options = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(PATIENCE_MS);
      await context.addInitScript(PRESSES);
      const page = await context.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(`${error.stack ?? error.message} (${page.url()})`));
      page.on('console', (message) => {
        if (message.type() === 'error') faults.push(`${message.text()} (${message.location().url})`);
      });
      const visitor = { page, faults };
      context.on('request', (request) => underWay.set(request, performance.now()));
      context.on('requestfinished', (request) => {
        underWay.delete(request);
        if (request.method() === 'POST') answered.push({ request, at: performance.now() });
      });
      context.on('requestfailed', (request) => underWay.delete(request));
      (testing ? ofTest : ofFile).push(visitor);
      return visitor;
    },
  };
}

/** Notes in the page which keys it was given, and whether somebody took them. */
const PRESSES = `window.presses = [];
addEventListener('keydown', (event) => {
  const { key } = event;
  const note = { key: key.length > 1 ? key : '·', at: Date.now() };
  window.presses.push(note);
  setTimeout(() => { note.taken = event.defaultPrevented; });
}, true);`;

/** What browsers have asked for and not been answered, by when they did. */
const underWay = new Map<Request, number>();
/** What they have asked to be done or told by it, and when it was answered. */
const answered: { request: Request; at: number }[] = [];
const LAST = 5;

/** Takes pictures, which stay on the machine that made them; what goes with a report is given back in words. */
async function keepScreenshots(test: string, visitors: readonly Visitor[]): Promise<string[]> {
  const seen: string[] = [];
  await mkdir(SCREENSHOTS, { recursive: true });
  const name = test
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replaceAll(' ', '-')
    .slice(0, 80);
  const pages = visitors.flatMap(({ page }) => page.context().pages());
  await Promise.allSettled(
    pages.map((page, i) => page.screenshot({ path: path.join(SCREENSHOTS, `${name}-${i + 1}.png`) })),
  );
  for (const page of pages) {
    const says = await page
      .locator('body')
      .ariaSnapshot({ timeout: 2_000 })
      .catch((error: Error) => error.message);
    seen.push(page.url(), says);
    for (const fault of visitors.find((one) => one.page === page)?.faults ?? []) seen.push(`fault: ${fault}`);
    const presses = await page
      .evaluate<{ key: string; at: number; taken?: boolean }[]>(`window.presses.slice(-${LAST})`)
      .catch(() => []);
    for (const { key, at, taken } of presses)
      seen.push(`pressed ${key} ${Date.now() - at} ms ago, ${taken ? 'taken' : 'left'}`);
  }
  for (const [request, sinceMs] of underWay) {
    if (!pages.includes(request.frame().page())) continue;
    const forMs = Math.round(performance.now() - sinceMs);
    seen.push(`unanswered for ${forMs} ms: ${request.method()} ${request.url()} ${request.postData() ?? ''}`);
  }
  for (const page of pages)
    for (const { request, at } of answered
      .filter((one) => one.request.frame().page() === page)
      .slice(-LAST)) {
      const agoMs = Math.round(performance.now() - at);
      const asked = /(?:query|mutation)\s+\w+|\{\s*\w+/.exec(request.postData() ?? '')?.[0] ?? '';
      const status = (await request.response())?.status();
      seen.push(`answered ${agoMs} ms ago with ${status}: ${page.url()} ${asked}`);
    }
  return seen;
}
