import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers } from '../directory/factory.ts';
import { hours, leave, leaverOf, settled } from './factory.ts';

let app: TestApp;
let world: World;
let serial = 0;

beforeAll(async () => {
  // The world stands at the morning of 1 October 2026.
  app = await startTestApp();
  world = await createWorld(app);
  await app.app.work();
});
afterAll(() => app.close());

const RECORDS = { number: 'telephone_number', line: 'broadband_line' } as const;
type Records = Record<keyof typeof RECORDS, string>;

/** Somebody with a telephone number and a broadband line, their heir, and one more colleague. */
async function somebody() {
  serial += 1;
  const { id: companyId } = world.globex;
  const people = ['Rita', 'Hugh', 'Third'].map((firstName) => ({ firstName, lastName: `Cord ${serial}` }));
  const [leaver, heir, third] = (await addEndUsers(world, world.globex, people)) as [string, string, string];
  const add = async (name: 'addNumber' | 'addLine', input: object) => {
    const { data, errors } = await app.ask<Record<string, { id: string }>>(
      `mutation ($input: ${name === 'addLine' ? 'AddLineInput' : 'AddNumberInput'}!) { ${name}(input: $input) { id } }`,
      { input: { companyId, ...input } },
      await world.signIn(world.northwind.admin.email),
    );
    expect(errors).toBeUndefined();
    return data[name]?.id as string;
  };
  const records: Records = {
    number: await add('addNumber', { number: `0113 496 01${serial}0`, endUserId: leaver }),
    line: await add('addLine', {
      access: 'FTTP',
      supplier: 'BT Wholesale',
      reference: `REC${serial}`,
      endUserId: leaver,
    }),
  };
  return { leaver, heir, third, records };
}
const give = async (records: Records, endUserId: string) => {
  for (const [of, table] of Object.entries(RECORDS))
    await world.sql(`update ${table} set end_user_id = $2 where id = $1`, [
      records[of as keyof Records],
      endUserId,
    ]);
};
const whoHas = async ({ number, line }: Records) =>
  (
    await world.sql<{ of: string | null }>(
      `select end_user_id as of from telephone_number where id = $1
       union all select end_user_id from broadband_line where id = $2`,
      [number, line],
    )
  ).map(({ of }) => of);
/** Plans and confirms, with what is to become of the two. */
async function leaves(endUserId: string, lastDay: string, records: Records, heir: string): Promise<string> {
  const token = await world.signIn(world.northwind.admin.email);
  const planned = await leave(app, token, 'planLeaver', {
    endUserId,
    lastDay,
    choices: [
      { heldId: records.number, fate: 'END' },
      { heldId: records.line, fate: 'HAND_OVER', toEndUserId: heir },
    ],
  });
  expect(planned.data.planLeaver).toMatchObject({ inTheWay: [] });
  const id = planned.data.planLeaver?.id as string;
  expect((await leave(app, token, 'confirmLeaver', { id })).errors).toBeUndefined();
  await settled(world);
  return id;
}
const states = async (id: string) => {
  const { items } = await leaverOf(app, await world.signIn(world.northwind.admin.email), id);
  return items
    .filter(({ kind }) => ['TELEPHONE_NUMBER', 'BROADBAND_LINE'].includes(kind))
    .map(({ state }) => state);
};

test('[R1] [R2] [U5] a number goes back and a line to the heir; undone, both are with them again', async () => {
  const { leaver, heir, records } = await somebody();
  const id = await leaves(leaver, '2026-10-01', records, heir);
  expect(await whoHas(records)).toEqual([null, heir]);
  expect(await states(id)).toEqual(['DONE', 'DONE']);
  await leave(app, world.northwind.admin.token, 'undoLeaver', { id });
  await settled(world);
  expect(await whoHas(records)).toEqual([leaver, leaver]);
  expect(await states(id)).toEqual(['RESTORED', 'RESTORED']);
});

test('[R1] [R2] [U5] what somebody else has been given since is not taken from them when it is undone', async () => {
  const { leaver, heir, third, records } = await somebody();
  const id = await leaves(leaver, '2026-10-01', records, heir);
  await give(records, third);
  await leave(app, world.northwind.admin.token, 'undoLeaver', { id });
  await settled(world);
  expect(await whoHas(records)).toEqual([third, third]);
  expect(await states(id)).toEqual(['GONE', 'GONE']);
});

test('[R1] [R2] [U5] what is not theirs any more on the day is left where it is', async () => {
  const { leaver, heir, third, records } = await somebody();
  const id = await leaves(leaver, '2026-10-05', records, heir);
  await give(records, third);
  app.clock.set('2026-10-06T09:00:00Z');
  await hours(app, world, 'due-leavers');
  expect(await whoHas(records)).toEqual([third, third]);
  expect(await states(id)).toEqual(['LEFT', 'LEFT']);
});
