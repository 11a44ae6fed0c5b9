import { newId } from '@steward/shared';
import { type GraphQLField, getNamedType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { features, schema } from '../../src/app.ts';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { foreignAmong, noteChanges, type Reacher, reachOf } from './changed-rows.ts';
import { idPlaces, plausible, tablesFor, withIn } from './plausible.ts';
import type { Role } from './reach.ts';
import { fillEveryTable, type Tenant, tenantsOf } from './rows.ts';

/**
 * Row security alone: everyone's role permits everything here, as if no verb, list or view asked for a permission. What others
 * have is neither read nor changed all the same. That permissions hold alone, without row security, is in field-roles.test.ts.
 */
let app: TestApp;
let world: World;
let principals: Principal[];
let changes: Awaited<ReturnType<typeof noteChanges>>;

interface Principal extends Reacher {
  name: string;
  token: string;
}

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const tenants = tenantsOf(world) as [Tenant, Tenant, Tenant];
  await fillEveryTable(world, tenants);
  const everything = features.flatMap(({ permissions = {} }) => Object.keys(permissions));
  await world.sql('update role set permissions = $1', [everything]);
  const [globex, initech] = tenants;
  const known: [string, Role, Tenant, string][] = [
    ['northwind', 'reseller', globex, world.northwind.admin.email],
    ['contoso', 'reseller', initech, world.contoso.admin.email],
    ['globex', 'company', globex, world.globex.admin.email],
    ['initech', 'company', initech, world.initech.admin.email],
    ['globex user', 'endUser', globex, world.globex.user.email],
  ];
  principals = [];
  for (const [name, role, tenant, email] of known)
    principals.push({ name, token: await world.signIn(email), ...(await reachOf(world, role, tenant)) });
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
  changes = await noteChanges(world, BY_ITSELF);
});
afterAll(() => app.close());

/** Ends the session that the other requests come with, or opens one: tried with the sessions themselves. */
const OF_SESSIONS = [
  'reportLost',
  'signIn',
  'signOut',
  'refreshSession',
  'switchMembership',
  'revokeSession',
  'endOtherSessions',
  'endSessions',
];
type Field = GraphQLField<unknown, unknown>;
const fieldsOf = (root: 'query' | 'mutation'): Field[] => {
  const type = root === 'query' ? schema().getQueryType() : schema().getMutationType();
  return Object.values(type?.getFields() ?? {}).filter(({ name }) => !OF_SESSIONS.includes(name));
};

async function ask(
  root: 'query' | 'mutation',
  field: Field,
  args: Record<string, unknown>,
  token: string,
): Promise<GraphQLAnswer<Record<string, unknown>>> {
  const given = field.args.filter(({ name }) => args[name] !== undefined);
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ');
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ');
  const type = getNamedType(field.type);
  const fields = isObjectType(type) ? type.getFields() : {};
  const selection = fields.nodes
    ? '{ nodes { id } }'
    : fields.id
      ? '{ id }'
      : isObjectType(type)
        ? '{ __typename }'
        : '';
  const answer = await app.ask<Record<string, unknown>>(
    `${root} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`,
    args,
    token,
  );
  // Or permissions would hold, and not row security.
  expect(answer.errors?.map(({ message }) => message) ?? []).not.toContain('Your role does not allow this.');
  return answer;
}

/** Tables in which requests write by themselves, or for whoever asks, and of which nobody reads a row. */
const BY_ITSELF = ['audit_entry', 'passkey_challenge', 'security_event', 'session', 'sign_in_throttle'];
/** Where anybody may leave something, which none of them reads, and the key under which it is sealed. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  submitRightsRequest: ['rights_enquiry', 'tenant_key'],
};
/** What everybody has in common. */
const COMMON = ['agreement', 'product', 'role', 'sign_in_policy'];

const argumentsOf = (one: Principal, field: Field): Record<string, unknown> =>
  Object.fromEntries(
    field.args
      .filter((argument) => String(argument.type).endsWith('!'))
      .map((argument) => [
        argument.name,
        plausible(argument.type, argument.name, (name) => {
          for (const { table } of tablesFor(name, field)) {
            const [id] = one.own.get(table) ?? [];
            if (id) return id;
          }
          return newId();
        }),
      ]),
  );

/** What has changed since this was last asked, with what is noted a moment later of who has opened what. */
const changed = async () => {
  await app.app.services.accessLedger.flush();
  return changes();
};

describe('[S2] [S18] row security holds where nobody asks for a permission', () => {
  test.each(fieldsOf('query').map((field) => [field.name, field] as const))(
    'query %s gives nothing of others',
    async (_name, field) => {
      for (const one of principals) {
        const args = argumentsOf(one, field);
        const others = [...one.others].flatMap(([table, ids]) => (COMMON.includes(table) ? [] : ids));
        const asked = [args];
        for (const place of idPlaces(field))
          for (const { table } of place.tables)
            for (const id of (one.others.get(table) ?? []).slice(0, 2)) asked.push(withIn(args, place, id));
        for (const each of asked) {
          const { data } = await ask('query', field, each, one.token);
          const text = JSON.stringify(data ?? null);
          expect(
            others.filter((id) => text.includes(id)),
            one.name,
          ).toEqual([]);
        }
      }
    },
  );

  test.each(fieldsOf('mutation').map((field) => [field.name, field] as const))(
    'mutation %s changes nothing of others',
    async (_name, field) => {
      for (const one of principals) {
        await changed();
        const args = argumentsOf(one, field);
        if (!idPlaces(field).length) await ask('mutation', field, args, one.token);
        for (const place of idPlaces(field))
          for (const { table } of place.tables)
            for (const id of (one.others.get(table) ?? []).slice(0, place.tables.length > 3 ? 1 : 2))
              await ask('mutation', field, withIn(args, place, id), one.token);
        const rows = (await changed()).filter(({ table }) => !LEFT[field.name]?.includes(table));
        expect(await foreignAmong(world, one, rows), one.name).toEqual([]);
      }
    },
  );
});
