import { newId } from '@steward/shared';
import { PNG } from 'pngjs';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { bill } from './factory.ts';

let app: TestApp;
let world: World;
let retail = '';
let wholesale = '';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await addSubscription(world, world.globex, {
    productId: world.archive,
    startsOn: '2026-10-12',
    endUserId: world.globex.user.endUserId,
  });
  await addSubscription(world, world.globex, {
    productId: world.hosting,
    startsOn: '2026-10-01',
    quantity: 3,
  });
  const logo = `data:image/png;base64,${PNG.sync.write(new PNG({ width: 40, height: 12, fill: true })).toString('base64')}`;
  await updateNorthwind({ logo });
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: 'staff@xe2.example' }, '2026-10');
  const rows = await world.sql<{ id: string; kind: string }>('select id, kind from invoice');
  retail = rows.find(({ kind }) => kind === 'RETAIL')?.id ?? '';
  wholesale = rows.find(({ kind }) => kind === 'WHOLESALE')?.id ?? '';
});
afterAll(() => app.close());

const updateNorthwind = async (given: object) =>
  app.ask(
    'mutation ($input: UpdateResellerInput!) { updateReseller(input: $input) { id } }',
    { input: { id: world.northwind.id, ...given } },
    await world.signIn('admin@northwind.example'),
  );

async function fetchPdf(id: string, email?: string): Promise<Response> {
  const authorization: Record<string, string> = email
    ? { authorization: `Bearer ${await world.signIn(email)}` }
    : {};
  return fetch(`${app.url}/invoices/${id}/pdf`, { headers: authorization });
}

async function textOf(response: Response): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()));
  const { text } = await extractText(pdf, { mergePages: true });
  return text.replace(/\s+/g, ' ');
}

describe('[B4] GET /invoices/<id>/pdf', () => {
  test('gives whoever pays it the invoice as it was issued', async () => {
    const response = await fetchPdf(retail, 'admin@globex.example');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(response.headers.get('content-disposition')).toBe('inline; filename="NW-000001.pdf"');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const text = await textOf(response);
    for (const part of [
      'Invoice NW-000001',
      'From Northwind IT 1 High Street Leeds LS1 1AA VAT number GB 123 4567 88',
      'Billed to Globex Ltd 1 High Street Leeds LS1 1AA',
      'Date of issue 1 November 2026',
      'Due date 15 November 2026',
      'Customer number GLOBEX',
      '20 of 31 days 1 £2.00 20% £1.29',
      'Total excluding VAT £46.29',
      'VAT 20% on £46.29 £9.26',
      'Amount due £55.55',
      'Sort code 20-00-00',
      'Payment within 14 days of the date of issue.',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('shows the seller’s logo, and stays as it was issued when the seller moves', async () => {
    await updateNorthwind({ logo: null, name: 'Southwind' });
    await world.sql(`update reseller set address = address || '{"city": "York"}' where id = $1`, [
      world.northwind.id,
    ]);
    const bytes = Buffer.from(await (await fetchPdf(retail, 'admin@globex.example')).arrayBuffer());
    expect(bytes.includes('/Subtype /Image')).toBe(true);
    const text = await textOf(await fetchPdf(retail, 'admin@globex.example'));
    expect(text).toContain('From Northwind IT 1 High Street Leeds');
    expect(text).not.toMatch(/York|Southwind/);
  });

  test('is open to the issuer and the staff as well, and to nobody else', async () => {
    const statusOf = async (id: string, email?: string) => (await fetchPdf(id, email)).status;
    expect(await statusOf(retail, 'admin@northwind.example')).toBe(200);
    expect(await statusOf(wholesale, 'admin@northwind.example')).toBe(200);
    expect(await statusOf(wholesale, 'staff@xe2.example')).toBe(200);
    expect(await statusOf(retail)).toBe(401);
    expect(await statusOf(retail, 'user@globex.example')).toBe(403);
  });

  test('[S10] answers for another tenant’s invoice as for one that does not exist', async () => {
    const missing = await fetchPdf(newId(), 'admin@initech.example');
    expect(missing.status).toBe(404);
    const body = await missing.json();
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    for (const [id, email] of [
      [retail, 'admin@initech.example'],
      [retail, 'admin@contoso.example'],
      [wholesale, 'admin@globex.example'],
      [wholesale, 'admin@contoso.example'],
      ['nonsense', 'admin@globex.example'],
    ] as const) {
      const answer = await fetchPdf(id, email);
      expect(answer.status).toBe(404);
      expect(await answer.json()).toEqual(body);
    }
  });
});
