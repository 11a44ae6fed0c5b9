import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addList } from './factory.ts';

let app: TestApp;
let world: World;
/** A product per company, wholesale £1.00, retail £2.00, of this test alone. */
let product: string;
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());
beforeEach(async () => {
  product = await addProduct(world, `P-${++count}`);
});

interface List {
  id: string;
  versions: { id: string; number: number; standing: string; validFrom: string; validUntil: string | null }[];
}
const LIST = 'id versions { id number standing validFrom validUntil belowCostReason }';
const send = (token: string | undefined, verb: string, input: object, fields = LIST) =>
  app.ask<Record<string, List>>(
    `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${fields} } }`,
    { input },
    token,
  );
const done = async (...[token, verb, input]: [string, string, object]): Promise<List> => {
  const { data, errors } = await send(token, verb, input);
  expect(errors).toBeUndefined();
  return data[verb] as List;
};
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;
const fieldsOf = ({ errors }: { errors?: { extensions: { fields?: { path: string }[] } }[] }) =>
  errors?.[0]?.extensions.fields?.map(({ path }) => path);
const draftOf = ({ versions }: List) => versions.find(({ standing }) => standing === 'DRAFT')?.id ?? '';

/** A list with these prices, published from a day on. */
async function published(
  token: string,
  input: object,
  prices: [productId: string, fromQuantity: number, minor: number][],
  { rules = [], validFrom }: { rules?: object[]; validFrom?: string } = {},
): Promise<List> {
  const list = await done(token, 'addPriceList', { name: `List ${++count}`, ...input });
  const versionId = draftOf(list);
  await done(token, 'setListPrices', {
    versionId,
    prices: prices.map(([productId, fromQuantity, minor]) => ({ productId, fromQuantity, minor })),
    rules,
  });
  return done(token, 'publishPriceList', { versionId, validFrom, belowCost: 'It is a test.' });
}
const forget = (list: string) => world.sql('update price_list set everyone = false where id = $1', [list]);

const priced = async (token: string) => {
  const { data } = await app.ask<{ product: { retailMinor: number; wholesaleMinor: number | null } }>(
    'query ($id: ID!) { product(id: $id) { retailMinor wholesaleMinor } }',
    { id: product },
    token,
  );
  return [data.product.retailMinor, data.product.wholesaleMinor];
};
const begin = async (token: string, quantity = 1, productId = product) => {
  const { data, errors } = await app.ask<{ subscribe: { id: string; retailMinor: number } }>(
    'mutation ($input: SubscribeInput!) { subscribe(input: $input) { id retailMinor } }',
    { input: { productId, quantity } },
    token,
  );
  expect(errors).toBeUndefined();
  return data.subscribe;
};
const wholesaleOf = async (subscription: string) =>
  (
    await world.sql<{ wholesale_minor: number }>('select wholesale_minor from subscription where id = $1', [
      subscription,
    ])
  )[0]?.wholesale_minor;

