import fc from 'fast-check';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addCompany } from '../../platform/tenancy/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription, addSubscriptions } from '../subscriptions/factory.ts';
import { bill } from './factory.ts';
import { priceLine } from './pricing.ts';

let app: TestApp;
let world: World;

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';

interface Line {
  id: string;
  description: string;
  quantity: number;
  unitPriceMinor: number;
  from: string;
  to: string;
  netMinor: number;
  parts: { nodes: Part[]; totalCount: number };
}
interface Part {
  id: string;
  reference: string;
  quantity: number;
  netMinor: number;
  subscription: { endUser: { lastName: string } | null; company: { name: string } } | null;
}

const PARTS =
  'nodes { id reference quantity netMinor subscription { endUser { lastName } company { name } } } totalCount';
const LINES = `query ($filter: InvoiceFilter) { invoices(first: 1, filter: $filter) { nodes { id
  lines { id description quantity unitPriceMinor from to netMinor parts(first: 100) { ${PARTS} } } } } }`;

const ask = async <T>(email: string, query: string, variables: object = {}) =>
  app.ask<T>(query, variables, await world.signIn(email));
const invoiceOf = async (email: string, filter: object): Promise<{ id: string; lines: Line[] }> => {
  const { data, errors } = await ask<{ invoices: { nodes: { id: string; lines: Line[] }[] } }>(email, LINES, {
    filter,
  });
  expect(errors).toBeUndefined();
  const [invoice] = data.invoices.nodes;
  if (!invoice) throw new Error('There is no such invoice.');
  return invoice;
};
const partsOf = async (email: string, filter: object) =>
  ask<{ invoiceLineParts: { nodes: Part[]; totalCount: number } }>(
    email,
    `query ($filter: InvoiceLinePartFilter) { invoiceLineParts(filter: $filter) { ${PARTS} } }`,
    { filter },
  );

/** The lines of Globex' October. */
let globex: { id: string; lines: Line[] };

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  const people = await addEndUsers(world, world.globex, numbered(120, 'globex.example'));
  const services = (productId: string, endUserIds: string[], days: { startsOn: string; endsOn?: string }) =>
    addSubscriptions(
      world,
      world.globex,
      endUserIds.map((endUserId) => ({ productId, endUserId, ...days })),
    );
  await services(world.mailbox, people, { startsOn: '2026-10-01' });
  // 77.42 pence each: rounded one by one they would come to a penny less than three of them do.
  await services(world.archive, people.slice(0, 3), { startsOn: '2026-10-01', endsOn: '2026-10-13' });
  await services(world.archive, people.slice(3, 4), { startsOn: '2026-10-20' });
  await addSubscription(world, world.globex, {
    productId: world.hosting,
    startsOn: '2026-10-01',
    quantity: 2,
  });
  await addSubscription(world, world.initech, { productId: world.hosting, startsOn: '2026-10-01' });
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  globex = await invoiceOf(GLOBEX, {});
});
afterAll(() => app.close());

test('[B4] a supply is one line, whoever is behind it: product, days, price, number and amount', () => {
  const line = (description: string, from: string, to: string, quantity: number, unit: number, net: number) =>
    expect.objectContaining({ description, from, to, quantity, unitPriceMinor: unit, netMinor: net });
  expect(globex.lines).toEqual([
    line('archive', '2026-10-01', '2026-10-13', 3, 200, 232),
    line('archive', '2026-10-20', '2026-11-01', 1, 200, 77),
    line('hosting', '2026-10-01', '2026-11-01', 2, 1500, 3000),
    line('mailbox', '2026-10-01', '2026-11-01', 120, 450, 54_000),
  ]);
  expect(globex.lines.map(({ parts }) => parts.totalCount)).toEqual([3, 1, 1, 120]);
});

test('[B4] it names nobody; who is behind it is read from the directory, in the order of names', async () => {
  const mailboxes = globex.lines[3] as Line;
  const names = mailboxes.parts.nodes.map(({ subscription }) => subscription?.endUser?.lastName);
  expect(names.slice(0, 3)).toEqual(['Number 0001', 'Number 0002', 'Number 0003']);
  const [kept] = await world.sql<{ text: string }>(
    `select string_agg(l::text || p::text, ' ') as text from invoice_line l join invoice_line_part p on p.invoice_line_id = l.id`,
  );
  expect(kept?.text).not.toContain('Number');
  expect(kept?.text).not.toContain('Person');
});

