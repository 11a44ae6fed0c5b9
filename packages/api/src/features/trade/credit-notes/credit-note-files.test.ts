import { createHash } from 'node:crypto';
import { newId } from '@steward/shared';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { bill } from '../billing/factory.ts';
import { brokenRules } from '../billing/testing/e-invoice-rules.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { creditNoteFiles } from './keep-credit-note-files.ts';

const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;
/** One of £10.01 net to Globex that is issued, and one that waits for a second person. */
let issued = '';
let waiting = '';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await world.sql(`update company set vat_number = 'GB980780684' where id = $1`, [world.globex.id]);
  await addSubscription(world, world.globex, {
    productId: world.hosting,
    startsOn: '2026-10-12',
    quantity: 3,
  });
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: NORTHWIND }, '2026-10');
  issued = await credit(1_001);
  await ask(
    'mutation ($input: SetCreditNoteApprovalInput!) { setCreditNoteApproval(input: $input) { id } }',
    {
      approveAboveMinor: 0,
    },
  );
  waiting = await credit(100);
});
afterAll(() => app.close());

async function ask<T>(query: string, input: object) {
  const { data, errors } = await app.ask<T>(query, { input }, await world.signIn(NORTHWIND));
  expect(errors).toBeUndefined();
  return data;
}

async function credit(netMinor: number): Promise<string> {
  const [line] = await world.sql<{ id: string; invoiceId: string }>(
    'select id, invoice_id as "invoiceId" from invoice_line where company_id = $1',
    [world.globex.id],
  );
  const { issueCreditNote } = await ask<{ issueCreditNote: { id: string } }>(
    'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { id } }',
    { invoiceId: line?.invoiceId, reason: 'Outage & noise.', lines: [{ lineId: line?.id, netMinor }] },
  );
  return issueCreditNote.id;
}

const fetchFile = async (id: string, form: 'pdf' | 'xml', email: string): Promise<Response> =>
  fetch(`${app.url}/credit-notes/${id}/${form}`, {
    headers: { authorization: `Bearer ${await world.signIn(email)}` },
  });

const bytesOf = async (id: string, form: 'pdf' | 'xml', email = GLOBEX): Promise<Buffer> =>
  Buffer.from(await (await fetchFile(id, form, email)).arrayBuffer());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const settingOf = (does: string) => {
  const { scopes, services, log } = app.app;
  const credentials = { kind: 'system', task: 'test', resellerId: null, does: [does] } as const;
  return { scopes, services, log, requestId: 'test', credentials };
};

