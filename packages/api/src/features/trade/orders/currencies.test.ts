import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addCompany } from '../../platform/tenancy/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addList } from '../prices/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { orderOf, placeOrder } from './factory.ts';

let app: TestApp;
let world: World;
/** Per company, £1.00 wholesale and £2.00 retail, of each test alone. */
let product: string;
/** A company of Northwind that pays in euros. */
let lyon: { id: string; resellerId: string };
let count = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());
beforeEach(async () => {
  count += 1;
  product = await addProduct(world, `CUR-${count}`);
  lyon = await addCompany(world, world.northwind.id, `Lyon ${count}`);
  await world.sql(`update company set currency = 'EUR' where id = $1`, [lyon.id]);
});

const ask = <T = Record<string, { id: string }>>(token: string, verb: string, input: object, fields = 'id') =>
  app.ask<T>(
    `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${fields} } }`,
    { input },
    token,
  );
interface Answer {
  errors?: { message: string; extensions: { code: string; fields?: { path: string; message: string }[] } }[];
}
const refusal = ({ errors }: Answer) => [
  errors?.[0]?.extensions.code,
  ...(errors?.[0]?.extensions.fields ?? []).map(({ path, message }) => `${path}: ${message}`),
];
/** A list in euros for all companies of a seller, or all resellers of the platform. */
const euroList = (issuer: string, kind: 'RETAIL' | 'WHOLESALE', minor: number, productId = product) =>
  addList(world, {
    issuer,
    kind,
    name: `Euros ${kind} ${count}`,
    currency: 'EUR',
    everyone: true,
    prices: [[productId, 1, minor]],
  });
const forget = () => world.sql(`update price_list set everyone = false where everyone`);

describe('what a customer is billed in', () => {
  const address = { line1: '1 Rue A', city: 'Lyon', postcode: '69001', country: 'FR' };
  const administrator = {
    firstName: 'Ada',
    lastName: 'L',
    email: 'ada@lyon.example',
    phone: '+442079460100',
  };
  const onboard = async (token: string, given: object) => {
    const { data, errors } = await ask<{ onboardCompany: { id: string; currency: string } }>(
      token,
      'onboardCompany',
      { name: `Company ${newName()}`, address, administrator, ...given },
      'id currency',
    );
    expect(errors).toBeUndefined();
    return data.onboardCompany;
  };
  const newName = () => `${count} ${Math.floor(performance.now() * 1000)}`;

  test('[C2] is said when it is taken on, and is else that of whoever sells to it', async () => {
    expect((await onboard(world.northwind.admin.token, {})).currency).toBe('GBP');
    expect((await onboard(world.northwind.admin.token, { currency: 'EUR' })).currency).toBe('EUR');
    const { data } = await ask<{ onboardReseller: { id: string; currency: string } }>(
      world.platform.staff.token,
      'onboardReseller',
      { name: `Reseller ${newName()}`, address, administrator, currency: 'USD' },
      'id currency',
    );
    expect(data.onboardReseller.currency).toBe('USD');
    const resellerId = data.onboardReseller.id;
    expect((await onboard(world.platform.staff.token, { resellerId })).currency).toBe('USD');
  });

  test('[C2] changes while nothing was ordered, by whoever sells to it; afterwards it stays', async () => {
    const change = (token: string, currency: string, id = lyon.id) =>
      ask<{ updateCompany: { currency: string } }>(token, 'updateCompany', { id, currency }, 'currency');
    const { token } = world.northwind.admin;
    expect((await change(token, 'USD')).data.updateCompany.currency).toBe('USD');
    expect((await change(token, 'USD')).errors).toBeUndefined();
    expect((await change(world.platform.staff.token, 'GBP')).data.updateCompany.currency).toBe('GBP');
    expect(refusal(await change(world.contoso.admin.token, 'EUR'))[0]).toBe('NOT_FOUND');
    expect((await change(token, 'CHF')).errors).toHaveLength(1);
    expect(refusal(await change(world.globex.admin.token, 'EUR', world.globex.id))).toEqual([
      'FORBIDDEN',
      'currency: Only your reseller decides in what currency you are billed.',
    ]);
    await addSubscription(world, lyon, { productId: product, startsOn: '2026-10-01' });
    expect(refusal(await change(token, 'EUR'))).toEqual([
      'CONFLICT',
      'currency: Must stay pounds: services have been ordered, and what they cost was agreed in them.',
    ]);
  });

  test('[C2] of a reseller is for staff to say, while nothing was ordered under it; the operator’s own stays', async () => {
    const change = (token: string, id: string, currency: string) =>
      ask(token, 'updateReseller', { id, currency }, 'id');
    const { staff } = world.platform;
    expect(refusal(await change(world.contoso.admin.token, world.contoso.id, 'EUR'))[0]).toBe('FORBIDDEN');
    expect((await change(staff.token, world.contoso.id, 'EUR')).errors).toBeUndefined();
    expect((await change(staff.token, world.contoso.id, 'GBP')).errors).toBeUndefined();
    expect(refusal(await change(staff.token, world.platform.id, 'EUR'))[0]).toBe('CONFLICT');
    const leeds = await addCompany(world, world.northwind.id, `Leeds ${count}`);
    await addSubscription(world, leeds, { productId: product, startsOn: '2026-10-01' });
    expect(refusal(await change(staff.token, world.northwind.id, 'EUR'))[1]).toMatch(
      /^currency: Must stay pounds/,
    );
  });
});

