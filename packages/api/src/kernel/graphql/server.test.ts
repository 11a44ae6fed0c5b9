import { ERROR_CODES } from '@steward/shared';
import { serverAudits } from 'graphql-http';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLog } from '../log.ts';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../testing/world.ts';
import { LIMITS } from './limits.ts';

let app: TestApp;
let world: World;
const logged: string[] = [];

beforeAll(async () => {
  const log = createLog('debug', { write: (line) => void logged.push(line) });
  app = await startTestApp({
    config: { production: true },
    log,
    statementTimeoutMs: 500,
  });
  world = await createWorld(app);
});
afterAll(() => app.close());

const JSON_TYPE = { 'content-type': 'application/json' };
const send = (init: RequestInit, path = '/graphql') => fetch(`${app.url}${path}`, init);
const post = (body: unknown, headers: Record<string, string> = JSON_TYPE) =>
  send({ method: 'POST', headers, body: typeof body === 'string' ? body : JSON.stringify(body) });
const times = (count: number, text: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');
const codes = ({ errors = [] }: { errors?: { extensions: { code: string } }[] }) =>
  errors.map(({ extensions }) => extensions.code);

test('[S27] GraphQL over HTTP: the audits find no error', async () => {
  // They ask about the schema, which production does not tell.
  const open = await startTestApp();
  try {
    const broken: string[] = [];
    for (const audit of serverAudits({ url: `${open.url}/graphql`, fetchFn: fetch })) {
      const result = await audit.fn();
      if (result.status === 'ok') continue;
      if (result.status === 'error') broken.push(`${result.name}: ${result.reason}`);
      else console.info(`${result.status}: ${result.name}: ${result.reason}`);
    }
    expect(broken).toEqual([]);
  } finally {
    await open.close();
  }
});

describe('an operation that was asked before is answered as the first time', () => {
  const LIST = 'query Page($first: Int) { companies(first: $first) { nodes { id name } } viewer { email } }';
  const ROW = 'query ($id: ID!) { company(id: $id) { id name } }';
  const requests: [what: string, body: () => object, headers?: Record<string, string>][] = [
    ['a list', () => ({ query: LIST, variables: { first: 1 } })],
    ['by its name', () => ({ query: LIST, operationName: 'Page' })],
    ['by a name it has not', () => ({ query: LIST, operationName: 'Other' })],
    ['a row', () => ({ query: ROW, variables: { id: world.globex.id } })],
    ['a row that is not there', () => ({ query: ROW, variables: { id: world.initech.id } })],
    ['without its variable', () => ({ query: ROW })],
    ['with a variable of the wrong type', () => ({ query: LIST, variables: { first: 'ten' } })],
    ['with a page that is too long', () => ({ query: LIST, variables: { first: 1_000 } })],
    ['with variables that are no object', () => ({ query: LIST, variables: [1] })],
    ['with extensions', () => ({ query: LIST, extensions: { persistedQuery: { version: 1 } } })],
    ['a mutation', () => ({ query: 'mutation { signOut }' }), { authorization: '' }],
    ['by nobody', () => ({ query: LIST }), { authorization: '' }],
    ['as GraphQL over HTTP', () => ({ query: LIST }), { accept: 'application/graphql-response+json' }],
    ['as something else', () => ({ query: LIST }), { accept: 'text/html' }],
    ['as text', () => ({ query: LIST }), { 'content-type': 'text/plain' }],
  ];
  test.each(requests)('%s', async (_what, body, headers = {}) => {
    const answer = async () => {
      const authorization = `Bearer ${world.globex.admin.token}`;
      const response = await post(JSON.stringify(body()), { ...JSON_TYPE, authorization, ...headers });
      const type = response.headers.get('content-type');
      return { status: response.status, type, body: (await response.text()).replace(/[\w-]{36}\.?"/g, '"') };
    };
    const [first, second, third] = [await answer(), await answer(), await answer()];
    expect(second).toEqual(first);
    expect(third).toEqual(first);
  });
});

describe('[S28] limits', () => {
  const COMPANIES = '{ companies(first: 100) { nodes {';
  const asked = async (query: string, variables = {}) =>
    app.ask(query, variables, world.platform.staff.token);

  test.each([
    [
      'depth',
      `{ companies { nodes { ${'reseller { companies { nodes { '.repeat(3)} id ${'} } }'.repeat(3)} } } }`,
    ],
    ['aliases', `{ ${times(LIMITS.aliases + 1, (i) => `a${i}: __typename`)} }`],
    ['characters of an alias', `{ ${'a'.repeat(LIMITS.aliasLength + 1)}: __typename }`],
    ['directives', `{ ${times(LIMITS.directives + 1, () => '__typename @skip(if: false)')} }`],
    ['fields', `{ ${times(LIMITS.fields + 1, () => '__typename')} }`],
    ['tokens', `{ ${times(LIMITS.tokens, () => '__typename')} }`],
    [
      'objects of one list',
      `${COMPANIES} reseller { companies(first: 100) { nodes { reseller { companies(first: 100) { nodes { id } } } } } } } } }`,
    ],
    [
      'objects of all lists together',
      `{ ${times(4, (i) => `a${i}: companies(first: 100) { nodes { reseller { companies(first: 60) { nodes { id } } } } }`)} }`,
    ],
    ['rows of a page', '{ companies(first: 101) { nodes { id } } }'],
    ['rows of a page, from its end', '{ companies(last: 101) { nodes { id } } }'],
    ['an empty page', '{ companies(first: 0) { nodes { id } } }'],
  ])('too many: %s', async (_what, query) => {
    expect(codes(await asked(query))).toEqual(['INVALID_INPUT']);
  });

  test.each([
    ['aliases', `{ ${times(LIMITS.aliases, (i) => `a${i}: __typename`)} }`],
    ['characters of an alias', `{ ${'a'.repeat(LIMITS.aliasLength)}: companies { totalCount } }`],
    ['a page', '{ companies(first: 100) { nodes { id } } }'],
    ['objects', `${COMPANIES} reseller { companies(first: 100) { nodes { id } } } } } }`],
  ])('at the bound: %s', async (_what, query) => {
    expect(codes(await asked(query))).toEqual([]);
  });

  test('a body of 1 MiB is read, one byte more is refused with 413', async () => {
    const body = (bytes: number) => {
      const frame = JSON.stringify({ query: '{ __typename }', variables: { x: '' } });
      return JSON.stringify({ query: '{ __typename }', variables: { x: 'x'.repeat(bytes - frame.length) } });
    };
    expect(body(LIMITS.bodyBytes)).toHaveLength(LIMITS.bodyBytes);
    expect((await post(body(LIMITS.bodyBytes))).status).toBe(200);
    const refused = await post(body(LIMITS.bodyBytes + 1));
    expect(refused.status).toBe(413);
    expect(codes((await refused.json()) as object)).toEqual(['INVALID_INPUT']);
  });
});

describe('[S29] many operations in one request', () => {
  const SIGN_IN = (count: number) =>
    `mutation ($email: String!) { ${times(count, (i) => `a${i}: signIn(email: $email, password: "wrong-${i}") { accessToken }`)} }`;
  const failures = async () =>
    (
      await world.sql<{ failures: number }>(
        'select coalesce(max(failures), 0) as failures from sign_in_throttle',
      )
    )[0]?.failures ?? 0;

  test('a batch is refused', async () => {
    const response = await post([{ query: '{ __typename }' }, { query: '{ __typename }' }]);
    expect(response.status).toBe(400);
    expect(codes((await response.json()) as object)).toEqual(['INVALID_INPUT']);
  });

  test('100 aliased sign-ins are refused, and as many as run count', async () => {
    const email = 'admin@globex.example';
    expect(codes(await app.ask(SIGN_IN(100), { email }))).toEqual(['INVALID_INPUT']);
    expect(await failures()).toBe(0);
    const some = await app.ask(SIGN_IN(LIMITS.aliases), { email });
    const tried = codes(some).length;
    expect(new Set(codes(some))).toEqual(new Set(['UNAUTHENTICATED']));
    expect(await failures()).toBe(tried);
  });
});

describe('[S30] in production', () => {
  test.each(['{ __schema { types { name } } }', '{ __type(name: "Company") { fields { name } } }'])(
    'no introspection: %s',
    async (query) => {
      const answer = await app.ask(query, {}, world.platform.staff.token);
      expect(codes(answer)).toContain('INVALID_INPUT');
      expect(answer.data ?? null).toBeNull();
    },
  );

  test.each([
    ['of a field', '{ companie { nodes { id } } }', {}],
    ['of an argument', '{ companies(frist: 1) { nodes { id } } }', {}],
    ['of a field of an input', '{ companies(filter: { serch: "x" }) { nodes { id } } }', {}],
    [
      'of a member of a variable',
      'query ($f: CompanyFilter) { companies(filter: $f) { nodes { id } } }',
      { f: { serch: 'x' } },
    ],
    [
      'of an enumeration',
      'query ($f: CompanyFilter) { companies(filter: $f) { nodes { id } } }',
      { f: { status: 'ACTIV' } },
    ],
    ['of a type', 'query ($f: CompanyFiltr) { companies(filter: $f) { nodes { id } } }', {}],
  ])('no suggestions %s', async (_what, query, variables) => {
    const answer = await app.ask(query, variables, world.platform.staff.token);
    expect(codes(answer)[0]).toBe('INVALID_INPUT');
    expect(JSON.stringify(answer)).not.toContain('Did you mean');
  });

  test('no IDE for browsers', async () => {
    const response = await send({ headers: { accept: 'text/html' } });
    expect(response.status).toBe(400);
    expect(codes((await response.json()) as object)).toEqual(['INVALID_INPUT']);
  });
});

describe('[S31] requests that other sites can send', () => {
  const query = 'mutation { signOut }';
  const encoded = new URLSearchParams({ query }).toString();
  test.each<[string, RequestInit, string]>([
    ['a mutation by GET', { headers: { ...JSON_TYPE } }, `/graphql?${encoded}`],
    ['a query by GET without a header that needs permission', {}, '/graphql?query={__typename}'],
    [
      'text/plain',
      { method: 'POST', body: JSON.stringify({ query }), headers: { 'content-type': 'text/plain' } },
      '/graphql',
    ],
    [
      'a form',
      { method: 'POST', body: encoded, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      '/graphql',
    ],
    ['a form with parts', { method: 'POST', body: new FormData() }, '/graphql'],
    ['no content type', { method: 'POST', body: new Blob([JSON.stringify({ query })]) }, '/graphql'],
  ])('%s is refused', async (_what, init, path) => {
    const response = await send(init, path);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(codes((await response.json()) as object)).toEqual(['INVALID_INPUT']);
  });

  test('no other site may read an answer', async () => {
    const response = await send({ method: 'OPTIONS', headers: { origin: 'https://evil.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('[S32] 500 duplicate fields are refused, as many as are allowed become one', async () => {
  const ask = (count: number) =>
    app.ask<{ companies: object }>(
      `{ companies(first: 1) { nodes { ${times(count, () => 'name')} } } }`,
      {},
      world.globex.admin.token,
    );
  expect(codes(await ask(500))).toEqual(['INVALID_INPUT']);
  expect((await ask(LIMITS.fields - 2)).data.companies).toEqual({ nodes: [{ name: 'Globex Ltd' }] });
});

test('[S33] a statement that takes too long is cancelled in PostgreSQL and answered', async () => {
  const blocker = new pg.Client({ connectionString: app.database.superuserUrl });
  await blocker.connect();
  try {
    await blocker.query('begin; lock table steward.company in access exclusive mode');
    const answer = await app.ask('{ companies { totalCount } }', {}, world.platform.staff.token);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('stopped'),
      extensions: { code: 'INTERNAL' },
    });
    const { rows } = await blocker.query(
      `select query from pg_stat_activity where usename = 'steward_app' and datname = current_database() and query like '%company%' and (state = 'active' or xact_start is not null)`,
    );
    expect(rows).toEqual([]);
  } finally {
    await blocker.end();
  }
  await vi.waitFor(
    async () =>
      expect(codes(await app.ask('{ companies { totalCount } }', {}, world.platform.staff.token))).toEqual(
        [],
      ),
    20_000,
  );
});

describe('[S34] every error has a code of the list and shows nothing of the inside', () => {
  const INSIDE = /select |insert |steward_|relation |constraint|\.ts:|\.js:|node_modules|at async|pg_|stack/i;
  const asStaff = (query: string, variables: object = {}): RequestInit => ({
    method: 'POST',
    headers: { ...JSON_TYPE, authorization: `Bearer ${world.platform.staff.token}` },
    body: JSON.stringify({ query, variables }),
  });
  const LIST =
    'query ($first: Int, $after: String, $filter: CompanyFilter) { companies(first: $first, after: $after, filter: $filter) { nodes { id } } }';
  const cursor = (...values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url');

  const requests: [what: string, init: () => RequestInit, path?: string][] = [
    ['malformed JSON', () => ({ method: 'POST', headers: JSON_TYPE, body: '{"query": ' })],
    ['JSON that is no object', () => ({ method: 'POST', headers: JSON_TYPE, body: '"query"' })],
    ['no query', () => ({ method: 'POST', headers: JSON_TYPE, body: '{}' })],
    ['a query that is no text', () => ({ method: 'POST', headers: JSON_TYPE, body: '{"query": {"a": 1}}' })],
    [
      'variables that are no object',
      () => ({ method: 'POST', headers: JSON_TYPE, body: '{"query":"{__typename}","variables":"x"}' }),
    ],
    [
      'a wrong content type',
      () => ({ method: 'POST', headers: { 'content-type': 'application/xml' }, body: '<a/>' }),
    ],
    [
      'an unknown character set',
      () => ({
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=klingon' },
        body: '{}',
      }),
    ],
    [
      'a persisted query',
      () => ({
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
      }),
    ],
    ['a syntax error', () => asStaff('{ companies(')],
    ['an unknown field', () => asStaff('{ companies { secrets } }')],
    [
      'an operation that is not there',
      () => ({
        ...asStaff(''),
        body: JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }),
      }),
    ],
    ['two operations and no choice', () => asStaff('query A { __typename } query B { __typename }')],
    ['a cursor that is none', () => asStaff(LIST, { after: 'x' })],
    ['a cursor with too few values', () => asStaff(LIST, { after: cursor('globex ltd') })],
    ['a cursor with no id', () => asStaff(LIST, { after: cursor('globex ltd', "' or 1=1") })],
    [
      'a cursor of another list',
      () =>
        asStaff('query ($after: String) { sessions(after: $after) { nodes { id } } }', {
          after: cursor('never', world.globex.id),
        }),
    ],
    [
      'a cursor with a time zone that does not exist',
      () =>
        asStaff('query ($after: String) { sessions(after: $after) { nodes { id } } }', {
          after: cursor('2026-01-01 00:00:00+99', world.globex.id),
        }),
    ],
    [
      'a date that is none, written into the query',
      () =>
        asStaff(
          'mutation { recordPayment(input: { invoiceId: "a", amountMinor: 1, receivedOn: "2026-02-30" }) { id } }',
        ),
    ],
    [
      'an address with a zero byte',
      () => asStaff('mutation { requestPasswordReset(input: { email: "a\\u0000@b.example" }) }'),
    ],
    ['half a character', () => asStaff(LIST, { filter: { search: '\ud83d' } })],
    [
      'half a character in a query',
      () => asStaff('{ companies(filter: { search: "\ud83d" }) { totalCount } }'),
    ],
    ['half a character in a name', () => asStaff(LIST, { filter: { '\ud83d': 1 } })],
    ['a filter with a zero byte', () => asStaff(LIST, { filter: { search: 'a\u0000b' } })],
    ['a subscription by POST', () => asStaff('subscription { hint { kind } }')],
    [
      'nobody asking',
      () => ({
        method: 'POST',
        headers: JSON_TYPE,
        body: JSON.stringify({ query: '{ companies { totalCount } }' }),
      }),
    ],
    ['an unknown route', () => ({}), '/nothing/here'],
    [
      'an unknown route below /graphql',
      () => ({ method: 'POST', headers: JSON_TYPE, body: '{}' }),
      '/graphql/nothing',
    ],
    ['another method', () => ({ method: 'PUT', headers: JSON_TYPE, body: '{}' })],
    ['a path that is not encoded', () => ({}), '/%E0%A4%A'],
  ];
  test.each(requests)('%s', async (_what, init, path) => {
    const response = await send(init(), path);
    const text = await response.text();
    const { errors } = JSON.parse(text) as { errors: { message: string; extensions: { code: string } }[] };
    expect(errors.length).toBeGreaterThan(0);
    for (const { message, extensions } of errors) {
      expect(ERROR_CODES).toContain(extensions.code);
      expect(extensions.code, message).not.toBe('INTERNAL');
      expect(message).toMatch(/\S/);
    }
    expect(text).not.toMatch(INSIDE);
    expect(response.status).toBeLessThan(500);
  });

  test('something unexpected is INTERNAL, is logged, and quotes the request', async () => {
    await world.sql('alter table product rename column name to renamed');
    try {
      const response = await send(asStaff('{ products { nodes { name } } }'));
      const text = await response.text();
      const requestId = /"requestId":"([\w-]+)"/.exec(text)?.[1] ?? 'none';
      expect(text).toContain('INTERNAL');
      expect(text).not.toMatch(INSIDE);
      expect(logged.some((line) => line.includes(requestId) && line.includes('does not exist'))).toBe(true);
    } finally {
      await world.sql('alter table product rename column renamed to name');
    }
  });

  test.each([
    [
      'members of an object',
      { f: Object.fromEntries(Array.from({ length: 80_000 }, (_, i) => [`m${i}`, 0])) },
    ],
    ['values', { f: { ids: Array.from({ length: 60_000 }, () => 0) } }],
    ['levels', { f: JSON.parse(`${'['.repeat(400)}${']'.repeat(400)}`) }],
  ])('[S28] too many %s in variables are refused before they are read', async (what, variables) => {
    const answer = await app.ask(
      'query ($f: CompanyFilter) { companies(filter: $f) { totalCount } }',
      variables,
    );
    expect(codes(answer)).toEqual(['INVALID_INPUT']);
    expect(answer.errors?.[0]?.message).toMatch(new RegExp(`at most \\d+ ${what.split(' ')[0]}`));
  });

  test('[S31] an alias may be a word that JavaScript knows', async () => {
    const answer = await app.ask('{ __proto__: __typename constructor: __typename }');
    expect(JSON.stringify(answer.data)).toBe('{"__proto__":"Query","constructor":"Query"}');
  });

  test('[S42] a proxy that nobody named is not believed about whose request it is', async () => {
    const far = await startTestApp({ config: { trustedProxies: ['192.0.2.1'] } });
    const near = await startTestApp();
    try {
      const seen = async (test: TestApp) => {
        const there = await createWorld(test);
        const headers = { 'x-forwarded-for': '203.0.113.9' };
        const signIn =
          'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { accessToken } }';
        await test.ask(signIn, { e: 'admin@acme.example', p: PASSWORD }, undefined, headers);
        return (
          await there.sql<{ address: string }>('select address from session order by created_at, id')
        ).at(-1)?.address;
      };
      expect(await seen(near)).toBe('203.0.113.9');
      expect(await seen(far)).toBe('127.0.0.1');
    } finally {
      await far.close();
      await near.close();
    }
  });

  test.each([
    ['a value that looks like a sentence about it', { search: { ' at "': 'a'.repeat(1_000_000) } }],
    ['a key that does', { [` at "${'a'.repeat(1_000_000)}`]: 1 }],
    ['many that do', { [' at "a"; '.repeat(100_000)]: 1 }],
    ['a long name', { ['a'.repeat(1_000_000)]: 1 }],
  ])(
    '[S28] a megabyte of variables is refused at once, in few words: %s',
    async (_what, f) => {
      const query = 'query ($f: CompanyFilter) { companies(filter: $f) { nodes { id } } }';
      const answer = await app.ask(query, { f });
      expect(codes(answer)).toEqual(['INVALID_INPUT']);
      expect(JSON.stringify(answer).length).toBeLessThan(2_000);
    },
    20_000,
  );

  test('a variable of the wrong type names its field', async () => {
    const answer = await app.ask(LIST, { first: 'ten' }, world.platform.staff.token);
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'INVALID_INPUT',
      fields: [{ path: 'first', message: expect.stringContaining('Int') }],
    });
  });
});

test('[S83] nothing that identifies people, and no secret, is in the log', async () => {
  const canary = 'canary.person@globex.example';
  const attempts: [string, object, string?][] = [
    [
      'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { accessToken } }',
      { e: canary, p: 'canary-password' },
    ],
    [
      'mutation ($e: String!, $p: String!) { signIn(email: $e, password: $p) { accessToken } }',
      { e: 'admin@acme.example', p: PASSWORD },
    ],
    [
      'mutation ($e: String!) { signIn(email: $e, password: {canary: "canary-password"}) { accessToken } }',
      { e: canary },
    ],
    ['query ($t: String!) { invitation(token: $t) { email } }', { t: 'canary-token' }],
    [
      'mutation ($i: AcceptInvitationInput!) { acceptInvitation(input: $i) { id } }',
      { i: { token: 'canary-token', password: 'canary-password' } },
    ],
    [
      'mutation ($i: RequestPasswordResetInput!) { requestPasswordReset(input: $i) }',
      { i: { email: canary } },
    ],
    [
      'mutation ($i: ResetPasswordInput!) { resetPassword(input: $i) }',
      { i: { token: 'canary-token', password: 'canary-password' } },
    ],
    [
      'mutation ($i: ChangePasswordInput!) { changePassword(input: $i) { id } }',
      { i: { currentPassword: 'canary-password', newPassword: 'canary-password-2' } },
      world.platform.staff.token,
    ],
    [
      'query ($f: CompanyFilter) { companies(filter: $f) { nodes { id } } }',
      { f: { search: canary } },
      world.platform.staff.token,
    ],
    [
      'query ($f: CompanyFilter) { companies(filter: $f) { nodes { id } } }',
      { f: { resellerId: canary } },
      world.platform.staff.token,
    ],
    [
      `{ viewer { email } canary: companies(filter: { search: "${canary}" }) { totalCount } }`,
      {},
      'canary.token.value',
    ],
  ];
  const staff = world.platform.staff.token;
  const address = { line1: 'Canary Wharf', city: 'London', postcode: 'E14 5AB' };
  const administrator = { firstName: 'Canary', lastName: 'Canary', email: canary, phone: '020 7946 0999' };
  const onboard = 'mutation ($i: OnboardCompanyInput!) { onboardCompany(input: $i) { id } }';
  const company = {
    resellerId: world.northwind.id,
    name: 'Canary Ltd',
    customerCode: 'CANARY',
    address,
    administrator,
  };
  // The same twice is refused by a unique key, whose message quotes it.
  attempts.push([onboard, { i: company }, staff], [onboard, { i: company }, staff]);
  attempts.push([
    'mutation ($i: AddEndUserInput!) { addEndUser(input: $i) { id } }',
    { i: { companyId: world.globex.id, firstName: 'Canary', lastName: 'Canary', email: canary } },
    staff,
  ]);
  attempts.push([
    'mutation ($i: InviteEndUserInput!) { inviteEndUser(input: $i) { id } }',
    { i: { endUserId: world.acme.user.endUserId } },
    staff,
  ]);
  for (const [query, variables, token] of attempts)
    await app.ask(query, variables, token, { cookie: 'steward_refresh=canary-cookie' });
  await send({ headers: { 'x-forwarded-for': '203.0.113.77' } }, '/invitation?token=canary-query');
  await app.app.work();
  await vi.waitFor(
    async () =>
      expect(await world.sql(`select from mail where state <> 'QUEUED' and "to" = $1`, [canary])).not.toEqual(
        [],
      ),
    10_000,
  );
  const log = logged.join('\n');
  expect(log).toContain('"route":"/graphql"');
  const letters = await world.letters<{ body: string }>('select body from mail where body is not null');
  const links = letters.flatMap(({ body }) => body.match(/(?<=#)[\w-]{20,}/g) ?? []);
  expect(links).not.toEqual([]);
  for (const secret of [
    ...links,
    '79460999',
    'Canary',
    'canary',
    PASSWORD,
    'acme.example',
    'globex.example',
    '203.0.113.77',
    world.globex.admin.token,
  ]) {
    expect(log).not.toContain(secret);
  }
});
