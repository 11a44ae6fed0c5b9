import { type Client, createClient, type ExecutionResult } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.ts';
import { createWorld, PASSWORD, type World } from '../testing/world.ts';
import { LIMITS } from './limits.ts';

let app: TestApp;
let world: World;
const clients: Client[] = [];

beforeAll(async () => {
  app = await startTestApp({ config: { production: true } });
  world = await createWorld(app);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(() => app.close());

const CHANGED = 'subscription { hint { kind id } }';

interface Subscription {
  results: ExecutionResult[];
  /** What the server ended it with: undefined while it goes on, 'complete', or its errors. */
  end: unknown;
}

/** Subscribes as the holder of the token and gathers what comes. */
function subscribe(accessToken: string | undefined, query: string, variables = {}): Subscription {
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    connectionParams: accessToken === undefined ? {} : { accessToken },
    retryAttempts: 0,
    lazy: true,
  });
  clients.push(client);
  const gathered: Subscription = { results: [], end: undefined };
  client.subscribe(
    { query, variables },
    {
      next: (result) => void gathered.results.push(result as ExecutionResult),
      error: (error) => {
        gathered.end = error;
      },
      complete: () => {
        gathered.end = 'complete';
      },
    },
  );
  return gathered;
}
const ended = async (subscription: Subscription) => {
  await vi.waitFor(() => expect(subscription.end).toBeDefined(), 20_000);
  return subscription.end;
};
const codesOf = (end: unknown) =>
  (end as { extensions: { code: string } }[]).map(({ extensions }) => extensions.code);

/** Lets changes of this company be heard until the first one is: from then on the subscription stands. */
async function heard(subscription: Subscription, change: object): Promise<void> {
  await vi.waitFor(async () => {
    await world.sql('select pg_notify($1, $2)', ['steward_changed', JSON.stringify(change)]);
    expect(subscription.results.length).toBeGreaterThan(0);
  }, 10_000);
}
const ofGlobex = () => ({ kind: 'Domain', resellerId: world.northwind.id, companyId: world.globex.id });
const ofInitech = () => ({ kind: 'Domain', resellerId: world.contoso.id, companyId: world.initech.id });

