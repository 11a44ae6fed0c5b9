import { newId } from '@steward/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';
import { perform } from '../../../../kernel/verb.ts';
import { addSubscription } from '../../subscriptions/factory.ts';
import { finishBilling } from '../bill-customers.ts';
import { bill } from '../factory.ts';
import { readInvoiceDocument } from '../read-invoice-document.ts';
import { brokenRules } from '../testing/e-invoice-rules.ts';
import { renderInvoiceUbl } from '../ubl/invoice-ubl.ts';
import { runDueBilling } from './run-due-billing.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-12T09:00:00Z' });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech])
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-10-01' });
});
afterAll(() => app.close());

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const send = (email: string, name: string, given: object) =>
  ask<Record<string, { id: string }>>(
    email,
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { id } }`,
    { input: given },
  );
const ofGlobex = () => ({ companyId: world.globex.id });
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;
const pathOf = ({ errors }: { errors?: readonly { extensions: { fields?: unknown } }[] }) =>
  (errors?.[0]?.extensions.fields as { path: string }[] | undefined)?.[0]?.path;
const setting = () => ({
  scopes: app.app.scopes,
  services: app.app.services,
  log: app.app.log,
  requestId: 'test',
  credentials: { kind: 'system', task: 'test', resellerId: null } as const,
});
const numbersOf = (companyId: string) =>
  world.sql<{ id: string; month: string; purchase_order: string | null; note: string | null }>(
    `select id, to_char(period_start, 'YYYY-MM') as month, purchase_order, note from invoice where company_id = $1 order by period_start`,
    [companyId],
  );
interface Drafts {
  finalOn: string;
  draftCount: number;
  net: { currency: string; minor: number }[];
  drafts: {
    customerName: string;
    netMinor: number;
    beforeMinor: number | null;
    unusual: string | null;
    heldReason: string | null;
  }[];
}
const drafts = async (email: string, period: string) =>
  (
    await ask<{ invoiceDrafts: Drafts }>(
      email,
      'query ($period: String!) { invoiceDrafts(period: $period) { finalOn draftCount net { currency minor } drafts { customerName netMinor beforeMinor unusual heldReason } } }',
      { period },
    )
  ).data.invoiceDrafts;
const seen = async (email: string, period: string) =>
  (
    await ask<{ previewInvoice: object }>(
      email,
      'query ($companyId: ID, $period: String!) { previewInvoice(companyId: $companyId, period: $period) { ofIssuer purchaseOrder note held } }',
      { ...ofGlobex(), period },
    )
  ).data.previewInvoice;

test('[B4] purchase order and note are on the invoice of their month, or of every one, and in its e-invoice', async () => {
  await send(NORTHWIND, 'describeDraft', { ...ofGlobex(), purchaseOrder: 'PO-ALWAYS' });
  await send(NORTHWIND, 'describeDraft', {
    ...ofGlobex(),
    period: '2026-10',
    note: 'Thank you.\nSee you soon.',
  });
  expect(await seen(GLOBEX, '2026-10')).toEqual({
    ofIssuer: false,
    purchaseOrder: 'PO-ALWAYS',
    note: 'Thank you.\nSee you soon.',
    held: false,
  });
  expect(await seen(NORTHWIND, '2026-11')).toEqual({
    ofIssuer: true,
    purchaseOrder: 'PO-ALWAYS',
    note: null,
    held: false,
  });
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: NORTHWIND }, '2026-10');
  const [invoice] = await numbersOf(world.globex.id);
  expect(invoice).toMatchObject({ purchase_order: 'PO-ALWAYS', note: 'Thank you.\nSee you soon.' });
  const document = await app.app.scopes.run(
    { kind: 'system', task: 'test', resellerId: null },
    { requestId: 'test' },
    (scope) => readInvoiceDocument(scope, invoice?.id ?? ''),
  );
  const ubl = renderInvoiceUbl(document);
  expect(brokenRules(ubl)).toEqual([]);
  expect(ubl).toContain('<cbc:BuyerReference>PO-ALWAYS</cbc:BuyerReference>');
  expect(ubl).toContain('<cac:OrderReference><cbc:ID>PO-ALWAYS</cbc:ID></cac:OrderReference>');
});

test('[O1] the forecast of a month is what its drafts come to', async () => {
  const { net, drafts: each } = await drafts(NORTHWIND, '2026-11');
  expect(each.length).toBeGreaterThan(0);
  expect(net).toEqual([{ currency: 'GBP', minor: each.reduce((sum, { netMinor }) => sum + netMinor, 0) }]);
  expect((await drafts('admin@contoso.example', '2020-01')).net).toEqual([]);
});

test('[B4] what is held is passed over and said so, and billed once it is released', async () => {
  app.clock.set('2026-11-20T09:00:00Z');
  const held = await send(NORTHWIND, 'holdDraft', { ...ofGlobex(), reason: 'Price is being talked about' });
  expect(held.errors).toBeUndefined();
  expect(await seen(GLOBEX, '2026-11')).toMatchObject({ held: true });
  const reason = 'query { home { heldDrafts } }';
  expect((await ask<{ home: object }>(NORTHWIND, reason)).data.home).toEqual({ heldDrafts: 1 });
  app.clock.set('2026-12-01T09:00:00Z');
  const run = await bill({ app, world, email: NORTHWIND }, '2026-11');
  expect(run).toMatchObject({ state: 'DONE', invoiceCount: 0, customersDone: 1 });
  expect(await world.sql('select set_aside_count from billing_run where id = $1', [run.id])).toEqual([
    { set_aside_count: 1 },
  ]);
  expect((await drafts(NORTHWIND, '2026-11')).drafts).toMatchObject([
    { customerName: 'Globex Ltd', heldReason: 'Price is being talked about' },
  ]);
  for (const [email, expected] of [
    [CONTOSO, 'NOT_FOUND'],
    [STAFF, 'NOT_FOUND'],
    [GLOBEX, 'FORBIDDEN'],
  ] as const)
    for (const [name, more] of [
      ['holdDraft', { reason: 'x' }],
      ['releaseDraft', {}],
      ['describeDraft', {}],
    ] as const)
      expect([email, name, code(await send(email, name, { ...ofGlobex(), ...more }))]).toEqual([
        email,
        name,
        expected,
      ]);
  expect((await send(NORTHWIND, 'releaseDraft', ofGlobex())).errors).toBeUndefined();
  expect(code(await send(NORTHWIND, 'releaseDraft', ofGlobex()))).toBe('CONFLICT');
  expect((await bill({ app, world, email: NORTHWIND }, '2026-11')).invoiceCount).toBe(1);
});

test('[B4] months are billed by themselves when grace is over, once, and only for whoever wants that', async () => {
  app.clock.set('2026-12-20T09:00:00Z');
  expect(
    (await send(NORTHWIND, 'setBillingSettings', { automatic: true, graceDays: 5 })).errors,
  ).toBeUndefined();
  expect(await drafts(NORTHWIND, '2026-12')).toMatchObject({ finalOn: '2027-01-06' });
  const months = async () => (await numbersOf(world.globex.id)).map(({ month }) => month);
  for (const [day, last] of [
    ['2027-01-05', '2026-11'],
    ['2027-01-06', '2026-12'],
    ['2027-01-07', '2026-12'],
  ] as const) {
    app.clock.set(`${day}T04:40:00Z`);
    await perform(
      { ...setting(), credentials: { ...setting().credentials, does: [runDueBilling.name] } },
      runDueBilling,
      {},
    );
    await finishBilling(setting());
    expect([day, (await months()).at(-1)]).toEqual([day, last]);
  }
  expect(await world.sql(`select started_by from billing_run where period = '2026-12'`)).toEqual([
    { started_by: null },
  ]);
  // Contoso has never said so.
  expect(await numbersOf(world.initech.id)).toEqual([]);
  for (const graceDays of [-1, 15])
    expect(pathOf(await send(NORTHWIND, 'setBillingSettings', { automatic: true, graceDays }))).toBe(
      'graceDays',
    );
  expect(code(await send(GLOBEX, 'setBillingSettings', { automatic: true, graceDays: 1 }))).toBe('FORBIDDEN');
});

test('[B4] what is unusual of a month is said: new, gone, up, down', async () => {
  app.clock.set('2027-01-20T09:00:00Z');
  expect((await drafts(NORTHWIND, '2027-01')).drafts).toMatchObject([
    { netMinor: 1500, beforeMinor: 1500, unusual: null },
  ]);
  await addSubscription(world, world.globex, { productId: world.hosting, startsOn: '2027-01-01' });
  expect((await drafts(NORTHWIND, '2027-01')).drafts).toMatchObject([{ netMinor: 3000, unusual: 'UP' }]);
  expect((await drafts(CONTOSO, '2027-01')).drafts).toMatchObject([
    { customerName: 'Initech Ltd', unusual: 'NEW' },
  ]);
  await world.sql(`update subscription set ends_on = '2027-01-10' where company_id = $1`, [world.globex.id]);
  expect((await drafts(NORTHWIND, '2027-01')).drafts).toMatchObject([{ unusual: 'DOWN' }]);
  expect((await drafts(NORTHWIND, '2027-02')).drafts).toMatchObject([{ customerName: 'Globex Ltd' }]);
  expect(code(await ask(GLOBEX, '{ invoiceDrafts(period: "2027-01") { period } }'))).toBe('FORBIDDEN');
  expect(pathOf(await send(NORTHWIND, 'holdDraft', { ...ofGlobex(), reason: ' ' }))).toBe('reason');
  expect(code(await send(NORTHWIND, 'holdDraft', { companyId: newId(), reason: 'x' }))).toBe('NOT_FOUND');
});
