import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { MailServer } from '../../desk/notifications/testing/mail-server.ts';
import { bill } from '../billing/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';
const INITECH = 'admin@initech.example';
const OCTOBER = { from: '2026-10-01', to: '2026-10-31' };

const server = new MailServer();
let app: TestApp;
let world: World;

beforeAll(async () => {
  const smtpUrl = await server.start();
  app = await startTestApp({ at: '2026-09-01T09:00:00Z', config: { smtpUrl } });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech, world.acme])
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-09-01' });
  app.clock.set('2026-10-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-09');
  const [invoice] = await world.sql<{ id: string }>('select id from invoice where company_id = $1', [
    world.globex.id,
  ]);
  app.clock.set('2026-10-20T09:00:00Z');
  await ask(NORTHWIND, 'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', {
    input: { invoiceId: invoice?.id, amountMinor: 300, receivedOn: '2026-10-20', reference: 'FASTER 7' },
  });
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await server.stop();
});
beforeEach(() => {
  server.taken.length = 0;
});

async function ask<T = object>(email: string, query: string, variables: Record<string, unknown> = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}
const send = (email: string, input: object) =>
  ask<{ sendStatement: object }>(
    email,
    'mutation ($input: SendStatementInput!) { sendStatement(input: $input) { from to monthly closingMinor recipientCount } }',
    { input },
  );
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;
const letters = () => server.taken.filter(({ subject }) => subject?.startsWith('Your statement'));
const to = () =>
  letters()
    .map((mail) => mail.to?.[0]?.address)
    .sort();
const file = async (email: string | null, path: string) =>
  fetch(`${app.url}${path}`, {
    headers: email ? { authorization: `Bearer ${await world.signIn(email)}` } : {},
  });
async function textOf(pdf: ArrayBuffer | Uint8Array): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

describe('sendStatement', () => {
  test('[B7] mails the statement to the customer’s administrators now, as PDF, and again when asked again', async () => {
    const asked = { customerId: world.globex.id, ...OCTOBER };
    const { data, errors } = await send(NORTHWIND, asked);
    expect(errors).toBeUndefined();
    expect(data.sendStatement).toEqual({
      ...OCTOBER,
      monthly: false,
      closingMinor: 1500,
      recipientCount: 1,
    });
    await expect.poll(letters).toHaveLength(1);
    const [mail] = letters();
    expect(mail).toMatchObject({
      from: { name: 'Northwind IT' },
      to: [{ address: GLOBEX }],
      subject: 'Your statement from Northwind IT',
    });
    expect(mail?.text).toContain('from 1 October 2026 to 31 October 2026. At the end of it you owed £15.00.');
    const [attached] = mail?.attachments ?? [];
    expect(attached?.filename).toBe('Statement 2026-10-01 to 2026-10-31.pdf');
    const text = await textOf(attached?.content as ArrayBuffer);
    for (const part of [
      'Statement 1 – 31 October 2026',
      'Billed to Globex Ltd',
      'From Northwind IT',
      '£15.00 owed on 31 October 2026',
      'Owed before £0.00',
      'Invoice NW-000001 £18.00 £18.00',
      'Payment FASTER 7 -£3.00 £15.00',
      'Owed at the end £15.00',
      'Due for how long Not due yet 1–30 days 31–60 days 61–90 days Older £0.00 £15.00 £0.00 £0.00 £0.00',
    ])
      expect(text).toContain(part);
    await send(NORTHWIND, asked);
    await expect.poll(letters).toHaveLength(2);
    const trail = await world.sql(
      `select company_id, reference from audit_entry where action = 'sendStatement' and reseller_id = $1`,
      [world.northwind.id],
    );
    expect(trail).toEqual(Array(2).fill({ company_id: world.globex.id, reference: 'Globex Ltd' }));
  });

  test('[S10] is the issuer’s own, to its own customers', async () => {
    const about = (customerId: string) => ({ customerId, ...OCTOBER });
    expect(codeOf(await send(GLOBEX, about(world.globex.id)))).toBe('FORBIDDEN');
    expect(codeOf(await send('user@globex.example', about(world.globex.id)))).toBe('FORBIDDEN');
    expect(codeOf(await send(CONTOSO, about(world.globex.id)))).toBe('NOT_FOUND');
    expect(codeOf(await send(CONTOSO, about(world.northwind.id)))).toBe('NOT_FOUND');
    expect(codeOf(await send(STAFF, about(world.globex.id))), 'not by who does not invoice it').toBe(
      'CONFLICT',
    );
    expect(codeOf(await send(NORTHWIND, about(world.northwind.id))), 'not to oneself').toBe('FORBIDDEN');
    expect(letters()).toEqual([]);
    expect((await send(STAFF, about(world.northwind.id))).errors).toBeUndefined();
    await expect.poll(to).toEqual([NORTHWIND]);
  });

  test('[B7] says what is wrong with what is asked', async () => {
    const wrong = await send(NORTHWIND, {
      customerId: world.globex.id,
      from: '2026-10-31',
      to: '2026-10-01',
    });
    expect(wrong.errors?.[0]?.extensions.fields?.[0]?.path).toBe('to');
    expect(codeOf(await send(NORTHWIND, { customerId: 'x', ...OCTOBER }))).toBe('INVALID_INPUT');
    await world.sql(
      `update membership set status = 'SUSPENDED' where company_id = $1 and level = 'COMPANY'`,
      [world.acme.id],
    );
    const nobody = await send(STAFF, { customerId: world.acme.id, ...OCTOBER });
    expect(nobody.errors?.[0]?.message).toContain('invite an administrator');
    await world.sql(`update membership set status = 'ACTIVE' where company_id = $1 and level = 'COMPANY'`, [
      world.acme.id,
    ]);
  });
});

