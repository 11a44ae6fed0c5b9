import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { bill } from './factory.ts';

let app: TestApp;
let world: World;
/** Invoices by whom they are addressed to. */
const addressedTo = { globex: '', initech: '', acme: '', northwind: '', contoso: '' };

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const GLOBEX = 'admin@globex.example';

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech, world.acme]) {
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-10-01' });
  }
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  for (const { id, name } of await world.sql<{ id: string; name: string }>(
    `select id, buyer->>'name' as name from invoice`,
  )) {
    addressedTo[name.split(' ')[0]?.toLowerCase() as keyof typeof addressedTo] = id;
  }
});
afterAll(() => app.close());

async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}

const namesOf = async (email: string, filter: object = {}): Promise<string[]> => {
  const { data, errors } = await ask<{ invoices: { nodes: { customerName: string }[] } }>(
    email,
    'query ($filter: InvoiceFilter) { invoices(filter: $filter, orderBy: { field: NUMBER }) { nodes { customerName } } }',
    { filter },
  );
  expect(errors).toBeUndefined();
  return data.invoices.nodes.map(({ customerName }) => customerName).sort();
};

const codeOf = async (email: string, query: string, variables: object = {}) =>
  (await ask(email, query, variables)).errors?.[0]?.extensions.code;