describe('[B6] [B8] the files of a credit note', () => {
  test('a CreditNote in UBL names the invoice and breaks no rule of EN 16931 or Peppol', async () => {
    const response = await fetchFile(issued, 'xml', GLOBEX);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="NW-CN-000001.xml"');
    const xml = await response.text();
    expect(brokenRules(xml)).toEqual([]);
    for (const part of [
      '<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"',
      'urn:fdc:peppol.eu:2017:poacc:billing:3.0',
      '<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode><cbc:Note>Outage &amp; noise.</cbc:Note>',
      '<cac:InvoiceDocumentReference><cbc:ID>NW-000001</cbc:ID><cbc:IssueDate>2026-11-01</cbc:IssueDate>',
      '<cbc:PayableAmount currencyID="GBP">12.01</cbc:PayableAmount>',
      '<cbc:CreditedQuantity unitCode="C62">1</cbc:CreditedQuantity><cbc:LineExtensionAmount currencyID="GBP">10.01<',
    ])
      expect(xml).toContain(part);
    expect(xml).not.toContain('PaymentMeans');
  });

  test('its PDF says what is credited, of what and why, and asks for no payment', async () => {
    const response = await fetchFile(issued, 'pdf', GLOBEX);
    expect(response.headers.get('content-disposition')).toBe('inline; filename="NW-CN-000001.pdf"');
    const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()));
    const text = (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, ' ');
    for (const part of [
      'Credit note NW-CN-000001',
      'Credits invoice NW-000001',
      'Of 1 November 2026',
      '£12.01 credited',
      'Why Outage & noise.',
      'Total excluding VAT £10.01',
      'Credited £12.01',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/due|Sort code|Quantity/);
  });

  test('are open to its issuer, its customer and the staff, and to nobody else', async () => {
    const statusOf = async (id: string, email: string) => (await fetchFile(id, 'xml', email)).status;
    for (const email of [NORTHWIND, GLOBEX, 'staff@xe2.example'])
      expect(await statusOf(issued, email)).toBe(200);
    expect(await statusOf(issued, 'user@globex.example')).toBe(403);
    for (const email of ['admin@initech.example', 'admin@contoso.example']) {
      const [theirs, nobodys] = [
        await fetchFile(issued, 'pdf', email),
        await fetchFile(newId(), 'pdf', email),
      ];
      expect(theirs.status).toBe(404);
      expect(await theirs.json()).toEqual(await nobodys.json());
    }
  });

  test('[S77] are kept by a job from when it is issued, byte for byte the same from then on, with their hashes', async () => {
    const queued = await world.sql<{ payload: { ids: string[] } }>(
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'keep-credit-note-files'`,
    );
    expect(queued.map(({ payload }) => payload)).toEqual([{ resellerId: world.northwind.id, ids: [issued] }]);
    const before = await bytesOf(issued, 'pdf');
    await world.sql(`update reseller set name = 'Southwind' where id = $1`, [world.northwind.id]);
    for (const email of [NORTHWIND, GLOBEX])
      expect((await bytesOf(issued, 'pdf', email)).equals(before)).toBe(true);
    const kept = await world.sql<{ pdfSha256: string; ublSha256: string }>(
      `select pdf_sha256 as "pdfSha256", ubl_sha256 as "ublSha256" from invoice_file where credit_note_id = $1`,
      [issued],
    );
    expect(kept).toEqual([{ pdfSha256: sha256(before), ublSha256: sha256(await bytesOf(issued, 'xml')) }]);
    const [noted] = await world.sql<{ reference: string; action: string }>(
      `select reference, action from audit_entry where action = 'keepCreditNoteFiles'`,
    );
    expect(noted?.reference).toBe('NW-CN-000001');
    await expect(world.sql('delete from invoice_file')).rejects.toThrow('never changed');
  });

  test('[S77] of what was issued before are kept by a job of the night, each once; what waits gets none', async () => {
    await world.sql('update credit_note_policy set approve_above_minor = null');
    const old = await credit(200);
    const due = async () => {
      const setting = settingOf(creditNoteFiles.find.name);
      await perform(setting, creditNoteFiles.find, {});
      return (
        await world.sql<{ payload: { ids: string[] } }>(
          `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
            where t.identifier = 'keep-credit-note-files-of-platform'`,
        )
      ).flatMap(({ payload }) => payload.ids);
    };
    expect(await due()).toEqual([old]);
    const [, ofPlatform] = creditNoteFiles.jobs;
    for (let twice = 0; twice < 2; twice += 1)
      await ofPlatform.run(settingOf(creditNoteFiles.keep.name), { ids: [old, waiting] });
    const kept = await world.sql<{ id: string }>(
      'select credit_note_id as id from invoice_file where credit_note_id is not null order by created_at',
    );
    expect(kept.map(({ id }) => id)).toEqual([issued, old]);
    expect(await due()).toEqual([old]);
  });

  test('are not there before it is issued: its issuer is told so, its customer sees nothing of it', async () => {
    const own = await fetchFile(waiting, 'pdf', NORTHWIND);
    expect(own.status).toBe(409);
    expect(JSON.stringify(await own.json())).toContain('not issued');
    expect((await fetchFile(waiting, 'pdf', GLOBEX)).status).toBe(404);
  });
});
