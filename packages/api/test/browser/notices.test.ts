import { afterAll, beforeAll, expect, test } from 'vitest';
import { addSubscription } from '../../src/features/trade/subscriptions/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { useBrowser } from './browser.ts';
import { signIn } from './sign-in.ts';

let app: TestApp;
let world: World;
const browser = useBrowser();

beforeAll(async () => {
  app = await startTestApp({ at: `${new Date().getFullYear() + 1}-10-01T09:00:00Z` });
  world = await createWorld(app);
  await addSubscription(world, world.globex, {
    productId: world.mailbox,
    endUserId: world.globex.user.endUserId,
    startsOn: '2026-09-01',
  });
});
afterAll(() => app.close());

test('[N1] a notice about security stays in sight on every page until it is confirmed; one about an update does not', async () => {
  for (const [kind, title] of [
    ['SECURITY', 'Change your password'],
    ['UPDATE', 'There is a new theme'],
  ])
    await app.ask(
      'mutation ($input: PublishNoticeInput!) { publishNotice(input: $input) { id } }',
      { input: { kind, title, body: 'Please read this.', productId: world.mailbox } },
      world.platform.staff.token,
    );
  const { page, faults } = await browser.visitor({});
  await signIn(page, app.url, world.globex.user.email);
  await page.getByRole('alert').getByText('Change your password').waitFor();
  await page.goto(`${app.url}/services`);
  await page.getByRole('alert').getByText('Change your password').waitFor();
  expect(await page.getByRole('alert').getByText('There is a new theme').count()).toBe(0);
  await page.getByRole('button', { name: 'I have read it' }).click();
  await page.getByRole('alert').getByText('Change your password').waitFor({ state: 'hidden' });
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const [read] = await world.sql(
    `select count(*)::int as count from notice_recipient r join notice n on n.id = r.notice_id
       where n.kind = 'SECURITY' and r.end_user_id = $1 and r.seen_at is not null`,
    [world.globex.user.endUserId],
  );
  expect(read).toEqual({ count: 1 });
  expect(faults).toEqual([]);
});
