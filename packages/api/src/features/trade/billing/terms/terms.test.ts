import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';
import { addSubscription } from '../../subscriptions/factory.ts';
import { bill } from '../factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech, world.acme])
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-10-01' });
});
afterAll(() => app.close());
beforeEach(async () => {
  await world.sql('delete from billing_terms');
});

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const set = (email: string, paymentDays: number, customer: object = {}) =>
  ask<{ setBillingTerms: { id: string; paymentDays: number; forEveryone: boolean } }>(
    email,
    'mutation ($input: SetBillingTermsInput!) { setBillingTerms(input: $input) { id paymentDays forEveryone } }',
    { input: { paymentDays, ...customer } },
  );
const remove = (email: string, id: string | undefined) =>
  ask<{ removeBillingTerms: string }>(
    email,
    'mutation ($input: RemoveBillingTermsInput!) { removeBillingTerms(input: $input) }',
    { input: { id } },
  );
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;
const daysOf = async (email: string, companyId: string) =>
  (
    await ask<{ company: { paymentDays: number } | null }>(
      email,
      'query ($id: ID!) { company(id: $id) { paymentDays } }',
      { id: companyId },
    )
  ).data.company?.paymentDays;
const actions = async (action: string) =>
  (await world.sql<{ id: string }>('select id from audit_entry where action = $1', [action])).length;

describe('setBillingTerms', () => {
  test('[B4] is for everyone, or for one customer otherwise; the same again does nothing', async () => {
    const { globex, initech } = world;
    expect(await daysOf(NORTHWIND, globex.id), 'as is usual').toBe(14);
    const before = await actions('setBillingTerms');
    const everyone = await set(NORTHWIND, 30);
    expect(everyone.data.setBillingTerms).toMatchObject({ paymentDays: 30, forEveryone: true });
    expect(await daysOf(NORTHWIND, globex.id)).toBe(30);
    const own = await set(NORTHWIND, 0, { companyId: globex.id });
    expect(own.data.setBillingTerms).toMatchObject({ paymentDays: 0, forEveryone: false });
    expect(await daysOf(NORTHWIND, globex.id)).toBe(0);
    expect((await set(NORTHWIND, 0, { companyId: globex.id })).data).toEqual(own.data);
    expect(await actions('setBillingTerms')).toBe(before + 2);
    const [logged] = await world.sql<{ subject_id: string }>(
      `select subject_id from audit_entry where action = 'setBillingTerms' and company_id = $1`,
      [globex.id],
    );
    expect(logged?.subject_id, 'in the log of whoever it is agreed with').toBe(own.data.setBillingTerms.id);
    expect(await daysOf(STAFF, globex.id), 'staff see what its reseller has agreed').toBe(0);
    expect(await daysOf(STAFF, initech.id), 'another issuer’s is its own').toBe(14);
  });

  test('[S7] is for who issues, of their own customers', async () => {
    const { globex, contoso, northwind, acme } = world;
    expect(code(await set(GLOBEX, 30))).toBe('FORBIDDEN');
    expect(code(await set(CONTOSO, 30, { companyId: globex.id }))).toBe('NOT_FOUND');
    expect(code(await set(STAFF, 30, { companyId: globex.id })), 'its reseller invoices it').toBe(
      'NOT_FOUND',
    );
    expect(code(await set(NORTHWIND, 30, { resellerId: contoso.id }))).toBe('NOT_FOUND');
    expect(code(await set(STAFF, 30, { resellerId: northwind.id }))).toBeUndefined();
    expect(code(await set(STAFF, 7, { companyId: acme.id }))).toBeUndefined();
    expect(code(await set(STAFF, 7, { companyId: acme.id, resellerId: northwind.id }))).toBe('INVALID_INPUT');
    const seen = async (email: string) =>
      (
        await ask<{ billingTerms: { nodes: { paymentDays: number }[] } }>(
          email,
          '{ billingTerms(first: 9) { nodes { paymentDays } } }',
        )
      ).data?.billingTerms?.nodes;
    expect(await seen(STAFF)).toHaveLength(2);
    expect(await seen(NORTHWIND), 'what the platform has agreed about it is the platform’s').toEqual([]);
    expect(code(await ask(GLOBEX, '{ billingTerms { nodes { id } } }'))).toBe('FORBIDDEN');
  });

  test.each([-1, 91])('takes days from 0 to 90, not %d', async (days) => {
    const { errors } = await set(NORTHWIND, days);
    expect(errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'paymentDays', message: 'Must be from 0 to 90.' }],
    });
  });
});

