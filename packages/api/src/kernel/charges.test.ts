import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp, type TestApp } from './testing/test-app.ts';
import { createWorld, type World } from './testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp({ config: { requestLimits: true } });
  world = await createWorld(app);
});
afterAll(() => app.close());

/** Asks for some ten thousand objects, whatever there is. */
const MUCH = '{ companies(first: 100) { nodes { endUsers(first: 99) { nodes { id } } } } }';

const raw = (query: string, token?: string, from = '192.0.2.1') =>
  fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': from,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ query }),
  });
async function limited(query: string, token?: string, from?: string) {
  for (let i = 0; i < 1_000; i += 1) {
    const response = await raw(query, token, from);
    const body = (await response.json()) as {
      errors?: { extensions: { code: string; retryAfterMs: number } }[];
    };
    if (body.errors?.[0]?.extensions.code === 'RATE_LIMITED')
      return {
        status: response.status,
        after: response.headers.get('retry-after'),
        ...body.errors[0].extensions,
      };
  }
  throw new Error('It was never limited.');
}

test('[S19] who asks too much is told how long to wait, and nobody else feels it', async () => {
  const { status, after, retryAfterMs } = await limited(MUCH, world.northwind.admin.token);
  expect(status).toBe(429);
  expect(retryAfterMs).toBeGreaterThan(0);
  expect(retryAfterMs).toBeLessThan(11_000);
  expect(Number(after)).toBe(Math.ceil(retryAfterMs / 1000));
  for (const other of [world.contoso.admin, world.globex.admin, world.platform.staff])
    expect((await raw(MUCH, other.token)).status).toBe(200);
});

test('[S19] a tenant’s people share what their tenant may ask for', async () => {
  const people = await Promise.all(
    Array.from({ length: 8 }, async (_, i) => {
      const email = `colleague-${i}@initech.example`;
      await world.sql(
        `with p as (insert into person (id, email, password_hash, created_at)
             select uuidv7(), $1, password_hash, created_at from person where id = $2 returning id)
           insert into membership (id, person_id, level, reseller_id, company_id, first_name, last_name, email, status, created_at)
             select uuidv7(), p.id, 'COMPANY', $3, $4, 'A', 'B', $1, 'ACTIVE', now() from p`,
        [email, world.initech.admin.personId, world.contoso.id, world.initech.id],
      );
      return world.signIn(email);
    }),
  );
  const one = '{ endUsers(first: 100) { nodes { id subscriptions(first: 99) { nodes { id } } } } }';
  const statuses: number[] = [];
  // Each knows its tenant after its first request.
  for (const token of people) statuses.push((await raw('{ companies { totalCount } }', token)).status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const answers = await Promise.all(people.map(async (token) => (await raw(one, token)).status));
  expect(answers).toContain(200);
  expect(answers).toContain(429);
});

test('[S19] whoever has not signed in is counted by network', async () => {
  // Each is charged before any of them is carried out.
  const much = `mutation { ${Array.from({ length: 15 }, (_, i) => `a${i}: signOut`).join(' ')} }`;
  const answers = await Promise.all(Array.from({ length: 40 }, () => raw(much, undefined, '198.51.100.1')));
  expect(answers.map(({ status }) => status)).toContain(429);
  expect((await raw(much, undefined, '198.51.100.2')).status).toBe(200);
  expect((await raw('{ companies { totalCount } }', world.acme.admin.token, '198.51.100.1')).status).toBe(
    200,
  );
});