describe('a price', () => {
  const priced = async (token: string) => {
    const { data } = await app.ask<{ product: { retailMinor: number | null; pricedIn: string } }>(
      'query ($id: ID!) { product(id: $id) { retailMinor pricedIn } }',
      { id: product },
      token,
    );
    return [data.product.retailMinor, data.product.pricedIn];
  };
  const inEuros = `Northwind IT can put one into a price list.`;

  test('[C2] in another currency is none: an order says so, and whose it is to name one', async () => {
    const { token } = world.northwind.admin;
    const message = `CUR-${count} has no price in euros yet: ${inEuros}`;
    const order = { companyId: lyon.id, lines: [{ productId: product }] };
    expect(refusal(await placeOrder(app, token, order))).toEqual([
      'INVALID_INPUT',
      `lines.0.productId: ${message}`,
    ]);
    const preview = await app.ask<{ previewOrder: { currency: string; problems: object[] } }>(
      'query ($input: PlaceOrderInput!) { previewOrder(input: $input) { currency costCurrency problems { path message } } }',
      { input: order },
      token,
    );
    expect(preview.data.previewOrder).toEqual({
      currency: 'EUR',
      costCurrency: 'GBP',
      problems: [{ path: 'lines.0.productId', message }],
    });
    expect(refusal(await ask(token, 'subscribe', { companyId: lyon.id, productId: product }))).toEqual([
      'CONFLICT',
      `productId: ${message}`,
    ]);
    await expect(
      addSubscription(world, lyon, { productId: product, startsOn: '2026-10-01' }),
    ).rejects.toThrow(message);
    expect(await world.sql('select from subscription where company_id = $1', [lyon.id])).toEqual([]);
  });

  test('[C2] is that of lists of its own currency: one for everyone in each, and what is ordered keeps it', async () => {
    const { token } = world.northwind.admin;
    await euroList(world.northwind.id, 'RETAIL', 275);
    await addList(world, {
      issuer: world.northwind.id,
      kind: 'RETAIL',
      name: `Pounds ${count}`,
      everyone: true,
      prices: [[product, 1, 250]],
    });
    expect(await priced(token)).toEqual([250, 'GBP']);
    const { data } = await placeOrder(app, token, {
      companyId: lyon.id,
      lines: [{ productId: product, quantity: 2 }],
    });
    const { id } = data.placeOrder;
    await expect.poll(async () => (await orderOf(app, token, id)).state).toBe('DONE');
    const seen = await app.ask(
      `query ($id: ID!) { order(id: $id) { currency wholesaleCurrency retailMinor wholesaleMinor }
         company(id: "${lyon.id}") { currency recurring { currency minor } subscriptions { nodes { currency wholesaleCurrency retailMinor wholesaleMinor } } } }`,
      { id },
      token,
    );
    expect(seen.data).toEqual({
      order: { currency: 'EUR', wholesaleCurrency: 'GBP', retailMinor: 550, wholesaleMinor: 200 },
      company: {
        currency: 'EUR',
        recurring: [{ currency: 'EUR', minor: 550 }],
        subscriptions: {
          nodes: [{ currency: 'EUR', wholesaleCurrency: 'GBP', retailMinor: 275, wholesaleMinor: 100 }],
        },
      },
    });
    const another = { name: `Another ${count}`, currency: 'EUR', everyone: true };
    expect(refusal(await ask(token, 'addPriceList', another))).toEqual([
      'CONFLICT',
      'everyone: Another list of this currency is for everyone else already.',
    ]);
    await forget();
  });

  test('[C2] [C3] of a reseller that pays in euros is the operator’s to name; its companies are told to ask it', async () => {
    await world.sql(`update reseller set currency = 'EUR' where id = $1`, [world.contoso.id]);
    await world.sql(`update company set currency = 'EUR' where id = $1`, [world.initech.id]);
    const { token } = world.contoso.admin;
    expect(await priced(token)).toEqual([null, 'EUR']);
    await euroList(world.contoso.id, 'RETAIL', 300);
    const subscribe = (by: string) =>
      ask(by, 'subscribe', { companyId: world.initech.id, productId: product });
    expect(refusal(await subscribe(token))).toEqual([
      'CONFLICT',
      `productId: CUR-${count} has no wholesale price in euros yet: Xe2 can put one into a price list.`,
    ]);
    expect(refusal(await subscribe(world.initech.admin.token))).toEqual([
      'CONFLICT',
      `productId: CUR-${count} cannot be ordered from Contoso Cloud yet: ask them for it.`,
    ]);
    await euroList(world.platform.id, 'WHOLESALE', 120);
    expect((await subscribe(world.initech.admin.token)).errors).toBeUndefined();
    expect(await priced(world.initech.admin.token)).toEqual([300, 'EUR']);
    await forget();
  });
});