describe('which price holds', () => {
  test('[C3] wholesale: a reseller’s own list, its group’s, the one for everyone, the catalogue', async () => {
    const { staff } = world.platform;
    const prices = async () => [
      (await priced(world.northwind.admin.token))[1],
      (await priced(world.contoso.admin.token))[1],
    ];
    expect(await prices()).toEqual([100, 100]);
    const everyone = await published(staff.token, { everyone: true }, [[product, 1, 90]]);
    expect(await prices()).toEqual([90, 90]);
    const {
      data: { createTenantGroup: group },
    } = await app.ask<{ createTenantGroup: { id: string } }>(
      'mutation ($input: CreateTenantGroupInput!) { createTenantGroup(input: $input) { id } }',
      { input: { name: 'North', resellerIds: [world.northwind.id] } },
      staff.token,
    );
    await published(staff.token, { tenantGroupIds: [group.id] }, [[product, 1, 80]]);
    expect(await prices()).toEqual([80, 90]);
    const own = await published(staff.token, { resellerIds: [world.northwind.id] }, [[product, 1, 85]]);
    expect(await prices()).toEqual([85, 90]);
    const { id } = await begin(world.globex.admin.token);
    expect(await wholesaleOf(id)).toBe(85);
    await done(staff.token, 'updatePriceList', { id: own.id, resellerIds: [] });
    expect(await prices()).toEqual([80, 90]);
    await forget(everyone.id);
    expect(await prices()).toEqual([80, 100]);
  });

  test('[C3] retail: a company’s own price, its list, the reseller’s for everyone, what is recommended', async () => {
    const { token } = world.northwind.admin;
    const company = () => priced(world.globex.admin.token);
    expect(await company()).toEqual([200, null]);
    const list = await published(token, { everyone: true }, [[product, 1, 190]]);
    expect(await company()).toEqual([190, null]);
    const own = await published(token, { companyIds: [world.globex.id] }, [[product, 1, 180]]);
    expect(await company()).toEqual([180, null]);
    const agree = (input: object) =>
      send(token, 'setCompanyPrice', { companyId: world.globex.id, productId: product, ...input }, 'id');
    expect((await agree({ minor: 170 })).errors).toBeUndefined();
    expect(await company()).toEqual([170, null]);
    expect((await begin(world.globex.admin.token)).retailMinor).toBe(170);
    expect(await priced(token)).toEqual([190, 100]);
    expect((await agree({ minor: null })).errors).toBeUndefined();
    expect(await company()).toEqual([180, null]);
    await done(token, 'updatePriceList', { id: own.id, companyIds: [] });
    await forget(list.id);
    expect(await company()).toEqual([200, null]);
  });

  test('[C3] the product itself knows what a company pays, when it works for the platform', async () => {
    const list = await published(world.northwind.admin.token, { companyIds: [world.globex.id] }, [
      [product, 1, 180],
    ]);
    const [known] = await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: null },
      { requestId: 'test' },
      (scope) =>
        scope.sql('select minor, source from retail_here($1, $2, 1, $3)', [
          product,
          world.globex.id,
          '2026-10-05',
        ]),
    );
    expect(known).toEqual({ minor: 180, source: 'LIST' });
    await done(world.northwind.admin.token, 'updatePriceList', { id: list.id, companyIds: [] });
  });

  test('[C3] a rule makes prices of wholesale, product before category before all, an own price before any', async () => {
    const { token } = world.northwind.admin;
    const mailbox = { id: world.mailbox, wholesale: 300 };
    const list = await published(token, { everyone: true }, [[world.hosting, 1, 1_234]], {
      rules: [
        { percentBp: 2_000, rounding: 'NONE' },
        { category: 'EMAIL', percentBp: 2_550, rounding: 'TO_5' },
        { productId: mailbox.id, percentBp: 3_333, amountMinor: 10, rounding: 'TO_9' },
      ],
    });
    expect((await priced(token))[0]).toBe(135); // 125.5 is rounded to 126, and up to the next 5.
    const all = await app.ask<{ products: { nodes: { id: string; retailMinor: number }[] } }>(
      '{ products(first: 50) { nodes { id retailMinor } } }',
      {},
      world.globex.admin.token,
    );
    const of = (id: string) => all.data.products.nodes.find((node) => node.id === id)?.retailMinor;
    expect(of(mailbox.id)).toBe(419); // 399.99 is 400, with the amount 410.
    expect(of(world.hosting)).toBe(1_234);
    // When wholesale changes, so does what a rule makes of it.
    const wholesale = await published(world.platform.staff.token, { everyone: true }, [[product, 1, 200]]);
    expect((await priced(token))[0]).toBe(255);
    await forget(wholesale.id);
    await forget(list.id);
  });

  test('[C2] a version holds from its day until the next one’s; what runs keeps its price until it is moved', async () => {
    const { token } = world.northwind.admin;
    const list = await published(token, { companyIds: [world.globex.id] }, [[product, 1, 190]]);
    const running = await begin(world.globex.admin.token);
    const drafted = await done(token, 'draftPriceList', { priceListId: list.id, validFrom: '2027-01-01' });
    await done(token, 'setListPrices', {
      versionId: draftOf(drafted),
      prices: [{ productId: product, fromQuantity: 1, minor: 210 }],
    });
    const both = await done(token, 'publishPriceList', { versionId: draftOf(drafted) });
    expect(both.versions).toEqual([
      expect.objectContaining({ number: 2, standing: 'COMING', validFrom: '2027-01-01', validUntil: null }),
      expect.objectContaining({ number: 1, standing: 'IN_FORCE', validUntil: '2027-01-01' }),
    ]);
    expect(await priced(world.globex.admin.token)).toEqual([190, null]);
    expect((await begin(world.globex.admin.token)).retailMinor).toBe(190);
    const preview = await app.ask<{ repricePreview: { before: unknown; after: unknown } }>(
      'query ($ids: [ID!]!, $from: Date) { repricePreview(ids: $ids, from: $from) { before { currency minor } after { currency minor } } }',
      { ids: [running.id], from: '2027-01-01' },
      token,
    );
    expect(preview.data.repricePreview).toEqual({
      before: [{ currency: 'GBP', minor: 190 }],
      after: [{ currency: 'GBP', minor: 210 }],
    });
    await done(token, 'updatePriceList', { id: list.id, companyIds: [] });
  });

  test('[C2] tiers: of a service of the company by the line, of one for people by how many have it', async () => {
    const { token } = world.northwind.admin;
    const seat = await addProduct(world, `SEAT-${count}`, { unit: 'PER_USER' });
    const list = await published(token, { companyIds: [world.globex.id] }, [
      [product, 1, 200],
      [product, 10, 150],
      [seat, 1, 200],
      [seat, 2, 160],
    ]);
    expect((await begin(world.globex.admin.token, 9)).retailMinor).toBe(200);
    expect((await begin(world.globex.admin.token, 10)).retailMinor).toBe(150);
    const people = await addEndUsers(world, world.globex, numbered(2, 'globex.example'));
    const order = {
      companyId: world.globex.id,
      lines: people.map((endUserId) => ({ productId: seat, endUserId })),
    };
    const preview = await app.ask<{ previewOrder: { items: object[]; problems: object[] } }>(
      'query ($input: PlaceOrderInput!) { previewOrder(input: $input) { items { unitMinor fromQuantity quantity } problems { message } } }',
      { input: order },
      world.globex.admin.token,
    );
    expect(preview.data.previewOrder).toEqual({
      items: [{ unitMinor: 160, fromQuantity: 2, quantity: 2 }],
      problems: [],
    });
    const placed = await app.ask<{ placeOrder: { retailMinor: number } }>(
      'mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { retailMinor } }',
      { input: order },
      world.globex.admin.token,
    );
    expect(placed.data.placeOrder.retailMinor).toBe(320);
    await done(token, 'updatePriceList', { id: list.id, companyIds: [] });
  });
});