describe('statement files', () => {
  const path = (id: string, form: string, days = 'from=2026-10-01&to=2026-10-31') =>
    `/statements/${id}/${form}?${days}`;

  test('[B7] are what the statement says, for both sides', async () => {
    for (const email of [GLOBEX, NORTHWIND]) {
      const pdf = await file(email, path(world.globex.id, 'pdf'));
      expect(pdf.headers.get('content-type')).toBe('application/pdf');
      expect(await textOf(await pdf.arrayBuffer())).toContain('£15.00 owed on 31 October 2026');
    }
    const csv = await file(GLOBEX, path(world.globex.id, 'csv'));
    expect(csv.headers.get('content-disposition')).toContain('Statement 2026-10-01 to 2026-10-31.csv');
    expect((await csv.text()).split('\r\n')).toEqual([
      'Day,What,Reference,Amount GBP,Owed GBP',
      '2026-10-01,Owed before,,,0',
      '2026-10-01,Invoice,NW-000001,18,18',
      '2026-10-20,Payment,FASTER 7,-3,15',
      '2026-10-31,Owed at the end,,,15',
      '',
    ]);
    expect((await file(NORTHWIND, path(world.northwind.id, 'pdf'))).status, 'with the platform').toBe(200);
  });

  test('[S10] [S22] are nobody else’s', async () => {
    expect((await file(null, path(world.globex.id, 'pdf'))).status).toBe(401);
    expect((await file('user@globex.example', path(world.globex.id, 'csv'))).status).toBe(403);
    for (const email of [INITECH, CONTOSO])
      expect((await file(email, path(world.globex.id, 'pdf'))).status, email).toBe(404);
    expect((await file(GLOBEX, path(world.northwind.id, 'csv'))).status).toBe(404);
    expect((await file(GLOBEX, path(world.globex.id, 'csv', 'from=yesterday&to=2026-10-31'))).status).toBe(
      400,
    );
    expect((await file(GLOBEX, path('x', 'csv'))).status).toBe(404);
  });
});

describe('each month', () => {
  /** What comes round by itself, on a day. */
  async function round(day: string): Promise<void> {
    app.clock.set(`${day}T06:40:00Z`);
    await world.sql(`select graphile_worker.add_job('statements', '{}'::json)`);
    await expect
      .poll(() => world.sql('select last_error from graphile_worker._private_jobs'), { timeout: 15_000 })
      .toEqual([]);
  }
  const wish = (email: string, monthlyStatements: boolean) =>
    ask(email, 'mutation ($input: SetBillingLettersInput!) { setBillingLetters(input: $input) { id } }', {
      input: { eInvoice: false, monthlyStatements },
    });

  test('[B7] whoever owes something, or whose account has moved, gets one from an issuer who wishes it, once', async () => {
    // 1 November 2026 is a Sunday.
    await round('2026-11-02');
    expect(to(), 'nobody wishes it').toEqual([]);
    await wish(NORTHWIND, true);
    await round('2026-11-01');
    expect(to(), 'not a working day').toEqual([]);
    await round('2026-11-02');
    expect(to()).toEqual([GLOBEX]);
    expect(letters()[0]?.attachments[0]?.filename).toBe('Statement 2026-10-01 to 2026-10-31.pdf');
    await round('2026-11-03');
    expect(to(), 'once').toEqual([GLOBEX]);
    await wish(STAFF, true);
    await round('2026-11-04');
    expect(to(), 'the platform’s customers are resellers, and companies of its own').toEqual(
      [GLOBEX, 'admin@acme.example', CONTOSO, NORTHWIND].sort(),
    );
  });

  test('[B7] who owes nothing and has not moved gets none', async () => {
    await wish(STAFF, false);
    const [invoice] = await world.sql<{ id: string }>('select id from invoice where company_id = $1', [
      world.globex.id,
    ]);
    await round('2026-12-01');
    expect(to(), 'it owes, though nothing was in November').toEqual([GLOBEX]);
    app.clock.set('2026-12-10T09:00:00Z');
    await ask(NORTHWIND, 'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', {
      input: { invoiceId: invoice?.id, amountMinor: 1500, receivedOn: '2026-12-10' },
    });
    await round('2027-01-04');
    expect(to(), 'it paid in December').toEqual([GLOBEX, GLOBEX]);
    expect(letters().at(-1)?.text).toContain('nothing was owed');
    await round('2027-02-01');
    expect(to(), 'nothing in January').toEqual([GLOBEX, GLOBEX]);
  });
});