describe('live updates', () => {
  test('[S15] tell whoever a change concerns its kind and id, and nobody else', async () => {
    const globex = subscribe(world.globex.admin.token, CHANGED);
    const northwind = subscribe(world.northwind.admin.token, CHANGED);
    const initech = subscribe(world.initech.admin.token, CHANGED);
    const user = subscribe(world.globex.user.token, CHANGED);
    await heard(initech, ofInitech());
    await heard(globex, ofGlobex());
    await heard(northwind, ofGlobex());
    expect(globex.results[0]).toEqual({ data: { hint: { kind: 'Domain', id: null } } });
    const last = { ...ofInitech(), id: world.initech.domainId };
    await world.sql('select pg_notify($1, $2)', ['steward_changed', JSON.stringify(last)]);
    await vi.waitFor(
      () => expect(initech.results.at(-1)).toEqual({ data: { hint: { kind: 'Domain', id: last.id } } }),
      20_000,
    );
    expect(JSON.stringify([globex, northwind, user])).not.toContain(last.id);
    expect(user.results).toEqual([]);
  });

  test.each([
    ['nobody', undefined],
    ['a forged token', 'eyJhbGciOiJub25lIn0.eyJsZXZlbCI6IlBMQVRGT1JNIn0.'],
  ])('refuse %s', async (_who, token) => {
    expect(await ended(subscribe(token, CHANGED))).toMatchObject({ code: 4403 });
  });

  test('[S31] are for pages of the console: a page of another origin cannot open a socket', async () => {
    const open = (origin?: string) =>
      new Promise<string>((resolve) => {
        const url = `${app.url.replace('http', 'ws')}/graphql`;
        const socket = new WebSocket(url, {
          protocols: 'graphql-transport-ws',
          headers: origin ? { origin } : {},
        } as never);
        socket.addEventListener('open', () => resolve('open'));
        socket.addEventListener('error', () => resolve('refused'));
        socket.addEventListener('open', () => socket.close());
      });
    expect(await open()).toBe('open');
    expect(await open(app.url)).toBe('open');
    expect(await open('http://localhost:4000')).toBe('open');
    for (const other of ['https://evil.example', 'null', 'http://127.0.0.1:1'])
      expect(await open(other), other).toBe('refused');
  });

  test('[S35] end when the session they began with ends', async () => {
    const token = await world.signIn('admin@acme.example');
    const acme = subscribe(token, CHANGED);
    await heard(acme, { kind: 'Domain', resellerId: world.platform.id, companyId: world.acme.id });
    await app.ask('mutation { signOut }', {}, token);
    expect(await ended(acme)).toBe('complete');
  });

  test('[S35] end when the session goes on as another membership', async () => {
    const { personId } = world.northwind.admin;
    const [other] = await world.sql<{ id: string }>(
      `insert into membership (id, person_id, level, reseller_id, first_name, last_name, email, status, created_at)
       values (uuidv7(), $1, 'RESELLER', $2, 'Ada', 'Two', 'two@contoso.example', 'ACTIVE', $3) returning id`,
      [personId, world.contoso.id, app.clock.now()],
    );
    const token = await world.signIn('admin@northwind.example');
    const live = subscribe(token, CHANGED);
    await heard(live, ofGlobex());
    await app.ask(
      'mutation ($id: ID!) { switchMembership(membershipId: $id) { accessToken } }',
      { id: other?.id },
      token,
    );
    expect(await ended(live)).toBe('complete');
  });

  test('[S34] a session that has ended is told so, in the form of every error', async () => {
    const token = await world.signIn('user@initech.example');
    await app.ask('mutation { signOut }', {}, token);
    const late = subscribe(token, CHANGED);
    await vi.waitFor(() => expect(late.results).toHaveLength(1), 20_000);
    expect(late.results[0]?.errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
  });
});

describe('the socket takes subscriptions only, under the same rules as requests', () => {
  const refused = async (query: string, variables = {}) => [
    ...new Set(codesOf(await ended(subscribe(world.globex.admin.token, query, variables)))),
  ];

  test.each([
    ['a query', '{ viewer { email } }'],
    ['[S30] introspection', '{ __schema { types { name } } }'],
    ['[S30] introspection beside a subscription', `${CHANGED} query Q { __schema { types { name } } }`],
    ['a syntax error', 'subscription {'],
    ['[S28] too many tokens', `subscription { ${'hint { kind } '.repeat(300)} }`],
    [
      '[S28] too many aliases',
      `subscription { hint { ${Array.from({ length: 20 }, (_, i) => `a${i}: kind`).join(' ')} } }`,
    ],
  ])('%s is refused', async (_what, query) => {
    expect(await refused(query)).toEqual(['INVALID_INPUT']);
  });

  test('[S28] one socket carries so many subscriptions and no more', async () => {
    const client = createClient({
      url: `${app.url.replace('http', 'ws')}/graphql`,
      connectionParams: { accessToken: world.globex.admin.token },
      retryAttempts: 0,
    });
    clients.push(client);
    const ends: unknown[] = [];
    for (let i = 0; i < LIMITS.subscriptions + 3; i += 1) {
      client.subscribe(
        { query: CHANGED },
        { next: () => {}, error: (error) => void ends.push(error), complete: () => {} },
      );
    }
    await vi.waitFor(() => expect(ends).toHaveLength(3), 5_000);
    expect(ends.flatMap(codesOf)).toEqual(Array(3).fill('RATE_LIMITED'));
  });

  test('[S30] errors give no hints of the schema', async () => {
    const errors = await ended(subscribe(world.globex.admin.token, 'subscription { chang { kind } }'));
    expect(errors).toMatchObject([{ message: expect.stringMatching(/^Cannot query field "chang"[^?]*$/) }]);
  });

  test('[S29] a mutation is refused and does nothing', async () => {
    const signIns = Array.from(
      { length: 100 },
      (_, i) => `a${i}: signIn(email: $email, password: "wrong") { accessToken }`,
    );
    expect(
      await refused(`mutation ($email: String!) { ${signIns.join(' ')} }`, { email: 'x@y.example' }),
    ).toEqual(['INVALID_INPUT']);
    expect(
      await refused(
        'mutation ($email: String!, $p: String!) { signIn(email: $email, password: $p) { accessToken } }',
        {
          email: 'admin@globex.example',
          p: PASSWORD,
        },
      ),
    ).toEqual(['INVALID_INPUT']);
    expect(await world.sql('select from sign_in_throttle')).toEqual([]);
  });
});
