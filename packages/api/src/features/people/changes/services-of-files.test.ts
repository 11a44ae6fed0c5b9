import { addDays, localDate } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { endDueSubscriptions } from '../../trade/subscriptions/end-due-subscriptions.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { applyToTheEnd, changesOn, confirm, problem, upload } from './factory.ts';

let app: TestApp;
let world: World;
let mailbox: Product;
let archive: Product;

interface Product {
  id: string;
  code: string;
  name: string;
  unit: string;
  retailMinor: number;
}

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
  const { data } = await app.ask<{ products: { nodes: Product[] } }>(
    '{ products { nodes { id code name unit retailMinor } } }',
    {},
    world.globex.admin.token,
  );
  [mailbox, archive] = data.products.nodes.filter(({ unit }) => unit === 'PER_USER') as [Product, Product];
});
afterAll(() => app.close());

const { sent, ready, read, decide, add } = changesOn(() => ({ app, world }));

/** Somebody with services. */
async function having(name: string, ...products: Product[]): Promise<{ id: string; email: string }> {
  const email = `${name.toLowerCase()}@globex.example`;
  const id = await add({
    firstName: name,
    lastName: 'Served',
    email,
    mobile: '07700 900111',
    department: 'Navy',
  });
  const startsOn = addDays(localDate(app.clock.now()), -40);
  for (const product of products) {
    const { id: subscriptionId } = await addSubscription(world, world.globex, {
      productId: product.id,
      endUserId: id,
      startsOn,
    });
    await world.sql('update subscription set started_at = created_at where id = $1', [subscriptionId]);
  }
  return { id, email };
}
/** What somebody has, as `<code> <state> <last day is to come>`. */
const has = async (endUserId: string): Promise<string[]> =>
  (
    await world.sql<{ text: string }>(
      `select p.code || ' ' || s.state || coalesce(' ends ' || s.ends_on, '') as text
         from subscription s join product p on p.id = s.product_id where s.end_user_id = $1 order by s.created_at, s.id`,
      [endUserId],
    )
  ).map(({ text }) => text);
const apply = async (id: string): Promise<void> => {
  expect(problem(await confirm(app, world.globex.admin.token, id))).toBeUndefined();
  await applyToTheEnd(app, world, id);
};
const reverse = async (id: string): Promise<void> => {
  await world.showFactor(world.globex.admin);
  expect(problem(await decide('reverse', id))).toBeUndefined();
  await applyToTheEnd(app, world, id);
};
const tomorrow = () => addDays(localDate(app.clock.now()), 1);

