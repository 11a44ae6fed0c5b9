import { readFileSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statusOf } from '../../../src/features/desk/status/factory.ts';
import { LEEDS } from '../../../src/features/records/numbers/factory.ts';
import { bill } from '../../../src/features/trade/billing/factory.ts';
import { addList } from '../../../src/features/trade/prices/factory.ts';
import { addTariff } from '../../../src/features/trade/tariffs/factory.ts';
import { incidentsOf, wereThere } from '../../../src/features/trust/incidents/factory.ts';
import { startTestApp, type TestApp } from '../../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../src/kernel/testing/world.ts';
import { useBrowser } from '../browser.ts';
import { signIn } from '../sign-in.ts';

/**
 * Every page that each kind of person can reach: the pages of their navigation and what these link to, found by looking, so
 * that a new page is covered as soon as there is a way to it. Each level is a file, so that they run side by side.
 */
let app: TestApp;
let world: World;
/** Of a connector; nothing is ever sent there. */
const ENDPOINT = '127.0.0.1:9';

/** What a minute of a call costs. */
const A_PENNY = {
  perMinuteMicro: 10_000,
  accessMicro: 0,
  connectionMicro: 0,
  minimumSeconds: 0,
  firstIncrement: 1,
  nextIncrement: 1,
};

const LEVELS = ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'] as const;
type Level = (typeof LEVELS)[number];

/**
 * The kinds of pages that a level is known to meet, in `<level>.txt`. A kind is one component; the first level that meets it,
 * which sees the most of it, looks at it closely. What stands in no file, everyone looks at closely; what stands there and is
 * not met any more is missed.
 */
const known = (level: Level): string[] =>
  readFileSync(path.join(import.meta.dirname, `${level}.txt`), 'utf8')
    .split('\n')
    .filter(Boolean);

/** Starts the product with a month of life in it, for the pages of this file. */
export function usePages(): { url: () => string } {
  beforeAll(async () => {
    app = await startTestApp({
      at: `${new Date().getFullYear() + 1}-10-11T09:00:00Z`,
      config: { outboundAllow: [ENDPOINT] },
    });
    world = await createWorld(app);
    await app.app.work();
    await liveAMonth();
  });
  afterAll(() => app.close());
  return { url: () => app.url };
}

/** Walks all pages of a level. */
export function walkThrough(level: Level, email: string): void {
  const browser = useBrowser();
  usePages();
  describe(`every page of level ${level}`, () => {
    test('[S56] [S67] opens without a fault, and serves everyone, in light and dark, on a desk and on a phone', {
      timeout: 600_000,
    }, async () => {
      const lookedAt = new Set(LEVELS.slice(0, LEVELS.indexOf(level)).flatMap(known));
      const { page, faults } = await browser.visitor({ colorScheme: 'light' });
      await signIn(page, app.url, email);
      const seen = new Set<string>();
      const waiting = ['/'];
      const problems: Record<string, string[]> = {};
      for (let to = waiting.shift(); to !== undefined; to = waiting.shift()) {
        if (seen.has(kindOf(to))) continue;
        seen.add(kindOf(to));
        faults.length = 0;
        // Home is made for its level.
        const closely = to === '/' || !lookedAt.has(kindOf(to));
        if (seen.size > 1) await goWithin(page, to);
        await settled(page);
        const found = closely ? await look(page) : [];
        if (found.length + faults.length > 0) problems[to] = [...found, ...faults];
        waiting.push(...(await linksOf(page)));
      }
      expect(problems).toEqual({});
      const missed = known(level).filter((kind) => !seen.has(kind));
      expect(
        missed,
        `There is no way to these any more. If that is meant, take them out of ${level}.txt.`,
      ).toEqual([]);
    });
  });
}

