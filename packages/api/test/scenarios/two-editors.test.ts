import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const edit = (token: string, verb: string, input: object) =>
  app.ask(
    `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { id } }`,
    { input },
    token,
  );
const ADDRESS = { line1: '1 High Street', city: 'Leeds', postcode: 'ls1 1aa', country: 'GB' };

/** Everything that has a form of its own: one field as both see it first, what one makes of it, and what the other wants. */
const EDITS = [
  {
    verb: 'updateEndUser',
    of: () => ({ id: world.globex.user.endUserId }),
    token: () => world.globex.admin.token,
    ...{ field: 'jobTitle', seen: null, first: 'Director', second: 'Chair' },
  },
  {
    verb: 'updateOwnProfile',
    of: () => ({}),
    token: () => world.globex.user.token,
    ...{ field: 'mobile', seen: null, first: '07700 900001', second: '07700 900002' },
  },
  {
    verb: 'updateAdministrator',
    of: () => ({ membershipId: world.globex.admin.membershipId }),
    token: () => world.northwind.admin.token,
    ...{ field: 'firstName', seen: 'Ada', first: 'Ben', second: 'Cy' },
  },
  {
    verb: 'updateCompany',
    of: () => ({ id: world.globex.id }),
    token: () => world.northwind.admin.token,
    ...{
      field: 'address',
      seen: ADDRESS,
      first: { ...ADDRESS, city: 'York' },
      second: { ...ADDRESS, city: 'Hull' },
    },
  },
  {
    verb: 'updateReseller',
    of: () => ({ id: world.northwind.id }),
    token: () => world.northwind.admin.token,
    ...{ field: 'accentColour', seen: '#1C7ED6', first: '#000000', second: '#ffffff' },
  },
  {
    verb: 'updateProduct',
    of: () => ({ id: world.archive }),
    token: () => world.platform.staff.token,
    ...{ field: 'wholesaleMinor', seen: 100, first: 120, second: 130 },
  },
];

describe.each(EDITS)('$verb', ({ verb, of, token, field, seen, first, second }) => {
  test('the second of two who began with the same is told, and may go on knowing', async () => {
    const attempt = (value: unknown, known: unknown) =>
      edit(token(), verb, { ...of(), [field]: value, known: { [field]: known } });
    expect((await attempt(first, seen)).errors).toBeUndefined();
    const { errors } = await attempt(second, seen);
    expect(errors?.[0]).toMatchObject({
      message: 'Somebody else has changed the same meanwhile.',
      extensions: { code: 'CONFLICT', fields: [{ path: `known.${field}` }] },
    });
    expect((await attempt(first, seen)).errors, 'what it is already is no conflict').toBeUndefined();
    expect((await attempt(second, first)).errors).toBeUndefined();
  });
});

test('says what it is by now, and of every such field; others do not get in the way', async () => {
  const { token } = world.initech.admin;
  const id = world.initech.user.endUserId;
  const known = { firstName: 'Uma', department: null, phone: null };
  const one = { id, firstName: 'Ida', department: 'Sales', phone: '020 7946 0123' };
  expect((await edit(token, 'updateEndUser', { ...one, known })).errors).toBeUndefined();
  const { errors } = await edit(token, 'updateEndUser', {
    ...{ id, firstName: 'Eve', jobTitle: 'Chair', department: 'Ideas', phone: '' },
    known: { ...known, jobTitle: null, phone: '+44 20 7946 0123' },
  });
  expect(errors?.[0]?.extensions.fields).toEqual([
    { path: 'known.firstName', message: 'Somebody has changed this to “Ida” meanwhile.' },
    { path: 'known.department', message: 'Somebody has changed this to “Sales” meanwhile.' },
  ]);
  expect(await world.sql('select first_name, job_title from end_user where id = $1', [id])).toEqual([
    { first_name: 'Ida', job_title: null },
  ]);
  const beside = { id, jobTitle: 'Chair', known: { jobTitle: null } };
  expect((await edit(token, 'updateEndUser', beside)).errors).toBeUndefined();
});

test('[S55] what is sealed is not told of', async () => {
  const { token } = world.initech.admin;
  const edits = ['07700 900001', '07700 900002'].map((mobile) => ({
    id: world.initech.user.endUserId,
    mobile,
    known: { mobile: null },
  }));
  expect((await edit(token, 'updateEndUser', edits[0] as object)).errors).toBeUndefined();
  const { errors } = await edit(token, 'updateEndUser', edits[1] as object);
  expect(errors?.[0]?.extensions.fields).toEqual([
    { path: 'known.mobile', message: 'Somebody has changed this meanwhile.' },
  ]);
});

test('at the same moment: one of two is told', async () => {
  const id = world.acme.user.endUserId;
  const answers = await Promise.all(
    ['Chair', 'Director'].map((jobTitle) =>
      edit(world.acme.admin.token, 'updateEndUser', { id, jobTitle, known: { jobTitle: null } }),
    ),
  );
  expect(answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'CONFLICT')).toHaveLength(1);
});

test('who does not say what they knew has the last word, as programs may want it', async () => {
  const id = world.acme.user.endUserId;
  for (const department of ['One', 'Two'])
    expect((await edit(world.acme.admin.token, 'updateEndUser', { id, department })).errors).toBeUndefined();
});
