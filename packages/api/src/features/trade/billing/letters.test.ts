import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { MailServer } from '../../desk/notifications/testing/mail-server.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { bill } from './factory.ts';

const server = new MailServer();
let app: TestApp;
let world: World;

beforeAll(async () => {
  const smtpUrl = await server.start();
  app = await startTestApp({ at: '2026-10-01T09:00:00Z', config: { smtpUrl } });
  world = await createWorld(app);
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2026-10-01' });
  await addSubscription(world, world.initech, { productId: world.hosting, startsOn: '2026-10-01' });
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await server.stop();
});

const SET =
  'mutation ($input: SetBillingLettersInput!) { setBillingLetters(input: $input) { id eInvoice monthlyStatements } }';
const set = (token: string, input: object) => app.ask<{ setBillingLetters: object }>(SET, { input }, token);
const own = async (token: string) =>
  (
    await app.ask<{ ownBillingLetters: object }>(
      '{ ownBillingLetters { eInvoice monthlyStatements } }',
      {},
      token,
    )
  ).data?.ownBillingLetters;

describe('setBillingLetters', () => {
  test('[B7] says what one’s own customers get, once', async () => {
    const { token } = world.northwind.admin;
    expect(await own(token)).toEqual({ eInvoice: false, monthlyStatements: false });
    const wish = { eInvoice: true, monthlyStatements: false };
    const first = await set(token, wish);
    expect(first.data.setBillingLetters).toMatchObject(wish);
    expect((await set(token, wish)).data.setBillingLetters).toEqual(first.data.setBillingLetters);
    expect(await own(token)).toEqual(wish);
    expect(await own(world.contoso.admin.token), 'another issuer’s is its own').toEqual({
      eInvoice: false,
      monthlyStatements: false,
    });
    const trail = await world.sql(
      `select differences from audit_entry where action = 'setBillingLetters' and reseller_id = $1`,
      [world.northwind.id],
    );
    expect(trail).toHaveLength(1);
  });

  test('[S22] is for who issues invoices', async () => {
    const wish = { eInvoice: true, monthlyStatements: true };
    for (const { token } of [world.globex.admin, world.globex.user])
      expect((await set(token, wish)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { errors } = await set(world.contoso.admin.token, { eInvoice: 'perhaps', monthlyStatements: true });
    expect(errors?.[0]?.message).toContain('eInvoice');
  });
});

describe('letters about invoices', () => {
  test('[B7] [B8] carry the PDF as it is kept, the e-invoice where the issuer wishes it, and a link', async () => {
    app.clock.set('2026-11-02T09:00:00Z');
    await bill({ app, world, email: 'staff@xe2.example' }, '2026-10');
    const to = (email: string) => server.taken.find((mail) => mail.to?.[0]?.address === email);
    await expect.poll(() => to(world.globex.admin.email) && to(world.initech.admin.email)).toBeDefined();
    const kept = async (companyId: string) => {
      const [files] = await world.sql<{ number: string; pdf_sha256: string; ubl_sha256: string }>(
        `select i.number, f.pdf_sha256, f.ubl_sha256 from invoice i join invoice_file f on f.invoice_id = i.id where i.company_id = $1`,
        [companyId],
      );
      if (!files) throw new Error('Nothing is kept.');
      return files;
    };
    const sent = (email: string) =>
      to(email)?.attachments.map(({ filename, mimeType, content }) => [
        filename,
        mimeType,
        createHash('sha256')
          .update(new Uint8Array(content as ArrayBuffer))
          .digest('hex'),
      ]);
    const globex = await kept(world.globex.id);
    expect(sent(world.globex.admin.email)).toEqual([
      [`${globex.number}.pdf`, 'application/pdf', globex.pdf_sha256],
      [`${globex.number}.xml`, 'application/xml', globex.ubl_sha256],
    ]);
    const initech = await kept(world.initech.id);
    expect(sent(world.initech.admin.email), 'its issuer wishes no e-invoice').toEqual([
      [`${initech.number}.pdf`, 'application/pdf', initech.pdf_sha256],
    ]);
    expect(to(world.globex.admin.email)?.text).toMatch(
      /without signing in, by this link:\s+http\S+\/pay#[\w-]{43}\s/,
    );
    expect(to(world.globex.admin.email)?.from).toMatchObject({ name: 'Northwind IT' });
  });
});
