import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemOf } from '../../../kernel/jobs.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { addInvoice, addPayment, bill } from './factory.ts';
import { invoiceFiles } from './keep-invoice-files.ts';
import { brokenRules } from './testing/e-invoice-rules.ts';

let app: TestApp;
let world: World;
let invoices: { id: string; number: string; kind: string; month: string; customer: string }[] = [];

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';

/**
 * Two months: a customer with a VAT number and one without, one abroad, a seller that is not registered; services from within a
 * month, one that ends, and one of October that is entered after October was billed.
 */
beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await world.sql(`update company set vat_number = 'GB980780684', customer_code = 'GLOBEX-7' where id = $1`, [
    world.globex.id,
  ]);
  await world.sql(`update reseller set vat_number = null where id = $1`, [world.contoso.id]);
  await world.sql(
    `update company set vat_treatment = 'OUTSIDE_UK', vat_number = 'DE123456782', address = address || '{"country":"DE"}' where id = $1`,
    [world.acme.id],
  );
  for (const company of [world.globex, world.initech, world.acme]) {
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-10-01', quantity: 3 });
    await addSubscription(world, company, {
      productId: world.archive,
      startsOn: '2026-10-12',
      endsOn: '2026-11-17',
      quantity: 7,
    });
  }
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  await addSubscription(world, world.globex, {
    productId: world.mailbox,
    startsOn: '2026-10-20',
    endUserId: world.globex.user.endUserId,
  });
  app.clock.set('2026-12-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-11');
  invoices = await world.sql(
    `select id, number, kind, to_char(period_start, 'YYYY-MM') as month, buyer->>'name' as customer from invoice order by number`,
  );
});
afterAll(() => app.close());

const idOf = (customer: string, month: string): string =>
  invoices.find((invoice) => invoice.customer.startsWith(customer) && invoice.month === month)?.id ?? '';

async function fetchFile(id: string, form: 'pdf' | 'xml', email = STAFF): Promise<Response> {
  return fetch(`${app.url}/invoices/${id}/${form}`, {
    headers: { authorization: `Bearer ${await world.signIn(email)}` },
  });
}

const bytesOf = async (id: string, form: 'pdf' | 'xml', email?: string): Promise<Buffer> =>
  Buffer.from(await (await fetchFile(id, form, email)).arrayBuffer());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const settingOf = (credentials: Parameters<typeof perform>[0]['credentials']) => {
  const { scopes, services, log } = app.app;
  return { scopes, services, log, requestId: 'test', credentials };
};

const keep = (id: string) =>
  perform(
    settingOf({ kind: 'system', task: 'test', resellerId: null, does: [invoiceFiles.keep.name] }),
    invoiceFiles.keep,
    { id },
  );

const keptOf = (id: string) =>
  world.sql<{ pdf: Buffer; ubl: Buffer; pdfSha256: string; ublSha256: string; createdAt: Date }>(
    `select pdf, ubl, pdf_sha256 as "pdfSha256", ubl_sha256 as "ublSha256", created_at as "createdAt" from invoice_file where invoice_id = $1`,
    [id],
  );

describe('[B8] GET /invoices/<id>/xml', () => {
  test('gives whoever pays it the e-invoice', async () => {
    const response = await fetchFile(idOf('Globex', '2026-10'), 'xml', 'admin@globex.example');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="NW-000001.xml"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const xml = await response.text();
    expect(xml).toContain('<cbc:ID>NW-000001</cbc:ID><cbc:IssueDate>2026-11-01</cbc:IssueDate>');
    expect(xml).toContain('<cbc:BuyerReference>GLOBEX-7</cbc:BuyerReference>');
    expect(xml).toContain('<cbc:CityName>Leeds</cbc:CityName>');
  });

  test('of all that two months led to breaks no rule of EN 16931 or Peppol', async () => {
    expect(invoices.map(({ customer, month }) => `${customer} ${month}`).sort()).toEqual(
      ['Acme Ltd', 'Contoso Cloud', 'Globex Ltd', 'Initech Ltd', 'Northwind IT'].flatMap((customer) => [
        `${customer} 2026-10`,
        `${customer} 2026-11`,
      ]),
    );
    const texts = new Map<string, string>();
    for (const { id, customer, month } of invoices)
      texts.set(`${customer} ${month}`, (await bytesOf(id, 'xml')).toString());
    for (const xml of texts.values()) expect(brokenRules(xml)).toEqual([]);
    expect(texts.get('Globex Ltd 2026-10')).toContain('urn:fdc:peppol.eu:2017:poacc:billing:3.0');
    // What was entered late begins before the month that is billed.
    expect(texts.get('Globex Ltd 2026-11')).toContain(
      '<cac:InvoicePeriod><cbc:StartDate>2026-10-20</cbc:StartDate><cbc:EndDate>2026-11-30</cbc:EndDate></cac:InvoicePeriod><cac:AccountingSupplierParty>',
    );
    expect(texts.get('Acme Ltd 2026-10')).toMatch(
      /<cbc:ID>AE<\/cbc:ID>.*Reverse charge.*<cbc:PayableAmount/s,
    );
    expect(texts.get('Initech Ltd 2026-10')).toMatch(/<cbc:ID>O<\/cbc:ID>.*Not subject to VAT/s);
  }, 180_000);

  test('is open to its issuer and the staff, and to nobody else', async () => {
    const statusOf = async (id: string, email: string) => (await fetchFile(id, 'xml', email)).status;
    const id = idOf('Globex', '2026-10');
    expect(await statusOf(id, NORTHWIND)).toBe(200);
    expect(await statusOf(id, STAFF)).toBe(200);
    expect(await statusOf(idOf('Northwind', '2026-10'), NORTHWIND)).toBe(200);
    expect(await statusOf(id, 'user@globex.example')).toBe(403);
    expect(await statusOf(id, 'admin@initech.example')).toBe(404);
    expect(await statusOf(id, 'admin@contoso.example')).toBe(404);
    expect(await statusOf('nonsense', STAFF)).toBe(404);
  });

  test('of a draft says that there is none yet', async () => {
    const { id: resellerId } = world.northwind;
    const draft = await addInvoice(world, {
      issuerId: resellerId,
      resellerId,
      companyId: world.globex.id,
      net: 100,
      state: 'DRAFT',
      period: '2027-06-01',
    });
    const response = await fetchFile(draft, 'xml');
    expect(response.status).toBe(409);
    expect(JSON.stringify(await response.json())).toContain('draft');
    await keep(draft);
    expect(await keptOf(draft)).toEqual([]);
  });
});