/** Something to see on every page: services and their jobs, records, prices, an invoice, a notice, an invitation, mail. */
async function liveAMonth(): Promise<void> {
  const as = async (email: string, mutation: string, variables: object): Promise<void> => {
    const { errors } = await app.ask(mutation, variables, await world.signIn(email));
    if (errors) throw new Error(JSON.stringify(errors));
  };
  const subscribe = 'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id } }';
  const endUserId = world.globex.user.endUserId;
  const status = statusOf(app);
  const staff = await world.signIn(world.platform.staff.email);
  const mail = await status.component(staff, { name: 'Mail', productIds: [world.mailbox] });
  await status.incident(staff, [{ componentId: mail, severity: 'DEGRADED' }]);
  await wereThere(world);
  const incidents = incidentsOf(app);
  const northwind = await world.signIn(world.northwind.admin.email);
  const touched = {
    ...{ kind: 'COMPANY', productId: null, companyId: world.globex.id, dataClasses: ['IDENTITY', 'CONTACT'] },
    ...{ from: '2026-09-20T00:00:00Z', until: null },
  };
  for (const token of [staff, northwind]) await incidents.send(token, [touched], {}, 0);
  for (const productId of [world.mailbox, world.archive])
    await as(world.globex.admin.email, subscribe, { input: { endUserId, productId } });
  await as(
    world.globex.admin.email,
    'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
    { input: { firstName: 'Grace', lastName: 'Hopper', email: 'grace@globex.example' } },
  );
  await as(
    world.globex.user.email,
    'mutation ($input: OpenRightsRequestInput!) { openRightsRequest(input: $input) { id } }',
    { input: { kind: 'ACCESS', facts: 'Everything since May.' } },
  );
  await as(
    world.globex.admin.email,
    'mutation ($input: RecordAuthorityRequestInput!) { recordAuthorityRequest(input: $input) { id } }',
    {
      input: {
        ...{ companyId: world.globex.id, endUserIds: [endUserId], secret: false, dataClasses: ['IDENTITY'] },
        ...{ authority: 'HM Revenue and Customs', basis: 'HMRC_SCH_36', capacity: 'CONTROLLER' },
        ...{ receivedOn: app.clock.now().toISOString().slice(0, 10), asked: 'Dates of employment.' },
      },
    },
  );
  for (const { email } of [world.globex.admin, world.northwind.admin, world.platform.staff])
    await as(email, 'mutation { renewProcessingRecords }', {});
  const records = {
    addDevice: {
      type: 'AddDeviceInput',
      input: { endUserId, kind: 'LAPTOP', make: 'Dell', model: 'Latitude 5450', serialNumber: 'GX7001' },
    },
    addLine: {
      type: 'AddLineInput',
      input: { access: 'FTTP', supplier: 'BT Wholesale', reference: 'BBEU7001', ranges: ['203.0.113.8/29'] },
    },
    addLicence: { type: 'AddLicenceInput', input: { vendor: 'Autodesk', product: 'AutoCAD', seats: 3 } },
    addNumber: {
      type: 'AddNumberInput',
      input: { number: '0113 496 0101', label: 'Reception', address: LEEDS },
    },
  };
  for (const [name, { type, input }] of Object.entries(records))
    await as(world.northwind.admin.email, `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`, {
      input: { companyId: world.globex.id, ...input },
    });
  await addList(world, {
    issuer: world.northwind.id,
    kind: 'RETAIL',
    name: 'Retail',
    everyone: true,
    prices: [[world.mailbox, 1, 450]],
  });
  await addList(world, {
    issuer: world.platform.id,
    kind: 'WHOLESALE',
    name: 'Contoso',
    forResellerId: world.contoso.id,
    prices: [[world.mailbox, 1, 290]],
  });
  for (const [issuer, kind] of [
    [world.northwind.id, 'RETAIL'],
    [world.platform.id, 'WHOLESALE'],
  ] as const)
    await addTariff(world, {
      issuer,
      kind,
      name: 'Calls',
      everyone: true,
      bands: { Always: [{ fromMinute: 0, untilMinute: 7 * 24 * 60 }] },
      zones: [{ name: 'UK landline', prefixes: ['441', '442'], rates: { Always: A_PENNY } }],
    });
  await as(
    world.platform.staff.email,
    'mutation ($input: ConfigureWebhookInput!) { configureWebhook(input: $input) { id } }',
    { input: { name: 'Telephony', url: `http://${ENDPOINT}/provision`, productIds: [world.archive] } },
  );
  app.clock.set(`${new Date().getFullYear() + 1}-11-01T09:00:00Z`);
  await bill({ app, world, email: world.platform.staff.email }, `${new Date().getFullYear() + 1}-10`);
  const lines = await world.sql<{ invoiceId: string; lineId: string }>(
    `select l.invoice_id as "invoiceId", l.id as "lineId" from invoice_line l
      where l.issuer_id = $1 and l.company_id = $2 order by l.id limit 1`,
    [world.northwind.id, world.globex.id],
  );
  for (const { invoiceId, lineId } of lines)
    await as(
      world.northwind.admin.email,
      'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { id } }',
      { input: { invoiceId, reason: 'Mail was down for a day.', lines: [{ lineId, netMinor: 1 }] } },
    );
  const [called] = await world.sql<{ customer: string; product: string }>(
    'select c.name as customer, p.code as product from company c, product p where c.id = $1 and p.id = $2',
    [world.globex.id, world.mailbox],
  );
  const file = [
    'Customer,Product,Seats,Price',
    `${called?.customer},${called?.product},3,4.20`,
    `Nobody known,${called?.product},1,4.20`,
  ].join('\n');
  await as(
    world.platform.staff.email,
    'mutation ($input: ReconcileSeatsInput!) { reconcileSeats(input: $input) { id } }',
    {
      input: {
        supplier: 'Brightstar',
        period: `${new Date().getFullYear() + 1}-10`,
        fileName: 'october.csv',
        columns: { customer: 'Customer', product: 'Product', quantity: 'Seats', unitCost: 'Price' },
        content: Buffer.from(file).toString('base64'),
      },
    },
  );
  await as(
    world.platform.staff.email,
    'mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { id } }',
    {
      input: {
        kind: 'MAINTENANCE',
        title: 'Mailbox servers are updated',
        body: 'Mail that arrives meanwhile is delivered afterwards.',
        productId: world.mailbox,
        startsAt: `${new Date().getFullYear() + 1}-11-07T22:00:00Z`,
        endsAt: `${new Date().getFullYear() + 1}-11-07T23:00:00Z`,
      },
    },
  );
}