describe('[U2] services in a file', () => {
  test('[C4] a file ends services, whose price is counted off; they run to the end of the day, and go on when it is reversed', async () => {
    const ann = await having('Ann', mailbox, archive);
    const bob = await having('Bob', mailbox);
    const id = await ready(
      `E-mail,Services,Services to end\n${ann.email},,${mailbox.code}\n${bob.email},${archive.code},"${mailbox.name}, ${archive.code}"\n`,
    );
    expect((await read(id)).rows.nodes[1]).toMatchObject({
      kind: 'WRONG',
      errors: [
        { column: 'services', message: `The row says both that they have ${archive.name} and that it ends.` },
      ],
    });
    const right = await ready(
      `E-mail,Services,Services to end\n${ann.email},,${mailbox.code}\n${bob.email},${archive.code},${mailbox.name}\n`,
    );
    const price = (
      await world.sql<{ minor: number }>(
        'select retail_minor as minor from subscription where end_user_id = $1',
        [bob.id],
      )
    )[0]?.minor as number;
    expect(await read(right)).toMatchObject({
      changeCount: 2,
      serviceCount: 1,
      endCount: 2,
      endMinor: 2 * price,
      monthlyMinor: archive.retailMinor - 2 * price,
      rows: {
        nodes: [
          { kind: 'CHANGE', services: null, endingServices: mailbox.code, changed: [] },
          { kind: 'CHANGE', services: archive.code, endingServices: mailbox.code },
        ],
      },
    });
    await apply(right);
    expect(await has(ann.id)).toEqual([
      `${mailbox.code} ACTIVE ends ${tomorrow()}`,
      `${archive.code} ACTIVE`,
    ]);
    expect(await has(bob.id)).toEqual([
      `${mailbox.code} ACTIVE ends ${tomorrow()}`,
      `${archive.code} PENDING`,
    ]);
    const audited = await world.sql(
      `select changed from audit_entry where action = 'applyBulkChange' and subject_type = 'Subscription' and end_user_id = $1`,
      [ann.id],
    );
    expect(audited).toHaveLength(1);

    await reverse(right);
    expect(await read(right)).toMatchObject({ state: 'REVERSED', reversedCount: 2, keptCount: 0 });
    expect(await has(ann.id)).toEqual([`${mailbox.code} ACTIVE`, `${archive.code} ACTIVE`]);
    expect((await has(bob.id))[0]).toBe(`${mailbox.code} ACTIVE`);
    expect((await has(bob.id))[1]).toMatch(/ ENDING ends /);
  });

  test('[C4] what has been taken away meanwhile is ordered anew, and the report says so; unless somebody did that first', async () => {
    const [cleo, dan] = [await having('Cleo', mailbox), await having('Dan', mailbox)];
    const file = (email: string) => `E-mail,Services to end\n${email},${mailbox.code}\n`;
    const [one, two] = [await ready(file(cleo.email)), await ready(file(dan.email))];
    await apply(one);
    await apply(two);
    app.clock.forward(24 * 3_600_000);
    const { scopes, services, log } = app.app;
    const credentials = {
      kind: 'system',
      task: 'test',
      resellerId: world.globex.resellerId,
      does: [endDueSubscriptions.name],
    } as const;
    await perform({ scopes, services, log, requestId: 'test', credentials }, endDueSubscriptions, {
      companyId: world.globex.id,
    });
    expect((await has(cleo.id))[0]).toContain(' ENDING ');
    await addSubscription(world, world.globex, {
      productId: mailbox.id,
      endUserId: dan.id,
      startsOn: localDate(app.clock.now()),
    });

    // A day later whoever was signed in has to come again.
    const token = await world.signIn(world.globex.admin.email);
    await world.sql('update session set factor_at = $1', [app.clock.now()]);
    expect(problem(await decide('reverse', one, token))).toBeUndefined();
    await applyToTheEnd(app, world, one);
    expect((await has(cleo.id))[1]).toBe(`${mailbox.code} PENDING`);
    expect((await read(one, token)).rows.nodes[0]).toMatchObject({
      outcome: 'REVERSED',
      reason:
        'The service that it ended had been taken away already: it is ordered anew, at the price of today.',
    });
    expect(problem(await decide('reverse', two, token))).toContain(
      `Dan Served (line 2): Has been given ${mailbox.name} again since.`,
    );
    world.globex.admin.token = token;
  });

  test('all that somebody is to have: what is not named ends; a blank cell leaves, or means nothing at all', async () => {
    const [eva, fay] = [await having('Eva', mailbox, archive), await having('Fay', mailbox)];
    const file = `E-mail,All services,Department\n${eva.email},${archive.code},\n${fay.email},,\n`;
    expect((await read(await ready(file))).rows.nodes).toMatchObject([
      { kind: 'CHANGE', services: null, endingServices: mailbox.code, changed: [] },
      { kind: 'SAME' },
    ]);
    const { id } = await sent(file, { columns: '0:email,1:allServices:empty,2:department:empty' });
    expect(await read(id)).toMatchObject({
      endCount: 2,
      emptyCount: 2,
      emptying: ['All services', 'Department'],
      rows: {
        nodes: [
          { kind: 'CHANGE', endingServices: mailbox.code, changed: ['department'] },
          { kind: 'CHANGE', endingServices: mailbox.code, changed: ['department'] },
        ],
      },
    });
    await apply(id);
    const left = () =>
      world.sql<{ department: string | null }>('select department from end_user where id = any ($1)', [
        [eva.id, fay.id],
      ]);
    expect(await left()).toEqual([{ department: null }, { department: null }]);
    await reverse(id);
    expect(await left()).toEqual([{ department: 'Navy' }, { department: 'Navy' }]);
    expect(await has(fay.id)).toEqual([`${mailbox.code} ACTIVE`]);
  });

  test('a column for one service says yes or no; its title is enough, and is remembered', async () => {
    const [gus, hal] = [await having('Gus', mailbox), await having('Hal')];
    const heading = `E-mail,${mailbox.name}\n`;
    const proposed = await sent(`${heading}${gus.email},yes\n`, { propose: true });
    expect(proposed.columns?.[1]).toMatchObject({ field: 'service', productId: mailbox.id });
    expect(proposed.services).toContainEqual({ id: mailbox.id, code: mailbox.code, name: mailbox.name });
    const id = await ready(`${heading}${gus.email},no\n${hal.email},Yes\nnew@globex.example,perhaps\n`);
    expect((await read(id)).rows.nodes).toMatchObject([
      { kind: 'CHANGE', services: null, endingServices: mailbox.code },
      { kind: 'CHANGE', services: mailbox.code, endingServices: null },
      { kind: 'WRONG', errors: [{ column: 'service' }, { column: 'firstName' }, { column: 'lastName' }] },
    ]);
    const { id: chosen } = await sent(`E-mail,Postfach\n${hal.email},\n${gus.email},\n`, {
      columns: `0:email,1:service:empty:${mailbox.id}`,
    });
    expect((await read(chosen)).rows.nodes).toMatchObject([
      { kind: 'SAME' },
      { kind: 'CHANGE', endingServices: mailbox.code },
    ]);
    const again = await sent(`E-mail,Postfach\n${hal.email},\n`, { propose: true });
    expect(again.columns?.[1]).toMatchObject({ field: 'service', productId: mailbox.id });
  });

  test('blank cells empty what there is where that is chosen, never a name or an address', async () => {
    const ida = await having('Ida');
    const file = `Reference,First name,E-mail,Mobile,Department\n${ida.id},,,,\n`;
    expect((await read(await ready(file))).rows.nodes).toMatchObject([{ kind: 'SAME' }]);
    const { id } = await sent(file, {
      columns: '0:reference,1:firstName,2:email,3:mobile:empty,4:department:empty',
    });
    expect(await read(id)).toMatchObject({
      emptyCount: 2,
      rows: {
        nodes: [{ changed: ['mobile', 'department'], mobile: null, wasMobile: '+447700900111' }],
      },
    });
    for (const [columns, path] of [
      ['0:reference,2:email:empty', 'columns.1.blank'],
      ['0:reference,2:service', 'columns.1.productId'],
      [`0:reference,2:mobile:leave:${mailbox.id}`, 'columns.1.productId'],
      ['0:reference,2:mobile:maybe', 'columns.1.blank'],
    ] as const)
      expect((await sent(file, { columns })).errors?.[0]?.extensions.fields?.[0]?.path).toBe(path);
    await apply(id);
    expect(await world.sql('select mobile, department from end_user where id = $1', [ida.id])).toEqual([
      { mobile: null, department: null },
    ]);
    await reverse(id);
    expect((await read(id)).reversedCount).toBe(1);
  });

  test('what was ended since the preview refuses its row; a last day that somebody changed stands in the way of reversal', async () => {
    const [jan, kim] = [await having('Jan', mailbox), await having('Kim', mailbox)];
    const id = await ready(
      `E-mail,Services to end\n${jan.email},${mailbox.code}\n${kim.email},${mailbox.code}\n`,
    );
    await world.sql(`update subscription set state = 'ENDED', ends_on = starts_on where end_user_id = $1`, [
      jan.id,
    ]);
    await apply(id);
    expect((await read(id)).rows.nodes).toMatchObject([
      { outcome: 'REFUSED', reason: `${mailbox.name} has been ended since the preview.` },
      { outcome: 'DONE' },
    ]);
    await world.sql('update subscription set ends_on = ends_on + 30 where end_user_id = $1', [kim.id]);
    await world.showFactor(world.globex.admin);
    expect(problem(await decide('reverse', id))).toContain(
      `Kim Served (line 3): The last day of ${mailbox.name} has been changed since.`,
    );
  });

  test('[T3] [S18] not for a reseller to whom the company has closed its services, neither to begin nor to end', async () => {
    const token = await world.signIn(world.northwind.admin.email);
    await world.sql('update session set factor_at = $1', [app.clock.now()]);
    const delegate = (access: string) =>
      app.ask(
        'mutation ($input: SetDelegationInput!) { setDelegation(input: $input) { id } }',
        { input: { area: 'services', access } },
        world.globex.admin.token,
      );
    const file = `First name,Last name,E-mail,Services\nLea,Closed,lea@globex.example,${mailbox.code}\n`;
    const before = (await upload(app, token, file, { companyId: world.globex.id })).id;
    for (const access of ['VIEW', 'NONE']) {
      expect(problem((await delegate(access)) as never)).toBeUndefined();
      const { id } = await upload(app, token, file, { companyId: world.globex.id });
      expect((await read(id)).rows.nodes).toMatchObject([
        {
          kind: 'WRONG',
          errors: [
            {
              column: 'services',
              message: 'You may not order or end services of this company: leave the column out.',
            },
          ],
        },
      ]);
      expect(problem(await confirm(app, token, before))).toContain(
        'FORBIDDEN: This file orders or ends services',
      );
    }
    await delegate('MANAGE');
    expect(problem(await confirm(app, token, before))).toBeUndefined();
    await applyToTheEnd(app, world, before);
    expect(await read(before)).toMatchObject({ state: 'DONE', doneCount: 1 });
  });
});