describe('removeBillingTerms', () => {
  test('has the customer pay as everyone again', async () => {
    const { globex } = world;
    const everyone = (await set(NORTHWIND, 30)).data.setBillingTerms;
    const own = (await set(NORTHWIND, 60, { companyId: globex.id })).data.setBillingTerms;
    expect(code(await remove(GLOBEX, own.id))).toBe('FORBIDDEN');
    expect(code(await remove(CONTOSO, own.id))).toBe('NOT_FOUND');
    expect(code(await remove(NORTHWIND, 'one'))).toBe('INVALID_INPUT');
    expect(code(await remove(NORTHWIND, everyone.id))).toBe('CONFLICT');
    expect((await remove(NORTHWIND, own.id)).data).toEqual({ removeBillingTerms: own.id });
    expect(await daysOf(NORTHWIND, globex.id)).toBe(30);
    expect(code(await remove(NORTHWIND, own.id))).toBe('NOT_FOUND');
  });
});

interface Row {
  id: string;
  customerName: string;
  dueOn: string;
}
const issuedOn = async (day: string): Promise<Row[]> =>
  world.sql<Row>(
    `select id, buyer->>'name' as "customerName", due_on::text as "dueOn" from invoice where issued_on = $1 order by 2`,
    [day],
  );
/** A document as it is sent: its pages' text, and the e-invoice. */
async function filesOf(id: string): Promise<{ text: string; ubl: string }> {
  const headers = { authorization: `Bearer ${await world.signIn(STAFF)}` };
  const get = (file: string) => fetch(`${app.url}/invoices/${id}/${file}`, { headers });
  const pdf = await getDocumentProxy(new Uint8Array(await (await get('pdf')).arrayBuffer()));
  return {
    text: (await extractText(pdf, { mergePages: true })).text,
    ubl: await (await get('xml')).text(),
  };
}

describe('what is issued', () => {
  test('[B4] is due as was agreed with its customer at every level, and keeps its day and words', async () => {
    const { globex, northwind } = world;
    await set(NORTHWIND, 30);
    await set(NORTHWIND, 60, { companyId: globex.id });
    await set(STAFF, 7);
    await set(STAFF, 0, { resellerId: northwind.id });
    const previewed = async (email: string) =>
      (
        await ask<{ previewInvoice: { paymentDays: number | null } }>(
          email,
          'query ($id: ID!) { previewInvoice(companyId: $id, period: "2026-10") { paymentDays } }',
          { id: globex.id },
        )
      ).data.previewInvoice.paymentDays;
    expect(await previewed(NORTHWIND)).toBe(60);
    expect(await previewed(GLOBEX), 'it reads its own on each invoice').toBeNull();
    app.clock.set('2026-11-02T09:00:00Z');
    await bill({ app, world, email: STAFF }, '2026-10');
    const october = await issuedOn('2026-11-02');
    const letters = await world.letters<{ body: string }>(
      `select body from mail where company_id = $1 and subject like 'Invoice %'`,
      [globex.id],
    );
    expect(letters.length).toBeGreaterThan(0);
    for (const { body } of letters) expect(body).toContain('due by 1 January 2027');
    expect(october.map(({ customerName, dueOn }) => [customerName, dueOn])).toEqual([
      ['Acme Ltd', '2026-11-09'],
      ['Contoso Cloud', '2026-11-09'],
      ['Globex Ltd', '2027-01-01'],
      ['Initech Ltd', '2026-11-16'],
      ['Northwind IT', '2026-11-02'],
    ]);
    // The exception ends and everyone has other days: what is issued has been agreed.
    await world.sql('delete from billing_terms');
    const toGlobex = october.find(({ customerName }) => customerName === 'Globex Ltd') as Row;
    const { text, ubl } = await filesOf(toGlobex.id);
    expect(text).toContain('Payment within 60 days of the date of issue.');
    expect(ubl).toContain('<cbc:DueDate>2027-01-01</cbc:DueDate>');
    expect(ubl).toContain('<cbc:Note>Payment within 60 days of the date of issue.</cbc:Note>');
    const toNorthwind = october.find(({ customerName }) => customerName === 'Northwind IT') as Row;
    expect((await filesOf(toNorthwind.id)).text).toContain('Payment on the date of issue.');
  });

  test('[B6] so is a debit note', async () => {
    const { globex } = world;
    await set(NORTHWIND, 21, { companyId: globex.id });
    const [line] = await world.sql<{ id: string; invoiceId: string }>(
      'select l.id, l.invoice_id as "invoiceId" from invoice_line l where l.company_id = $1',
      [globex.id],
    );
    const { data } = await ask<{ issueDebitNote: { issued: { dueOn: string } | null } }>(
      NORTHWIND,
      'mutation ($input: IssueDebitNoteInput!) { issueDebitNote(input: $input) { issued { dueOn } } }',
      {
        input: {
          invoiceId: line?.invoiceId,
          reason: 'Two were in use.',
          lines: [{ lineId: line?.id, quantity: 1 }],
        },
      },
    );
    expect(data?.issueDebitNote.issued?.dueOn).toBe('2026-11-23');
  });
});