test('[B4] its PDF for 120 people has one page', async () => {
  const headers = { authorization: `Bearer ${await world.signIn(GLOBEX)}` };
  const response = await fetch(`${app.url}/invoices/${globex.id}/pdf`, { headers });
  const pdf = await getDocumentProxy(new Uint8Array(await response.arrayBuffer()));
  expect(pdf.numPages).toBe(1);
});

test('[B4] it can be searched and narrowed to a line, and pages', async () => {
  const [archive, , , mailboxes] = globex.lines;
  const found = await partsOf(GLOBEX, { invoiceLineId: mailboxes?.id, search: 'number 0017' });
  expect(found.data.invoiceLineParts).toMatchObject({
    totalCount: 1,
    nodes: [{ netMinor: 450, subscription: { endUser: { lastName: 'Number 0017' } } }],
  });
  expect((await partsOf(GLOBEX, { invoiceLineId: archive?.id })).data.invoiceLineParts.totalCount).toBe(3);
  expect((await partsOf(GLOBEX, { invoiceId: globex.id })).data.invoiceLineParts.totalCount).toBe(125);
  const reference = mailboxes?.parts.nodes[7]?.reference;
  expect((await partsOf(NORTHWIND, { search: reference })).data.invoiceLineParts.nodes).toHaveLength(2);
});

test('[B4] [S1] whoever cannot see an invoice does not see who is behind it', async () => {
  const wholesale = await invoiceOf(NORTHWIND, { kind: 'WHOLESALE' });
  expect(wholesale.lines.map(({ quantity }) => quantity)).toEqual([3, 1, 2, 120]);
  expect((await partsOf(NORTHWIND, { invoiceId: wholesale.id })).data.invoiceLineParts.totalCount).toBe(125);
  const others = [
    [GLOBEX, wholesale.id],
    ['admin@initech.example', globex.id],
    ['admin@contoso.example', globex.id],
    ['admin@contoso.example', wholesale.id],
  ] as const;
  for (const [email, invoiceId] of others)
    expect((await partsOf(email, { invoiceId })).data.invoiceLineParts.totalCount).toBe(0);
  const { errors } = await partsOf('user@globex.example', {});
  expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
});

test('[B4] the parts of a line add up to it, and it to its price, for any numbers, days and prices', async () => {
  let company = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9_999 }),
      fc.array(
        fc.record({
          startsOn: fc.constantFrom('01', '07', '16', '30'),
          quantity: fc.integer({ min: 1, max: 40 }),
        }),
        { minLength: 1, maxLength: 12 },
      ),
      async (retail, services) => {
        company += 1;
        const buyer = await addCompany(world, world.contoso.id, `Rounded ${company}`);
        const productId = await addProduct(world, `ROUND${company}`, { wholesale: 0, retail });
        for (const { startsOn, quantity } of services)
          await addSubscription(world, buyer, { productId, quantity, startsOn: `2026-10-${startsOn}` });
        await bill({ app, world, email: 'admin@contoso.example' }, '2026-10');
        const days = [...new Set(services.map(({ startsOn }) => startsOn))];
        const nets = days.map((day) => {
          const quantity = services.reduce((sum, one) => sum + (one.startsOn === day ? one.quantity : 0), 0);
          const activeFrom = `2026-10-${day}`;
          return priceLine(
            {
              description: '',
              quantity,
              unitMinor: retail,
              vatRateBp: 2000,
              activeFrom,
              activeUntilExclusive: null,
            },
            { start: '2026-10-01', endExclusive: '2026-11-01' },
          )?.netMinor;
        });
        if (!nets.some(Boolean)) {
          // A penny for two days comes to nothing, and of nothing there is no invoice.
          await expect(invoiceOf('admin@contoso.example', { companyId: buyer.id })).rejects.toThrow(
            'There is no such invoice.',
          );
          return;
        }
        const { lines } = await invoiceOf('admin@contoso.example', { companyId: buyer.id });
        expect(lines.length).toBe(new Set(services.map(({ startsOn }) => startsOn)).size);
        for (const { description, quantity, unitPriceMinor: unitMinor, from, to, netMinor, parts } of lines) {
          const priced = priceLine(
            { description, quantity, unitMinor, vatRateBp: 2000, activeFrom: from, activeUntilExclusive: to },
            { start: '2026-10-01', endExclusive: '2026-11-01' },
          );
          expect(netMinor).toBe(priced?.netMinor);
          expect(parts.nodes.reduce((sum, part) => sum + part.netMinor, 0)).toBe(netMinor);
          expect(parts.nodes.reduce((sum, part) => sum + part.quantity, 0)).toBe(quantity);
          for (const part of parts.nodes) expect(part.netMinor).toBeGreaterThanOrEqual(0);
        }
      },
    ),
    { numRuns: 12 },
  );
});