/** Two pages that differ by an id only are the same to us. */
const kindOf = (path: string): string => path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id');

/** Paths that the page links to, tabs included, without what only sorts, filters or pages a list. */
async function linksOf(page: Page): Promise<string[]> {
  const links = await page.evaluate<string[]>(
    `[...document.querySelectorAll('a[href^="/"], [role=tab][data-to]')].map((to) => to.getAttribute('href') ?? to.dataset.to)`,
  );
  return links.map((href) => new URL(href, app.url).pathname);
}

/** As a link does, which keeps the document, until another page is there. */
async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate(
    `(window.left = document.querySelector('h1')).dataset.left = window.left.textContent; history.pushState({}, '', ${JSON.stringify(path)})`,
  );
  const arrived = `[...document.querySelectorAll('h1')].some((h1) => h1 !== window.left || h1.textContent !== h1.dataset.left)`;
  await expect.poll(() => page.evaluate<boolean>(arrived)).toBe(true);
}

/** Until the page has its heading, nothing on it is loading, and nothing moves or changes colour any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await expect.poll(() => page.evaluate<number>(UNSETTLED)).toBe(0);
}

const UNSETTLED = `document.querySelectorAll('[aria-busy=true], .mantine-Skeleton-root').length +
  document.getAnimations().filter((a) => a.playState === 'running' && a.effect.getComputedTiming().endTime < Infinity).length`;

/**
 * What axe finds serious or critical on a desk in the light, then on a phone in the dark, where colours are all that
 * differs, and whether a page that is 360 pixels wide must be scrolled sideways.
 */
export async function look(page: Page): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
  const problems = await runAxe(page);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(() => page.evaluate(`document.documentElement.dataset.mantineColorScheme`)).toBe('dark');
  await settled(page);
  for (const text of await runAxe(page, { runOnly: ['color-contrast'] }))
    problems.push(`in the dark: ${text}`);
  const width = await page.evaluate<number>('document.documentElement.scrollWidth');
  if (width > 360) problems.push(`${width} pixels wide on a phone`);
  await page.emulateMedia({ colorScheme: 'light' });
  if (size) await page.setViewportSize(size);
  return problems;
}

/** What axe finds while nothing is on its way: a list that is fetched anew meanwhile is dimmed, and is looked at once more. */
async function runAxe(page: Page, options: axe.RunOptions = {}): Promise<string[]> {
  const all: axe.RunOptions = { ...options, resultTypes: ['violations'], preload: false, iframes: false };
  const { violations, stirred } = await page.evaluate<axe.AxeResults & { stirred: boolean }>(`(async () => {
    let stirred = false;
    const watching = new MutationObserver(() => { stirred = true; });
    watching.observe(document.body, { subtree: true, attributeFilter: ['aria-busy'] });
    stirred ||= (${UNSETTLED}) > 0;
    const { violations } = await axe.run(document, ${JSON.stringify(all)});
    watching.disconnect();
    return { violations, stirred };
  })()`);
  if (stirred && violations.length > 0) {
    await settled(page);
    return runAxe(page, options);
  }
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 200))
          .join(' ')}`,
    );
}