describe('[B4] invoices', () => {
  test('are seen by whoever issues or receives them, and nobody else', async () => {
    expect(await namesOf(STAFF)).toEqual([
      'Acme Ltd',
      'Contoso Cloud',
      'Globex Ltd',
      'Initech Ltd',
      'Northwind IT',
    ]);
    expect(await namesOf(NORTHWIND)).toEqual(['Globex Ltd', 'Northwind IT']);
    expect(await namesOf(GLOBEX)).toEqual(['Globex Ltd']);
    expect(await codeOf('user@globex.example', '{ invoices { totalCount } }')).toBe('FORBIDDEN');
  });

  test('[S10] of others answer like invoices that do not exist', async () => {
    const query = 'query ($id: ID!) { invoice(id: $id) { id } }';
    const foreign = [
      [GLOBEX, addressedTo.initech],
      [GLOBEX, addressedTo.northwind],
      [NORTHWIND, addressedTo.initech],
      [NORTHWIND, addressedTo.contoso],
    ] as const;
    for (const [email, id] of foreign) {
      const [theirs, nobodys] = [await ask(email, query, { id }), await ask(email, query, { id: newId() })];
      expect(theirs).toEqual(nobodys);
      expect(theirs.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
  });

  test('can be searched by the beginning of number or customer, in any case', async () => {
    expect(await namesOf(STAFF, { search: 'globex L' })).toEqual(['Globex Ltd']);
    expect(await namesOf(STAFF, { search: 'cc-0' })).toEqual(['Initech Ltd']);
    expect(await namesOf(STAFF, { search: 'Ltd' })).toEqual([]);
  });

  test('can be narrowed by kind, state, customer and issuer', async () => {
    expect(await namesOf(STAFF, { kind: 'WHOLESALE' })).toEqual(['Contoso Cloud', 'Northwind IT']);
    expect(await namesOf(STAFF, { companyId: world.initech.id })).toEqual(['Initech Ltd']);
    expect(await namesOf(STAFF, { resellerId: world.contoso.id })).toEqual(['Contoso Cloud', 'Initech Ltd']);
    expect(await namesOf(STAFF, { issuedByMe: true })).toEqual(['Acme Ltd', 'Contoso Cloud', 'Northwind IT']);
    expect(await namesOf(NORTHWIND, { issuedByMe: true })).toEqual(['Globex Ltd']);
    expect(await namesOf(NORTHWIND, { issuedByMe: false })).toEqual(['Northwind IT']);
    expect(await namesOf(GLOBEX, { issuedByMe: true })).toEqual([]);
    expect(await namesOf(GLOBEX, { state: 'PAID' })).toEqual([]);
    expect(await namesOf(GLOBEX, { periodStart: '2026-10-01' })).toEqual(['Globex Ltd']);
    expect(await namesOf(GLOBEX, { periodStart: '2026-09-01' })).toEqual([]);
  });

  test('can be narrowed to those of which something is still to be paid', async () => {
    const stateOf = async (state: string, paidMinor: string) =>
      world.sql(`update invoice set state = $2, paid_minor = ${paidMinor} where id = $1`, [
        addressedTo.globex,
        state,
      ]);
    expect(await namesOf(GLOBEX, { unpaid: true })).toEqual(['Globex Ltd']);
    await stateOf('PART_PAID', '1');
    expect(await namesOf(GLOBEX, { unpaid: true })).toEqual(['Globex Ltd']);
    expect(await namesOf(GLOBEX, { unpaid: false })).toEqual([]);
    await stateOf('PAID', 'total_minor');
    expect(await namesOf(GLOBEX, { unpaid: true })).toEqual([]);
    expect(await namesOf(GLOBEX, { unpaid: false })).toEqual(['Globex Ltd']);
    expect(await namesOf(NORTHWIND, { unpaid: true, issuedByMe: true })).toEqual([]);
    await stateOf('OPEN', '0');
  });

  test('[S28] come with who is behind their lines, who may be many, in smaller pages only', async () => {
    const page = (first: number) =>
      ask(
        STAFF,
        'query ($first: Int) { invoices(first: $first) { nodes { lines { parts { nodes { id } } } } } }',
        { first },
      );
    expect((await page(25)).errors).toBeUndefined();
    const { errors } = await page(100);
    expect(errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect(errors?.[0]?.message).toContain('ask for smaller pages');
  });

  test('are overdue from the day after the one they are due on, in London', async () => {
    app.clock.set('2026-11-15T23:59:00Z');
    expect(await namesOf(GLOBEX, { overdue: true })).toEqual([]);
    app.clock.set('2026-11-16T00:00:00Z');
    expect(await namesOf(GLOBEX, { overdue: true })).toEqual(['Globex Ltd']);
    expect(await namesOf(GLOBEX, { overdue: false })).toEqual([]);
    const { data } = await ask<{ invoice: object }>(
      GLOBEX,
      'query ($id: ID!) { invoice(id: $id) { overdue dueOn } }',
      { id: addressedTo.globex },
    );
    expect(data.invoice).toEqual({ overdue: true, dueOn: '2026-11-15' });
  });

  test('of a company are its own, of a reseller those it has to pay', async () => {
    const { data } = await ask<{ company: { invoices: object }; reseller: { invoices: object } }>(
      NORTHWIND,
      'query ($company: ID!, $reseller: ID!) { company(id: $company) { invoices { nodes { customerName } } } reseller(id: $reseller) { invoices { nodes { customerName } totalCount } } }',
      { company: world.globex.id, reseller: world.northwind.id },
    );
    expect(data.company.invoices).toEqual({ nodes: [{ customerName: 'Globex Ltd' }] });
    expect(data.reseller.invoices).toEqual({ nodes: [{ customerName: 'Northwind IT' }], totalCount: 1 });
  });

  test('can be paid by card by whoever they are addressed to', async () => {
    const payable = async (email: string, id: string) =>
      (
        await ask<{ invoice: { canPayByCard: boolean } }>(
          email,
          'query ($id: ID!) { invoice(id: $id) { canPayByCard } }',
          { id },
        )
      ).data.invoice.canPayByCard;
    expect(await payable(GLOBEX, addressedTo.globex)).toBe(true);
    expect(await payable(NORTHWIND, addressedTo.northwind)).toBe(true);
    expect(await payable(NORTHWIND, addressedTo.globex)).toBe(false);
    expect(await payable(STAFF, addressedTo.northwind)).toBe(false);
    expect(await payable(STAFF, addressedTo.acme)).toBe(false);
  });

  test('page by every order without losing or repeating any', async () => {
    for (const field of ['NUMBER', 'ISSUED_ON', 'DUE_ON', 'TOTAL']) {
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const page: {
          data: {
            invoices: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
          };
        } = await ask(
          STAFF,
          `query ($after: String) { invoices(first: 2, after: $after, orderBy: { field: ${field} }) { nodes { id } pageInfo { endCursor hasNextPage } } }`,
          { after },
        );
        seen.push(...page.data.invoices.nodes.map(({ id }) => id));
        after = page.data.invoices.pageInfo.hasNextPage ? page.data.invoices.pageInfo.endCursor : null;
      } while (after);
      expect([...seen].sort()).toEqual(Object.values(addressedTo).sort());
    }
  });
});

describe('[S22] what companies are not shown', () => {
  test('billing runs are for those who may run them', async () => {
    expect(await codeOf(GLOBEX, '{ billingRuns { totalCount } }')).toBe('FORBIDDEN');
    expect(await codeOf('user@globex.example', '{ payments { totalCount } }')).toBe('FORBIDDEN');
  });
});