describe('a price list', () => {
  const begun = async (token: string, input: object) => {
    const answer = await ask<{ addPriceList: { id: string; currency: string; versions: { id: string }[] } }>(
      token,
      'addPriceList',
      { name: `List ${count} ${Math.floor(performance.now() * 1000)}`, ...input },
      'id currency versions { id }',
    );
    expect(answer.errors).toBeUndefined();
    return { ...answer.data.addPriceList, versionId: answer.data.addPriceList.versions[0]?.id as string };
  };
  const markUp = { percentBp: 2_500, rounding: 'NONE' };

  test('[C2] is in the currency of whoever issues it, unless another is said, and for those who pay in it', async () => {
    const { token } = world.northwind.admin;
    const list = await begun(token, {});
    expect(list.currency).toBe('GBP');
    expect(refusal(await ask(token, 'updatePriceList', { id: list.id, companyIds: [lyon.id] }))).toEqual([
      'INVALID_INPUT',
      `companyIds: Lyon ${count} is billed in euros, and this list is in pounds.`,
    ]);
    expect((await begun(token, { currency: 'EUR', companyIds: [lyon.id] })).currency).toBe('EUR');
    expect((await ask(token, 'addPriceList', { name: 'Francs', currency: 'CHF' })).errors).toHaveLength(1);
  });

  test('[C3] takes no mark-up on what is paid in another currency', async () => {
    const { token } = world.northwind.admin;
    const { versionId } = await begun(token, { currency: 'EUR' });
    const input = { versionId, prices: [], rules: [markUp] };
    expect(refusal(await ask(token, 'setListPrices', input))).toEqual([
      'INVALID_INPUT',
      'rules: Must be left out: a mark-up is put on what you pay, which is in pounds, and this list is in euros. Say its prices one by one.',
    ]);
    // Below what it costs in pounds, as a number: nothing is compared.
    const prices = [{ productId: product, fromQuantity: 1, minor: 50 }];
    expect((await ask(token, 'setListPrices', { versionId, prices })).errors).toBeUndefined();
    expect((await ask(token, 'publishPriceList', { versionId })).errors).toBeUndefined();
    const grid = await app.ask<{ priceListGrid: { marksUp: boolean; rows: { productId: string }[] } }>(
      'query ($id: ID!) { priceListGrid(versionId: $id) { marksUp rows { productId ownMinor otherwiseMinor costMinor } } }',
      { id: versionId },
      token,
    );
    const row = grid.data.priceListGrid.rows.find(({ productId }) => productId === product);
    expect([grid.data.priceListGrid.marksUp, row]).toEqual([
      false,
      { productId: product, ownMinor: 50, otherwiseMinor: null, costMinor: null },
    ]);
  });

  test('[C3] with a mark-up that was there before its seller paid in another currency names no price', async () => {
    const { id, versionId } = await addList(world, {
      issuer: world.northwind.id,
      kind: 'RETAIL',
      name: `Rules ${count}`,
      currency: 'EUR',
      companyId: lyon.id,
      prices: [],
    });
    await world.sql(
      `insert into price_rule (id, reseller_id, price_list_version_id, percent_bp, amount_minor, rounding) values ($1, $2, $3, 2500, 0, 'NONE')`,
      [id, world.northwind.id, versionId],
    );
    const { token } = world.northwind.admin;
    expect(refusal(await ask(token, 'subscribe', { companyId: lyon.id, productId: product }))[0]).toBe(
      'CONFLICT',
    );
  });

  test('[C2] is imported with prices as its currency writes them', async () => {
    const { token } = world.northwind.admin;
    const { id } = await begun(token, { currency: 'EUR' });
    const imported = await app.ask<{ priceListImport: { rows: object[] } }>(
      'query ($id: ID!, $csv: String!) { priceListImport(priceListId: $id, csv: $csv) { rows { code minor problem } } }',
      { id, csv: `Code,Price\nCUR-${count},€4.50\nCUR-${count - 1},£4.50\n` },
      token,
    );
    expect(imported.data.priceListImport.rows).toEqual([
      { code: `CUR-${count}`, minor: 450, problem: null },
      {
        code: `CUR-${count - 1}`,
        minor: null,
        problem: 'The price must be one such as 4.50, not below zero.',
      },
    ]);
  });

  test('[C3] a price that is agreed with one company is in what it pays', async () => {
    const { token } = world.northwind.admin;
    const agree = { companyId: lyon.id, productId: product, minor: 80 };
    expect((await ask(token, 'setCompanyPrice', agree)).errors).toBeUndefined();
    const { data } = await ask<{ subscribe: object }>(
      token,
      'subscribe',
      { companyId: lyon.id, productId: product },
      'retailMinor currency',
    );
    expect(data.subscribe).toEqual({ retailMinor: 80, currency: 'EUR' });
  });
});

