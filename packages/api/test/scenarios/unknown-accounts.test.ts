import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { allTables } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';

/**
 * Whether somebody signs in with an address is told neither by answers nor by time. [S42] What is measured is bounded so that it
 * is stable: known and unknown addresses in turn, medians, a difference as large as a hash or a mail would make, and a busy
 * machine gets a second and a third go, which something that is really slower does not pass either.
 */
const PAIRS = 15;
const ROUNDS = 3;
/** A password that is hashed for known addresses only would be some 25 ms, and several times the rest. */
const APART_MS = 6;
const APART = 0.35;

let app: TestApp;
let world: World;
let unknown = 0;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  // What is left to be done later is counted as a job, and must not write in the middle of the counting.
  await world.sql(`create function hold_job() returns trigger language plpgsql as
    $$ begin new.run_at := now() + interval '1 day'; return new; end $$`);
  await world.sql(`create trigger held before insert on graphile_worker._private_jobs
    for each row execute function hold_job()`);
  const due = () => world.sql('select from graphile_worker._private_jobs where run_at <= now()');
  await vi.waitFor(async () => expect(await due()).toEqual([]), { timeout: 20_000 });
});
afterAll(() => app.close());

const KNOWN = 'admin@globex.example';
const nobody = (): string => {
  unknown += 1;
  return `nobody${unknown}@globex.example`;
};

const DOORS: readonly [name: string, query: string][] = [
  [
    'signIn',
    'mutation ($email: String!) { signIn(email: $email, password: "not the password") { accessToken } }',
  ],
  ['requestPasswordReset', 'mutation ($email: String!) { requestPasswordReset(input: { email: $email }) }'],
  [
    'requestTemporaryPassword',
    'mutation ($email: String!) { requestTemporaryPassword(input: { email: $email }) }',
  ],
  [
    'useTemporaryPassword',
    'mutation ($email: String!) { useTemporaryPassword(input: { email: $email, password: "ABCD-EFGH" }) }',
  ],
];

/** As if nobody had tried yet. */
const forget = () => world.sql('delete from sign_in_throttle');

/** What is answered, how long it takes in milliseconds, and how many rows each table has gained. */
async function knock(query: string, email: string) {
  await forget();
  const begun = performance.now();
  const { status, data, errors, cookies } = await app.ask(query, { email });
  const ms = performance.now() - begun;
  const said = errors?.map(({ message, path, extensions }) => ({ message, path, extensions }));
  return { ms, answer: { status, data, said, cookies } };
}

const rows = async (): Promise<Record<string, number>> => {
  const counts = allTables()
    .filter(({ table }) => table !== 'security_event')
    .map(({ table }) => `select '${table}' as name, count(*)::int from ${table}`);
  const found = await world.sql<{ name: string; count: number }>(
    `${counts.join(' union all ')} union all select 'jobs', count(*)::int from graphile_worker._private_jobs`,
  );
  return Object.fromEntries(found.map(({ name, count }) => [name, count]));
};
async function gained(query: string, email: string): Promise<Record<string, number>> {
  await forget();
  // What was refused before is written down a while later, all of it together.
  await app.app.services.security.flush();
  const before = await rows();
  await app.ask(query, { email });
  const after = await rows();
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, count]) => [name, count - (before[name] ?? 0)] as const)
      .filter(([, more]) => more !== 0),
  );
}

const median = (of: number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] as number;

describe('[S42] whether somebody signs in with an address', () => {
  test.each(DOORS)(
    'is not told by %s, neither by its answer nor by what it writes down',
    async (_name, query) => {
      const known = await knock(query, KNOWN);
      for (const email of [nobody(), nobody()])
        expect((await knock(query, email)).answer).toEqual(known.answer);
      const written = await gained(query, KNOWN);
      expect(await gained(query, nobody())).toEqual(written);
    },
  );

  test.each(DOORS)('is not told by how long %s takes', async (_name, query) => {
    const apart: string[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const [ours, theirs]: [number[], number[]] = [[], []];
      for (let pair = 0; pair < PAIRS; pair += 1) {
        // In turn, and each as often first.
        const order = pair % 2 ? [KNOWN, nobody()] : [nobody(), KNOWN];
        for (const email of order) {
          const { ms } = await knock(query, email);
          (email === KNOWN ? ours : theirs).push(ms);
        }
      }
      const [known, other] = [median(ours), median(theirs)];
      const difference = Math.abs(known - other);
      if (difference <= Math.max(APART_MS, APART * Math.min(known, other))) return;
      apart.push(`${known.toFixed(1)} ms where there is one, ${other.toFixed(1)} ms where there is none`);
    }
    expect(apart, 'each round').toEqual([]);
  });
});