describe('[S77] what was issued', () => {
  test('is kept by a job of its issuer once the run’s batch is committed', async () => {
    const id = await issueAgain('2026-12', '2027-01-01');
    const jobs = await world.sql<{ payload: { resellerId?: string; ids: string[] } }>(
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier like 'keep-invoice-files%'`,
    );
    const queued = jobs.flatMap(({ payload }) => payload.ids);
    expect(queued).toEqual(expect.arrayContaining(invoices.map((invoice) => invoice.id)));
    const payload = jobs.find((job) => job.payload.ids.includes(id))?.payload;
    expect(payload).toEqual({ resellerId: world.northwind.id, ids: [id] });
    expect(await keptOf(id)).toEqual([]);
    const [ofTenant] = invoiceFiles.jobs;
    await ofTenant.run(settingOf(systemOf(ofTenant, payload as never)), payload as never);
    expect(await keptOf(id)).toHaveLength(1);
  });

  test('is what everyone is given from then on, whatever becomes of its parties, their logo or what is owed', async () => {
    const id = idOf('Globex', '2026-11');
    const [pdf, xml] = [await bytesOf(id, 'pdf'), await bytesOf(id, 'xml')];
    const logo = `data:image/png;base64,${PNG.sync.write(new PNG({ width: 40, height: 12, fill: true })).toString('base64')}`;
    await app.ask(
      'mutation ($input: UpdateResellerInput!) { updateReseller(input: $input) { id } }',
      { input: { id: world.northwind.id, logo, name: 'Southwind' } },
      await world.signIn(NORTHWIND),
    );
    await addPayment(world, id, 100);
    await world.sql(`update invoice set paid_minor = 100, state = 'PART_PAID' where id = $1`, [id]);
    for (const email of [STAFF, NORTHWIND, 'admin@globex.example']) {
      expect((await bytesOf(id, 'pdf', email)).equals(pdf)).toBe(true);
      expect((await bytesOf(id, 'xml', email)).equals(xml)).toBe(true);
    }
  });

  test('is kept once, though several come first, with hashes that the audit log keeps, too', async () => {
    const id = await issueAgain('2027-01', '2027-02-01');
    const answers = await Promise.all([bytesOf(id, 'pdf'), bytesOf(id, 'pdf'), keep(id), keep(id)]);
    await keep(id);
    const kept = await keptOf(id);
    expect(kept).toHaveLength(1);
    const [{ pdf, ubl, pdfSha256, ublSha256 } = {} as never] = kept;
    expect(pdf.equals(answers[0])).toBe(true);
    expect(pdf.equals(answers[1])).toBe(true);
    expect([pdfSha256, ublSha256]).toEqual([sha256(pdf), sha256(ubl)]);
    const noted = await world.sql<{ differences: unknown }>(
      `select differences from audit_entry where action = 'keepInvoiceFiles' and reference = $1`,
      [(await world.sql<{ number: string }>('select number from invoice where id = $1', [id]))[0]?.number],
    );
    expect(noted).toEqual([
      {
        differences: [
          { field: 'pdfSha256', before: null, after: pdfSha256 },
          { field: 'ublSha256', before: null, after: ublSha256 },
        ],
      },
    ]);
  });

  test('is changed or taken away by nobody', async () => {
    await keep(idOf('Acme', '2026-10'));
    for (const statement of [
      `update invoice_file set ubl = 'x', ubl_sha256 = encode(sha256('x'), 'hex')`,
      'delete from invoice_file',
      'truncate invoice_file',
    ])
      await expect(world.sql(statement)).rejects.toThrow('never changed');
  });

  test('has its VAT written down as it was reckoned', async () => {
    const rows = await world.sql<{ breakdown: unknown; net: number; vat: number }>(
      `select vat_breakdown as breakdown, net_minor::int as net, vat_minor::int as vat from invoice where id = $1`,
      [idOf('Globex', '2026-10')],
    );
    const [{ breakdown, net, vat } = {} as never] = rows;
    expect(breakdown).toEqual([
      {
        vatRateBp: 2000,
        vatCategory: 'STANDARD',
        vatReason: null,
        netMinor: net,
        vatMinor: vat,
        notionalBp: null,
        notionalMinor: null,
      },
    ]);
  });
});

/** Bills another month, for an invoice that nobody has looked at. */
async function issueAgain(month: string, on: string): Promise<string> {
  app.clock.set(`${on}T09:00:00Z`);
  await bill({ app, world, email: NORTHWIND }, month);
  const [issued] = await world.sql<{ id: string }>(
    'select id from invoice where period_start = $1 and company_id = $2',
    [`${month}-01`, world.globex.id],
  );
  return issued?.id ?? '';
}
