import { readFileSync } from 'node:fs';
import path from 'node:path';
import { newId } from '@steward/shared';
import { getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { features, schema } from '../../src/app.ts';
import { colleague } from '../../src/features/people/roles/factory.ts';
import { everyones } from '../../src/kernel/roles.ts';
import { allTables } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { ASKERS, type Asker, mayAsk, type Root, readMatrix, rootFields } from '../guards/field-roles.ts';
import { gets, nestedFields } from '../guards/nested-fields.ts';
import { plausible } from './plausible.ts';

/** The committed matrix, tried: what it forbids is refused, and nothing else is. */
const MATRIX = readMatrix(readFileSync(path.join(import.meta.dirname, '../guards/field-roles.txt'), 'utf8'));
/** Ends the session that the other requests come with, or opens one; tried by tests of their own. */
const OF_SESSIONS = [
  'leaveOrganisation',
  'reportLost',
  'signIn',
  'signOut',
  'refreshSession',
  'switchMembership',
];

let app: TestApp;
let world: World;
const tokens = new Map<string, string | undefined>();

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const owners = {
    PLATFORM: { ...world.platform.staff, tenant: [world.platform.id, null] },
    RESELLER: { ...world.northwind.admin, tenant: [world.northwind.id, null] },
    COMPANY: { ...world.globex.admin, tenant: [world.globex.resellerId, world.globex.id] },
  } as const;
  for (const { name, level, role } of ASKERS) {
    if (!level) tokens.set(name, undefined);
    else if (level === 'END_USER') tokens.set(name, world.globex.user.token);
    else {
      const owner = owners[level];
      if (role !== 'NOTHING') {
        tokens.set(name, (await colleague(world, owner, role ?? 'OWNER')).token);
        continue;
      }
      const id = newId();
      await world.sql(
        `insert into role (id, level, reseller_id, company_id, name, permissions, areas, manages)
           values ($1, $2, $3, $4, 'Nothing', $5, '{}', '{}')`,
        [id, level, ...owner.tenant, everyones(level)],
      );
      tokens.set(name, (await colleague(world, owner, { id })).token);
    }
  }
});
afterAll(() => app.close());

const REFUSED = 'Your role does not allow this.';

async function ask(root: Root, name: string, token: string | undefined) {
  const type = root === 'query' ? schema().getQueryType() : schema().getMutationType();
  const field = type?.getFields()[name];
  if (!field) throw new Error(`There is no ${name} any more.`);
  const given = field.args.filter((argument) => String(argument.type).endsWith('!'));
  const declared = given.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const passed = given.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isObjectType(getNamedType(field.type)) ? '{ __typename }' : '';
  return app.ask(
    `${root} ${declared && `(${declared})`} { ${name}${passed && `(${passed})`} ${selection} }`,
    // Ids of nothing: what is allowed begins, and finds nothing to do anything with.
    Object.fromEntries(
      given.map((argument) => [argument.name, plausible(argument.type, argument.name, newId)]),
    ),
    token,
  );
}

describe('[S22] [S26] who may ask for', () => {
  test.each(rootFields().filter(({ name }) => !OF_SESSIONS.includes(name)))(
    '$root $name',
    async ({ root, name }) => {
      const may = MATRIX.get(name);
      expect(may, 'its line is missing: see test/guards/field-roles.ts').toBeDefined();
      for (const asker of ASKERS) {
        const { errors = [] } = await ask(root, name, tokens.get(asker.name));
        const said = errors.map(({ message, extensions: { code } }) => `${code}: ${message}`);
        const refused = errors.some(
          ({ message, extensions: { code } }) =>
            code === 'UNAUTHENTICATED' || (code === 'FORBIDDEN' && message === REFUSED),
        );
        expect(!refused, `${asker.name}: ${said.join(' ')}`).toBe(may?.has(asker.name));
        expect(said.join(' '), asker.name).not.toContain('INTERNAL');
      }
    },
  );
});

describe('[S22] who gets what of an object that they get', () => {
  const lists = features.flatMap(({ lists: some = [] }) => some);
  const restricted = Map.groupBy(
    nestedFields().filter(({ nested }) => nested.kind !== 'value'),
    ({ type }) => type,
  );
  const cases = [...restricted].flatMap(([type, fields]) => {
    const list = lists.find(({ table }) => table.typeName === type);
    return list ? [{ type, fields, list }] : [];
  });

  test.each(cases)('$type', async ({ fields, list: { options } }) => {
    const page = (asker: Asker, field: string) =>
      app.ask<Record<string, { nodes: Record<string, unknown>[] }>>(
        `{ ${options.name}(first: 3) { nodes { ${field} } } }`,
        {},
        tokens.get(asker.name),
      );
    for (const asker of ASKERS.filter((each) => mayAsk(each, options.permission)))
      for (const { field, nested } of fields) {
        const type = schema().getType(fields[0]?.type ?? '');
        const inner = isObjectType(type) && isObjectType(getNamedType(type.getFields()[field]?.type));
        const asked =
          nested.kind === 'list'
            ? `${field}(first: 1) { nodes { __typename } }`
            : `${field}${inner ? ' { __typename }' : ''}`;
        const { data, errors = [] } = await page(asker, asked);
        const codes = errors.map(({ extensions: { code } }) => code);
        const wanted = gets(asker, nested);
        expect(codes, `${asker.name}: ${field}`).toEqual(
          wanted || nested.kind === 'levels' ? [] : ['FORBIDDEN'],
        );
        if (!wanted && nested.kind === 'levels')
          for (const node of data[options.name]?.nodes ?? [])
            expect(node[field], `${asker.name}: ${field}`).toBeNull();
      }
  });
});

describe('[S22] permissions alone, with row security off', () => {
  beforeAll(async () => {
    for (const { table } of allTables()) await world.sql(`alter table ${table} disable row level security`);
  });

  test.each(rootFields().filter(({ name }) => !OF_SESSIONS.includes(name)))(
    '$root $name is refused to whom it is not for',
    async ({ root, name }) => {
      const may = MATRIX.get(name);
      for (const asker of ASKERS.filter((each) => !may?.has(each.name))) {
        const { data, errors = [] } = await ask(root, name, tokens.get(asker.name));
        expect(errors[0]?.extensions.code, asker.name).toMatch(/^(UNAUTHENTICATED|FORBIDDEN)$/);
        expect(data?.[name] ?? null, asker.name).toBeNull();
      }
    },
  );
});
