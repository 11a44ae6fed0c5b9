import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { type Config, testConfig } from '../../src/kernel/config.ts';
import { rotateKeys } from '../../src/kernel/rotate-keys.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { startTransitServer, type TransitServer } from '../../src/kernel/testing/transit-server.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';

/** An installation gives its master key to a key service, and takes it back, as docs/runbooks/keys.md says. [S55] [D8] */
const secret = 'the secret that was here from the start, long enough';

interface Process {
  app: App;
  url: string;
}
interface Answer {
  data?: { addEndUser?: { id: string }; endUser?: { mobile: string }; endUsers?: { nodes: object[] } };
  errors?: { message: string; extensions: { code: string } }[];
}

let first: TestApp;
let world: World;
let service: TransitServer;
const running: App[] = [];
/** Who has which mobile number, of which company. */
const people = new Map<string, { mobile: string; token: string }>();

beforeAll(async () => {
  service = await startTransitServer();
  first = await startTestApp({ config: { secret } });
  world = await createWorld(first);
});
afterAll(async () => {
  for (const app of running) await app.close();
  await first.close();
  await service.close();
});

async function start(config: Partial<Config>): Promise<Process> {
  const app = await createApp(testConfig({ secret, ...config }), first.database.appUrl, {
    clock: first.clock,
  });
  running.push(app);
  return { app, url: await app.listen(0, '127.0.0.1') };
}

async function ask({ url }: Process, token: string, query: string, variables: object): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

let telephone = 100;
async function add(at: Process, token: string): Promise<Answer> {
  telephone += 1;
  const mobile = `+447700900${telephone}`;
  const input = { firstName: 'Ada', lastName: mobile, mobile };
  const answer = await ask(
    at,
    token,
    'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
    { input },
  );
  if (answer.data?.addEndUser) people.set(answer.data.addEndUser.id, { mobile, token });
  return answer;
}

async function everybodyReads(...processes: Process[]): Promise<void> {
  for (const at of processes)
    for (const [id, { mobile, token }] of people)
      expect(await ask(at, token, 'query ($id: ID!) { endUser(id: $id) { mobile } }', { id })).toEqual({
        data: { endUser: { mobile } },
      });
}

/** Who wraps the keys there are: `kms transit/steward` or the secret. */
const wrappers = async (): Promise<string[]> =>
  (
    await world.sql<{ by: string }>(
      `select distinct case when wrapped ~ '^[0-9a-f]{8}[.]' then 'secret' else split_part(wrapped, '.', 1) end as by from tenant_key order by 1`,
    )
  ).map(({ by }) => by);

/** Changes all keys by one process while others are asked, several requests at a time; gives how many there were, none of which failed. */
async function rotateUnderLoad(by: Process, ...others: Process[]): Promise<number> {
  first.clock.forward(1_000);
  let done = false;
  let requests = 0;
  const rotating = rotateKeys(by.app.scopes, by.app.services.seals).finally(() => {
    done = true;
  });
  const load = [by, ...others].flatMap((at) =>
    [world.globex, world.initech].map(async ({ admin: { token } }) => {
      do {
        expect((await add(at, token)).errors).toBeUndefined();
        const read = await ask(at, token, '{ endUsers(first: 100) { nodes { mobile } } }', {});
        expect(read.errors).toBeUndefined();
        for (const node of read.data?.endUsers?.nodes ?? [])
          expect((node as { mobile: string | null }).mobile ?? '+44').toMatch(/^\+44/);
        requests += 2;
      } while (!done);
    }),
  );
  await Promise.all([rotating, ...load]);
  return requests;
}

const refusal = (config: Partial<Config>): Promise<string> =>
  createApp(testConfig({ secret, ...config }), first.database.appUrl).then(
    async (app) => {
      await app.close();
      return 'started';
    },
    (error: Error) => error.message,
  );

test('[S55] [D8] a key service takes over from the secret while processes serve, fails, and gives back', {
  timeout: 240_000,
}, async () => {
  const { globex, initech, acme } = world;
  const asBefore = await start({});
  for (let n = 0; n < 3; n += 1) expect((await add(asBefore, globex.admin.token)).errors).toBeUndefined();
  expect(await wrappers()).toEqual(['secret']);

  // Every process is to know the service before one wraps by it.
  const knows = await start({ formerKeyService: service.address });
  const wraps = await start({ keyService: service.address });
  expect((await add(wraps, initech.admin.token)).errors).toBeUndefined();
  expect(await wrappers()).toEqual(['kms transit/steward', 'secret']);
  await everybodyReads(knows, wraps);
  expect(await rotateUnderLoad(wraps, knows)).toBeGreaterThan(0);
  await everybodyReads(knows, wraps);
  expect(await wrappers()).toEqual(['kms transit/steward']);
  expect(await refusal({})).toMatch(/if a key service wrapped its keys, set STEWARD_KMS/);

  // A process that comes up asks once for all keys, and opens them by itself from then on.
  service.asked.clear();
  const fresh = await start({ keyService: service.address });
  await everybodyReads(fresh);
  expect(service.asked.get('/v1/transit/decrypt/steward')).toBeLessThanOrEqual(3);

  service.mood = 'sealed';
  await everybodyReads(knows, wraps, fresh);
  expect((await add(wraps, globex.admin.token)).errors).toBeUndefined();
  // Of a company that has no key yet nothing can be sealed: it is told so, and nothing is written.
  const { errors } = await add(wraps, acme.admin.token);
  expect(errors).toMatchObject([
    {
      message: 'What is confidential cannot be opened for a moment. Please try again.',
      extensions: { code: 'UNAVAILABLE' },
    },
  ]);
  expect(await refusal({ keyService: service.address })).toMatch(
    /^The key service of STEWARD_KMS does not open keys at http:\/\/127\.0\.0\.1:\d+\/v1 with the key transit\/steward: it answered 503 \(Vault is sealed\)\. See that it runs/,
  );
  service.mood = 'well';
  expect((await add(wraps, acme.admin.token)).errors).toBeUndefined();
  await everybodyReads(fresh);

  // Back to the secret, which then suffices.
  const back = await start({ formerKeyService: service.address });
  expect(await rotateUnderLoad(back, fresh)).toBeGreaterThan(0);
  expect(await wrappers()).toContain('secret');
  for (const { app } of [knows, wraps, fresh]) {
    running.splice(running.indexOf(app), 1);
    await app.close();
  }
  await rotateKeys(back.app.scopes, back.app.services.seals);
  expect(await wrappers()).toEqual(['secret']);
  await everybodyReads(await start({}));
});
