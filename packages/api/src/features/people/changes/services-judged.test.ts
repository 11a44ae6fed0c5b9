import { addDays, localDate } from '@steward/shared';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';
import { applyToTheEnd, changesOn, confirm, problem } from './factory.ts';

let app: TestApp;
let world: World;
let box: string;
let vault: string;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
  const unit = 'PER_USER';
  box = await addProduct(world, 'JDG-BOX', { unit, kind: 'Judged box' });
  vault = await addProduct(world, 'JDG-VAULT', { unit });
  const site = await addProduct(world, 'JDG-SITE', { unit });
  const set = (input: object) =>
    app.ask(
      'mutation ($input: UpdateProductInput!) { updateProduct(input: $input) { id } }',
      { input },
      world.platform.staff.token,
    );
  const asked = { name: 'site', label: 'Site', kind: 'TEXT', required: true, changeable: true };
  expect((await set({ id: vault, needs: ['JDG-BOX'] })).errors).toBeUndefined();
  expect((await set({ id: site, parameters: [asked] })).errors).toBeUndefined();
});
afterAll(() => app.close());

const { ready, read, decide, add } = changesOn(() => ({ app, world }));

const someone = async (name: string, ...products: string[]) => {
  const email = `${name.toLowerCase()}@globex.example`;
  const id = await add({ firstName: name, lastName: 'Judged', email });
  for (const productId of products)
    await addSubscription(world, world.globex, {
      productId,
      endUserId: id,
      startsOn: addDays(localDate(app.clock.now()), -40),
    });
  return { id, email };
};
const apply = async (id: string): Promise<void> => {
  expect(problem(await confirm(app, world.globex.admin.token, id))).toBeUndefined();
  await applyToTheEnd(app, world, id);
};
const running = async (endUserId: string): Promise<string[]> =>
  (
    await world.sql<{ code: string }>(
      `select p.code from subscription s join product p on p.id = s.product_id
        where s.end_user_id = $1 and s.ends_on is null order by p.code`,
      [endUserId],
    )
  ).map(({ code }) => code);

test('[U2] [C4] the preview says which rows lack what a service needs, or would have to say more', async () => {
  const [ann, bob, cy, dee] = [
    await someone('Ann'),
    await someone('Bob', box, vault),
    await someone('Cy'),
    await someone('Dee'),
  ];
  const id = await ready(
    `E-mail,Services,Services to end\n${ann.email},JDG-VAULT,\n${bob.email},,JDG-BOX\n${cy.email},JDG-SITE,\n${dee.email},"JDG-VAULT, JDG-BOX",\n`,
  );
  expect((await read(id)).rows.nodes).toMatchObject([
    {
      kind: 'WRONG',
      errors: [
        {
          column: 'services',
          message: 'JDG-VAULT needs JDG-BOX, which Ann Judged does not have: order both together.',
        },
      ],
    },
    {
      kind: 'WRONG',
      errors: [{ column: 'endServices', message: 'JDG-VAULT needs JDG-BOX: end both together.' }],
    },
    {
      kind: 'WRONG',
      errors: [
        {
          column: 'services',
          message: 'JDG-SITE cannot be ordered by a file: Site must be said. Place an order for it.',
        },
      ],
    },
    { kind: 'CHANGE', services: expect.stringContaining('JDG-VAULT') },
  ]);
});

test('[U2] [C4] what has come in the way since refuses its row only; going back keeps what is needed by now', async () => {
  const [eve, fay] = [await someone('Eve', box), await someone('Fay', box)];
  const id = await ready(`E-mail,Services to end\n${eve.email},JDG-BOX\n${fay.email},JDG-BOX\n`);
  await addSubscription(world, world.globex, {
    productId: vault,
    endUserId: eve.id,
    startsOn: localDate(app.clock.now()),
  });
  await apply(id);
  const [first, second] = (await read(id)).rows.nodes;
  expect(first).toMatchObject({ outcome: 'REFUSED', reason: 'JDG-VAULT needs JDG-BOX: end both together.' });
  expect(second).toMatchObject({ outcome: 'DONE' });
  expect([await running(eve.id), await running(fay.id)]).toEqual([['JDG-BOX', 'JDG-VAULT'], []]);

  const gus = await someone('Gus');
  const given = await ready(`E-mail,Services\n${gus.email},JDG-BOX\n`);
  await apply(given);
  await addSubscription(world, world.globex, {
    productId: vault,
    endUserId: gus.id,
    startsOn: localDate(app.clock.now()),
  });
  await world.showFactor(world.globex.admin);
  expect(problem(await decide('reverse', given))).toBeUndefined();
  await applyToTheEnd(app, world, given);
  expect((await read(given)).rows.nodes[0]).toMatchObject({
    outcome: 'KEPT',
    reason: 'JDG-VAULT needs JDG-BOX: end both together.',
  });
  expect(await running(gus.id)).toEqual(['JDG-BOX', 'JDG-VAULT']);
});