describe('limits in money', () => {
  test('[C4] a reseller’s is in its own currency: of what is paid in another, whatever adds to it waits', async () => {
    const { token } = world.northwind.admin;
    const rule = await app.ask('{ orderApproval { currency aboveMinor } }', {}, token);
    expect(rule.data).toEqual({ orderApproval: { currency: 'GBP', aboveMinor: 0 } });
    const set = (input: object) =>
      app.ask(
        'mutation ($input: SetOrderApprovalInput!) { setOrderApproval(input: $input) }',
        { input },
        token,
      );
    expect((await set({ approval: 'ABOVE', aboveMinor: 10_000 })).errors).toBeUndefined();
    await world.sql(`update company set currency = 'EUR' where id = $1`, [world.globex.id]);
    await euroList(world.northwind.id, 'RETAIL', 400);
    const { data } = await placeOrder(app, world.globex.admin.token, { lines: [{ productId: product }] });
    expect(data.placeOrder.awaits).toEqual(['RESELLER']);
    await forget();
    await set({ approval: 'NEVER' });
  });

  test('[C4] a quota of money counts what whoever is held to it pays', async () => {
    const { token } = world.northwind.admin;
    await euroList(world.northwind.id, 'RETAIL', 400);
    const set = { companyId: lyon.id, mostMinor: 1_000 };
    const quota = await ask<{ setQuota: { currency: string } }>(token, 'setQuota', set, 'currency');
    expect(quota.data.setQuota.currency).toBe('EUR');
    const order = { companyId: lyon.id, lines: [{ productId: product, quantity: 3 }] };
    expect(refusal(await placeOrder(app, token, order))[1]).toBe(
      'lines.0.productId: Everything a month would come to €12.00 of €10.00, the quota of this company.',
    );
    await forget();
  });
});