describe('what is refused', () => {
  test('[C2] a version that has been published is never changed, nor discarded, nor published twice', async () => {
    const { token } = world.northwind.admin;
    const list = await published(token, { companyIds: [world.globex.id] }, [[product, 1, 190]]);
    const versionId = list.versions[0]?.id;
    const prices = [{ productId: product, fromQuantity: 1, minor: 1 }];
    for (const [verb, input] of [
      ['setListPrices', { versionId, prices }],
      ['publishPriceList', { versionId }],
      ['discardPriceListDraft', { versionId }],
    ] as const)
      expect(codeOf(await send(token, verb, input))).toBe('CONFLICT');
    await done(token, 'draftPriceList', { priceListId: list.id });
    expect(codeOf(await send(token, 'draftPriceList', { priceListId: list.id }))).toBe('CONFLICT');
    await done(token, 'updatePriceList', { id: list.id, companyIds: [] });
  });

  test('[C3] below cost only with the reason, which is kept; below zero never', async () => {
    const { token } = world.northwind.admin;
    const list = await done(token, 'addPriceList', { name: `Low ${count}`, companyIds: [world.globex.id] });
    const versionId = draftOf(list);
    const price = (minor: number) =>
      send(token, 'setListPrices', { versionId, prices: [{ productId: product, fromQuantity: 1, minor }] });
    expect(codeOf(await price(-1))).toBe('INVALID_INPUT');
    expect((await price(99)).errors).toBeUndefined();
    const refused = await send(token, 'publishPriceList', { versionId });
    expect([codeOf(refused), fieldsOf(refused)]).toEqual(['INVALID_INPUT', ['belowCost']]);
    const meant = await done(token, 'publishPriceList', { versionId, belowCost: 'To win them.' });
    expect(meant.versions[0]).toMatchObject({ standing: 'IN_FORCE', belowCostReason: 'To win them.' });
    const agreed = await send(
      token,
      'setCompanyPrice',
      { companyId: world.globex.id, productId: product, minor: 50 },
      'id',
    );
    expect(fieldsOf(agreed)).toEqual(['belowCost']);
    const set = await send(token, 'setRetailPrice', { productId: product, retailMinor: 50 }, 'id');
    expect(fieldsOf(set)).toEqual(['belowCost']);
    await done(token, 'updatePriceList', { id: list.id, companyIds: [] });
  });

  test('[C2] versions never overlap, whoever writes them', async () => {
    const { id } = await addList(world, {
      issuer: world.northwind.id,
      kind: 'RETAIL',
      name: `Overlap ${count}`,
      companyId: world.globex.id,
      prices: [[product, 1, 190]],
    });
    await expect(
      world.sql(
        `insert into price_list_version (id, reseller_id, price_list_id, number, state, valid_from, published_at, created_at)
           values (uuidv7(), $1, $2, 2, 'PUBLISHED', '2027-01-01', now(), now())`,
        [world.northwind.id, id],
      ),
    ).rejects.toThrow(/price_list_version_once/);
    await world.sql('delete from price_list_customer where price_list_id = $1', [id]);
  });

  test('[S10] another’s lists, versions, companies and products are not there; companies have no lists', async () => {
    const { token } = world.northwind.admin;
    const list = await published(token, { companyIds: [world.globex.id] }, [[product, 1, 190]]);
    const versionId = list.versions[0]?.id;
    const input = { versionId, prices: [] };
    for (const [other, code] of [
      [world.contoso.admin.token, 'NOT_FOUND'],
      [world.platform.staff.token, 'NOT_FOUND'],
      [world.globex.admin.token, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      expect(codeOf(await send(other, 'setListPrices', input))).toBe(code);
      expect(codeOf(await send(other, 'updatePriceList', { id: list.id, name: 'Mine' }))).toBe(code);
    }
    expect(
      codeOf(await send(token, 'addPriceList', { name: 'Theirs', companyIds: [world.initech.id] })),
    ).toBe('NOT_FOUND');
    expect(fieldsOf(await send(token, 'addPriceList', { name: 'Cheap', kind: 'WHOLESALE' }))).toEqual([
      'kind',
    ]);
    const asked = await app.ask('{ priceLists { nodes { name } } }', {}, world.globex.admin.token);
    expect(codeOf(asked)).toBe('FORBIDDEN');
    const { data } = await app.ask<{ priceLists: { nodes: { id: string }[] } }>(
      '{ priceLists { nodes { id } } }',
      {},
      world.contoso.admin.token,
    );
    expect(data.priceLists.nodes.map(({ id }) => id)).not.toContain(list.id);
    await done(token, 'updatePriceList', { id: list.id, companyIds: [] });
  });

  test('[C3] [S23] row security alone keeps wholesale from companies and their people, by function and by table', async () => {
    const ask = async (token: string, statement: string) => {
      const credentials = await app.app.services.tokens.verify(token);
      return app.app.scopes.run(credentials, { requestId: 'test' }, (scope) =>
        scope.sql(statement, statement.includes('$1') ? [product] : []),
      );
    };
    const cost = `select minor from wholesale_here($1, null, 1, '2026-10-05')`;
    for (const { token } of [world.globex.admin, world.globex.user]) {
      await expect(ask(token, cost)).rejects.toMatchObject({ code: '42501' });
      for (const table of ['price_list', 'price_list_version', 'list_price', 'price_rule', 'company_price'])
        await expect(ask(token, `select from ${table}`), table).rejects.toMatchObject({ code: '42501' });
      await expect(ask(token, 'select list_wholesale_minor from product')).rejects.toMatchObject({
        code: '42501',
      });
    }
    expect(await ask(world.northwind.admin.token, cost)).toEqual([{ minor: 100 }]);
  });

  test('[C2] where a list for everyone says what a product costs, its price is not changed beside it', async () => {
    const { staff } = world.platform;
    const list = await published(staff.token, { everyone: true }, [[product, 1, 90]]);
    const changed = await send(staff.token, 'updateProduct', { id: product, wholesaleMinor: 80 }, 'id');
    expect([codeOf(changed), fieldsOf(changed)]).toEqual(['CONFLICT', ['wholesaleMinor']]);
    await forget(list.id);
  });
});

describe('priceListGrid', () => {
  test('[C2] shows each price beside its cost and the version before', async () => {
    const { token } = world.northwind.admin;
    const list = await published(token, { companyIds: [world.globex.id] }, [
      [product, 1, 190],
      [product, 10, 150],
    ]);
    const drafted = await done(token, 'draftPriceList', { priceListId: list.id, validFrom: '2027-02-01' });
    await done(token, 'setListPrices', {
      versionId: draftOf(drafted),
      prices: [
        { productId: product, fromQuantity: 1, minor: 195 },
        { productId: product, fromQuantity: 10, minor: null },
      ],
      rules: [{ percentBp: 5_000, rounding: 'NONE' }],
    });
    const { data, errors } = await app.ask<{
      priceListGrid: { beforeNumber: number; rows: { productId: string }[] };
    }>(
      `query ($versionId: ID!) { priceListGrid(versionId: $versionId) { beforeNumber validFrom rules { percentBp }
         rows { productId fromQuantity ownMinor ruleMinor otherwiseMinor beforeMinor costMinor } } }`,
      { versionId: draftOf(drafted) },
      token,
    );
    expect(errors).toBeUndefined();
    expect(data.priceListGrid).toMatchObject({
      beforeNumber: 1,
      validFrom: '2027-02-01',
      rules: [{ percentBp: 5_000 }],
    });
    const common = { productId: product, ruleMinor: 150, otherwiseMinor: 200, costMinor: 100 };
    expect(data.priceListGrid.rows.filter(({ productId }) => productId === product)).toEqual([
      { ...common, fromQuantity: 1, ownMinor: 195, beforeMinor: 190 },
      { ...common, fromQuantity: 10, ownMinor: null, beforeMinor: 150 },
    ]);
    await done(token, 'updatePriceList', { id: list.id, companyIds: [] });
  });
});
