import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const ask = (query: string, variables = {}) => app.ask(query, variables, world.globex.admin.token);
const NOBODY = newId();

describe('a query', () => {
  test('answers the fields that can be answered beside those that cannot', async () => {
    const { data, errors } = await ask(
      `{ a: company(id: "${NOBODY}") { id } viewer { email } b: company(id: "${world.globex.id}") { name } }`,
    );
    expect(data).toEqual({ a: null, viewer: { email: 'admin@globex.example' }, b: { name: 'Globex Ltd' } });
    expect(errors).toMatchObject([{ path: ['a'], extensions: { code: 'NOT_FOUND' } }]);
  });

  test('is null as a whole when a field that must not be null cannot be answered', async () => {
    const { data, errors } = await ask('{ viewer { email } companies(first: 0) { totalCount } }');
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['companies'], extensions: { code: 'INVALID_INPUT' } }]);
  });

  test('mixes what PostgreSQL made, what GraphQL completes and the schema, in the order asked', async () => {
    const { data } = await ask(
      '{ __typename companies { totalCount } viewer { level } __schema { queryType { name } } last: __typename }',
    );
    expect(Object.keys(data)).toEqual(['__typename', 'companies', 'viewer', '__schema', 'last']);
    expect(data).toMatchObject({
      companies: { totalCount: 1 },
      viewer: { level: 'COMPANY' },
      __schema: { queryType: { name: 'Query' } },
    });
  });

  test('of the schema alone needs no session', async () => {
    expect((await app.ask('{ __typename }')).data).toEqual({ __typename: 'Query' });
  });

  test('obeys @skip, @include and fragments at its root', async () => {
    const { data } = await ask(
      'query ($no: Boolean! = false) { viewer @include(if: $no) { email } ...F @skip(if: $no) ... on Query @include(if: $no) { gone: companies { totalCount } } } fragment F on Query { companies { totalCount } companies { nodes { id } } }',
    );
    expect(data).toEqual({ companies: { totalCount: 1, nodes: [{ id: world.globex.id }] } });
  });

  test('takes defaults of its variables, and nulls', async () => {
    const list =
      'query ($first: Int = 1, $filter: CompanyFilter) { companies(first: $first, filter: $filter) { nodes { id } } }';
    const staff = world.platform.staff.token;
    const count = async (variables: object) =>
      (await app.ask<{ companies: { nodes: unknown[] } }>(list, variables, staff)).data.companies.nodes
        .length;
    expect(await count({})).toBe(1);
    expect(await count({ first: null, filter: null })).toBe(3);
    expect(await count({ first: 2, filter: { search: null } })).toBe(2);
  });
});

describe('a mutation', () => {
  const SIGN_IN = (password: string) =>
    `signIn(email: "admin@acme.example", password: "${password}") { accessToken }`;
  const failures = async () => (await world.sql('select from sign_in_throttle')).length;

  test('does one field after the other, each for good', async () => {
    const { data, errors } = await app.ask<Record<string, { accessToken: string }>>(
      `mutation { a: ${SIGN_IN(PASSWORD)} b: ${SIGN_IN(PASSWORD)} }`,
    );
    expect(errors).toBeUndefined();
    expect(data.a?.accessToken).not.toBe(data.b?.accessToken);
  });

  test('stops at the first that fails', async () => {
    const sessions = async () => (await world.sql('select from session')).length;
    const before = await sessions();
    const { data, errors } = await app.ask(
      `mutation { a: ${SIGN_IN(PASSWORD)} b: ${SIGN_IN('wrong')} c: ${SIGN_IN(PASSWORD)} }`,
    );
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: ['b'], extensions: { code: 'UNAUTHENTICATED' } }]);
    expect(await sessions()).toBe(before + 1);
    expect(await failures()).toBeGreaterThan(0);
  });

  test('answers with the row as it is after the change, in the selection asked for', async () => {
    const { data, errors } = await ask(
      'mutation ($input: UpdateCompanyInput!) { updateCompany(input: $input) { called: name ...P reseller { name } } } fragment P on Company { phone }',
      { input: { id: world.globex.id, name: 'Globex Renamed', phone: '020 7946 0018' } },
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      updateCompany: { called: 'Globex Renamed', phone: '+442079460018', reseller: { name: 'Northwind IT' } },
    });
  });
});
