import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { orderOf } from '../../trade/orders/factory.ts';
import { removeQuota, setQuota } from '../../trade/quotas/factory.ts';
import { colleague } from '../roles/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  // The world stands at the morning of 1 October 2026.
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const code = (errors: { extensions: { code: string } }[] | undefined) => errors?.[0]?.extensions.code;
const paths = (errors: { extensions: { fields?: { path: string }[] } }[] | undefined) =>
  errors?.[0]?.extensions.fields?.map(({ path }) => path);
const ask = <Answer>(token: string, name: string, input: object, fields: string) =>
  app.ask<Record<string, Answer>>(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) ${fields} }`,
    { input },
    token,
  );
interface Template {
  id: string;
  name: string;
  begins: { productId: string; product: string; parameters: object }[];
}
const template = (token: string, name: string, input: object) =>
  ask<Template>(token, name, input, '{ id name jobTitle invites begins { productId product parameters } }');
interface Plan {
  monthlyMinor: number;
  firstInvoiceMinor: number;
  awaits: string[];
  services: { productId: string; monthlyMinor: number }[];
  problems: { path: string; message: string }[];
}
const plan = async (token: string, input: object): Promise<Plan> => {
  const { data, errors } = await ask<Plan>(
    token,
    'planJoiner',
    input,
    '{ startsOn monthlyMinor firstInvoiceMinor awaits invites services { productId monthlyMinor } problems { path message } }',
  );
  expect(errors).toBeUndefined();
  return data.planJoiner as Plan;
};
const confirm = (token: string, input: object) =>
  ask<{ id: string; jobTitle: string | null; status: string }>(
    token,
    'confirmJoiner',
    input,
    '{ id jobTitle status }',
  );
const sales = async (): Promise<string> => {
  const { data, errors } = await template(world.globex.admin.token, 'addJoinerTemplate', {
    name: `Sales ${newId()}`,
    jobTitle: 'Sales executive',
    services: [{ productId: world.mailbox }],
  });
  expect(errors).toBeUndefined();
  return data.addJoinerTemplate?.id as string;
};
/** Of Globex: somebody who keeps the directory and orders nothing. */
const directoryOnly = async (): Promise<string> => {
  const id = newId();
  await world.sql(
    `insert into role (id, level, reseller_id, company_id, name, permissions, version)
       values ($1, 'COMPANY', $2, $3, $4, '{END_USER_READ,END_USER_WRITE}', 1)`,
    [id, world.globex.resellerId, world.globex.id, `Directory ${id}`],
  );
  return (await colleague(world, world.globex.admin, { id })).token;
};
const people = async () =>
  (
    await world.sql<{ count: string }>('select count(*) from end_user where company_id = $1', [
      world.globex.id,
    ])
  )[0]?.count;

describe('templates of joiners', () => {
  test('[U5] are made, changed and removed, and say what people begin with', async () => {
    const { token } = world.globex.admin;
    const { data } = await template(token, 'addJoinerTemplate', {
      name: 'Warehouse',
      services: [{ productId: world.mailbox }],
    });
    const made = data.addJoinerTemplate as Template;
    expect(made).toMatchObject({
      name: 'Warehouse',
      jobTitle: null,
      invites: false,
      begins: [{ productId: world.mailbox }],
    });
    const { data: changed } = await template(token, 'updateJoinerTemplate', {
      id: made.id,
      jobTitle: 'Warehouse lead',
      services: [],
      known: { jobTitle: null },
    });
    expect(changed.updateJoinerTemplate).toMatchObject({ jobTitle: 'Warehouse lead', begins: [] });
    const { errors } = await template(token, 'updateJoinerTemplate', {
      id: made.id,
      jobTitle: 'Picker',
      known: { jobTitle: null },
    });
    expect(code(errors)).toBe('CONFLICT');
    expect((await ask(token, 'removeJoinerTemplate', { id: made.id }, '')).errors).toBeUndefined();
    expect(code((await ask(token, 'removeJoinerTemplate', { id: made.id }, '')).errors)).toBe('NOT_FOUND');
  });

  test('[U5] are refused with a name twice, or what is for nobody', async () => {
    const { token } = world.globex.admin;
    await template(token, 'addJoinerTemplate', { name: 'Twice', services: [] });
    const { errors } = await template(token, 'addJoinerTemplate', { name: 'twice', services: [] });
    expect(code(errors)).toBe('CONFLICT');
    for (const services of [
      [{ productId: newId() }],
      [{ productId: world.mailbox }, { productId: world.mailbox }],
    ]) {
      const answer = await template(token, 'addJoinerTemplate', { name: 'Wrong', services });
      expect(code(answer.errors)).toBe('INVALID_INPUT');
    }
  });

  test('[C1] choose what their products ask, as these ask it', async () => {
    const { token } = world.globex.admin;
    const productId = await addProduct(world, 'JOIN-BOX', {
      unit: 'PER_USER',
      parameters: [{ name: 'quotaGb', label: 'Quota', kind: 'NUMBER', required: true, least: 5, most: 50 }],
    });
    const make = (parameters?: object) =>
      template(token, 'addJoinerTemplate', { name: `Box ${newId()}`, services: [{ productId, parameters }] });
    for (const [parameters, field] of [
      [undefined, 'quotaGb'],
      [{ quotaGb: 500 }, 'quotaGb'],
      [{ quotaGb: 20, colour: 'red' }, 'colour'],
    ] as const) {
      const { errors } = await make(parameters);
      expect(code(errors)).toBe('INVALID_INPUT');
      expect(paths(errors)).toEqual([`services.0.parameters.${field}`]);
    }
    const { data } = await make({ quotaGb: 20 });
    expect(data.addJoinerTemplate?.begins).toMatchObject([{ productId, parameters: { quotaGb: 20 } }]);
    const who = { templateId: data.addJoinerTemplate?.id, firstName: 'Bo', lastName: 'X' };
    const { data: joined } = await confirm(token, who);
    await expect
      .poll(
        () =>
          world.sql('select parameters from subscription where end_user_id = $1', [joined.confirmJoiner?.id]),
        { timeout: 20_000 },
      )
      .toEqual([{ parameters: { quotaGb: 20 } }]);
  });

  test('[S22] are for who may, and of their own company', async () => {
    const id = await sales();
    const reader = await colleague(world, world.globex.admin, 'READ_ONLY');
    const input = { name: 'Mine', services: [] };
    expect(code((await template(reader.token, 'addJoinerTemplate', input)).errors)).toBe('FORBIDDEN');
    const { token } = world.initech.admin;
    expect(code((await template(token, 'updateJoinerTemplate', { id, name: 'Theirs' })).errors)).toBe(
      'NOT_FOUND',
    );
    expect(code((await ask(token, 'removeJoinerTemplate', { id }, '')).errors)).toBe('NOT_FOUND');
    const { errors } = await confirm(token, { templateId: id, firstName: 'Jo', lastName: 'Iner' });
    expect(code(errors)).toBe('NOT_FOUND');
  });
});

describe('planJoiner', () => {
  test('[U5] shows what somebody would begin with and what it comes to, and leaves nothing behind', async () => {
    const { token } = world.globex.admin;
    const templateId = await sales();
    const before = await people();
    const who = { templateId, firstName: 'Jo', lastName: 'Iner', email: 'jo.plan@globex.example' };
    const shown = await plan(token, who);
    expect(shown).toMatchObject({ problems: [], services: [{ productId: world.mailbox }] });
    expect(shown.monthlyMinor).toBeGreaterThan(0);
    expect(await people()).toBe(before);
    expect(await world.sql(`select id from email_address where address = 'jo.plan@globex.example'`)).toEqual(
      [],
    );
    // The same again, for nothing was kept.
    expect(await plan(token, who)).toEqual(shown);
  });

  test('[U5] says at its field what stands in the way', async () => {
    const { token } = world.globex.admin;
    const templateId = await sales();
    const outside = await plan(token, {
      templateId,
      firstName: 'Jo',
      lastName: 'Iner',
      email: 'jo@elsewhere.example',
    });
    expect(outside.problems).toMatchObject([{ path: 'email' }]);
    const gone = await plan(token, {
      firstName: 'Jo',
      lastName: 'Iner',
      services: [{ productId: newId() }],
    });
    expect(gone.problems).toMatchObject([{ path: 'services.0.productId' }]);
    const taken = { templateId, firstName: 'Jo', lastName: 'Iner', email: world.globex.user.email };
    expect((await plan(token, taken)).problems).toMatchObject([{ path: 'email' }]);
    const reached = await addProduct(world, 'JOIN-MAIL', { unit: 'PER_USER' });
    await world.sql('update product set needs_address = true where id = $1', [reached]);
    const services = [{ productId: reached }];
    const unreachable = await plan(token, { services, firstName: 'Jo', lastName: 'Iner' });
    expect(unreachable.problems).toEqual([
      { path: 'email', message: 'Must be filled in: JOIN-MAIL needs one.' },
    ]);
    // What it comes to is told all the same; it is not ordered.
    expect(unreachable.monthlyMinor).toBe(200);
    const refused = await confirm(token, { services, firstName: 'Jo', lastName: 'Iner' });
    expect(paths(refused.errors)).toEqual(['email']);
  });

  test('[U5] says whose approval it would wait for, and holds it against quotas', async () => {
    const { token } = world.globex.admin;
    const rule = (approval: string) => ask(token, 'setOrderApproval', { approval }, '');
    const templateId = await sales();
    const who = { templateId, firstName: 'Jo', lastName: 'Iner', email: `jo${newId()}@globex.example` };
    await colleague(world, world.globex.admin, 'OWNER');
    expect((await rule('ALWAYS')).errors).toBeUndefined();
    expect(await plan(token, who)).toMatchObject({ awaits: ['COMPANY'], problems: [] });
    await rule('NEVER');
    const { data } = await setQuota(app, world.northwind.admin.token, {
      companyId: world.globex.id,
      productId: world.mailbox,
      most: 0,
    });
    expect((await plan(token, who)).problems).toMatchObject([{ path: 'services.0.productId' }]);
    const { errors } = await confirm(token, who);
    expect(paths(errors)).toEqual(['services.0.productId']);
    await removeQuota(app, world.northwind.admin.token, data.setQuota.id);
    expect((await plan(token, who)).problems).toEqual([]);
  });

  test('[S22] [T3] shows no prices to who orders nothing there', async () => {
    const templateId = await sales();
    const who = { companyId: world.globex.id, templateId, firstName: 'Jo', lastName: 'Iner' };
    const looks = async (token: string) =>
      code((await ask(token, 'planJoiner', who, '{ monthlyMinor }')).errors);
    const keeper = await directoryOnly();
    expect(await looks(keeper)).toBe('FORBIDDEN');
    expect(code((await confirm(keeper, who)).errors)).toBe('FORBIDDEN');
    // Without services nobody has to be allowed to order.
    expect((await confirm(keeper, { firstName: 'Jo', lastName: 'Plain' })).errors).toBeUndefined();
    const delegate = (access: string) =>
      ask(world.globex.admin.token, 'setDelegation', { area: 'services', access }, '{ id }');
    expect((await delegate('VIEW')).errors).toBeUndefined();
    expect(await looks(world.northwind.admin.token)).toBe('FORBIDDEN');
    await delegate('MANAGE');
    const cost = async (token: string) =>
      (await ask<{ monthlyCostMinor: number | null }>(token, 'planJoiner', who, '{ monthlyCostMinor }')).data
        .planJoiner?.monthlyCostMinor;
    expect(await cost(world.northwind.admin.token)).toBe(300);
    expect(await cost(world.globex.admin.token)).toBeNull();
    expect(await looks(world.contoso.admin.token)).toBe('NOT_FOUND');
  });
});

describe('confirmJoiner', () => {
  test('[U5] [C4] enters somebody and orders what they begin with, by one order', async () => {
    const { token } = world.globex.admin;
    const templateId = await sales();
    const who = { templateId, firstName: 'Jo', lastName: 'Iner', email: 'jo.iner@globex.example' };
    const { monthlyMinor } = await plan(token, who);
    expect(code((await confirm(token, { ...who, monthlyMinor: monthlyMinor + 1 })).errors)).toBe('CONFLICT');
    const { data, errors } = await confirm(token, { ...who, monthlyMinor });
    expect(errors).toBeUndefined();
    expect(data.confirmJoiner).toMatchObject({ jobTitle: 'Sales executive', status: 'ACTIVE' });
    await expect
      .poll(
        () =>
          world.sql('select product_id as product from subscription where end_user_id = $1', [
            data.confirmJoiner?.id,
          ]),
        { timeout: 20_000 },
      )
      .toEqual([{ product: world.mailbox }]);
    // Twice is somebody whose address is taken.
    expect(code((await confirm(token, who)).errors)).toBe('CONFLICT');
  });

  test('[U5] [U4] invites whoever joins where the template says so, which asks for an address', async () => {
    const { token } = world.globex.admin;
    const { data } = await template(token, 'addJoinerTemplate', {
      name: 'Guests',
      invites: true,
      services: [],
    });
    const who = { templateId: data.addJoinerTemplate?.id, firstName: 'Gus', lastName: 'Guest' };
    const { problems } = await plan(token, who);
    expect(problems).toMatchObject([{ path: 'email' }]);
    expect(paths((await confirm(token, who)).errors)).toEqual(['email']);
    const { data: joined } = await confirm(token, { ...who, email: 'gus@globex.example' });
    expect(
      await world.sql('select status, email from membership where end_user_id = $1', [
        joined.confirmJoiner?.id,
      ]),
    ).toEqual([{ status: 'INVITED', email: 'gus@globex.example' }]);
  });

  test('[U5] [C4] leaves one order behind, which waits where a rule says so', async () => {
    const { token } = world.globex.admin;
    const { data } = await template(token, 'addJoinerTemplate', {
      name: 'Two things',
      services: [{ productId: world.mailbox }, { productId: world.archive }],
    });
    await ask(token, 'setOrderApproval', { approval: 'ALWAYS' }, '');
    const { data: joined, errors } = await confirm(token, {
      templateId: data.addJoinerTemplate?.id,
      ...{ firstName: 'Two', lastName: 'Things', email: 'two.things@globex.example' },
    });
    await ask(token, 'setOrderApproval', { approval: 'NEVER' }, '');
    expect(errors).toBeUndefined();
    const orders = await world.sql<{ id: string; lines: string }>(
      `select service_order_id as id, count(*) as lines from service_order_line where end_user_id = $1 group by 1`,
      [joined.confirmJoiner?.id],
    );
    expect(orders).toMatchObject([{ lines: '2' }]);
    expect(await orderOf(app, token, orders[0]?.id as string)).toMatchObject({ state: 'AWAITING_APPROVAL' });
    // The list of orders says so, and leads to them.
    const listed = async (by: string, kind: string) =>
      (
        await app.ask<{ orders: { nodes: { id: string; person: { displayName: string } | null }[] } }>(
          `query ($kind: OrderKind, $endUserId: ID) { orders(filter: { kind: $kind, endUserId: $endUserId }) {
            nodes { id person { id displayName } } } }`,
          { kind, endUserId: joined.confirmJoiner?.id },
          by,
        )
      ).data.orders.nodes;
    expect(await listed(token, 'JOINER')).toEqual([
      { id: orders[0]?.id, person: { id: joined.confirmJoiner?.id, displayName: 'Two Things' } },
    ]);
    expect(await listed(token, 'LEAVER')).toEqual([]);
    expect(await listed(world.contoso.admin.token, 'JOINER')).toEqual([]);
    expect(
      await world.sql('select from subscription where end_user_id = $1', [joined.confirmJoiner?.id]),
    ).toEqual([]);
  });

  test('[U5] is as a whole or not at all', async () => {
    const { token } = world.globex.admin;
    const before = await people();
    const { errors } = await confirm(token, {
      firstName: 'Jo',
      lastName: 'Iner',
      services: [{ productId: newId() }],
    });
    expect(code(errors)).toBe('INVALID_INPUT');
    expect(paths(errors)).toEqual(['services.0.productId']);
    expect(await people()).toBe(before);
  });

  test('[S22] is for who may', async () => {
    const reader = await colleague(world, world.globex.admin, 'READ_ONLY');
    const who = { firstName: 'Jo', lastName: 'Iner' };
    expect(code((await confirm(reader.token, who)).errors)).toBe('FORBIDDEN');
    expect(code((await confirm(world.globex.user.token, who)).errors)).toBe('FORBIDDEN');
    const { data } = await confirm(world.globex.admin.token, who);
    expect(data.confirmJoiner).toMatchObject({ status: 'ACTIVE', jobTitle: null });
  });
});
