import { afterAll, beforeAll, expect, test } from 'vitest';
import { confirm, fileOf, upload } from '../../src/features/people/changes/factory.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { cleanUp, dataFolder, type Steward, steward } from '../commands/steward.ts';

/** Workers are processes of their own here, which are killed as nothing kills in order. */
const SECRET = 'the secret of an installation whose workers are killed';
/** People of the file, and the two at whom the worker is killed: in the second batch of a thousand. */
const PEOPLE = 2_200;
const LOCK = 4_713;

let app: TestApp;
let world: World;
let folder: string;

beforeAll(async () => {
  folder = await dataFolder();
  // The worker's clock is the real one.
  app = await startTestApp({ at: new Date().toISOString(), config: { secret: SECRET } });
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(async () => {
  await cleanUp();
  await app.close();
});

const work = async (): Promise<Steward> => {
  const worker = steward('work', {
    DATABASE_URL: app.database.appUrl,
    STEWARD_SECRET: SECRET,
    STEWARD_DATA: folder,
  });
  await worker.says(/works off its queue/);
  return worker;
};
interface Standing {
  state: string;
  doneCount: number;
  refusedCount: number;
  reversedCount: number;
  keptCount: number;
}
const standing = async (id: string): Promise<Standing> =>
  (
    await app.ask<{ changeSet: Standing }>(
      'query ($id: ID!) { changeSet(id: $id) { state doneCount refusedCount reversedCount keptCount } }',
      { id },
      world.globex.admin.token,
    )
  ).data.changeSet;

/** What is there of the file's people, and what the audit log says was done to how many. */
async function counts() {
  const [found] = await world.sql<Record<string, number>>(
    `select count(*)::int as people, count(*) filter (where u.status = 'ACTIVE')::int as active,
        (select count(*) from email_address a join end_user p on p.id = a.end_user_id where p.last_name = 'Killed')::int as addresses,
        (select count(*) from subscription s join end_user p on p.id = s.end_user_id where p.last_name = 'Killed')::int as services,
        (select count(*) from audit_entry where action = 'applyBulkChange' and subject_type = 'EndUser')::int as applied,
        (select count(*) from audit_entry where action = 'reverseBulkChange' and subject_type = 'EndUser')::int as reversed
       from end_user u where u.last_name = 'Killed'`,
  );
  return found;
}

/** Has a worker do what `begin` queues, and kills it as it comes to somebody in the middle of the second batch. */
async function killHalfWay(event: 'insert' | 'update', begin: () => Promise<void>): Promise<void> {
  // It serves no database that has a trigger of somebody else's.
  const worker = await work();
  await world.sql(`create function hold_up() returns trigger language plpgsql as $$ begin
     if new.first_name = 'Ada 1500' then perform pg_advisory_xact_lock(${LOCK}); end if; return new; end $$`);
  await world.sql(
    `create trigger hold_up before ${event} on end_user for each row execute function hold_up()`,
  );
  await world.sql(`select pg_advisory_lock(${LOCK})`);
  await begin();
  const waiting = () =>
    world.sql(
      `select from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted
          and database = (select oid from pg_database where datname = current_database())`,
    );
  await expect.poll(waiting, { timeout: 60_000 }).toHaveLength(1);
  worker.signal('SIGKILL');
  expect((await worker.ended).code).toBeNull();
  await world.sql(`select pg_advisory_unlock(${LOCK})`);
  await world.sql('drop trigger hold_up on end_user');
  await world.sql('drop function hold_up');
}

test('[U2] a worker that is killed with -9 half way through a file leaves nothing half done; another one goes on, and nothing is done twice', {
  timeout: 300_000,
}, async () => {
  const { token } = world.globex.admin;
  const { data } = await app.ask<{ products: { nodes: { code: string; unit: string }[] } }>(
    '{ products { nodes { code unit } } }',
    {},
    token,
  );
  const code = data.products.nodes.find(({ unit }) => unit === 'PER_USER')?.code ?? '';
  const file = fileOf('Killed', PEOPLE)
    .replace('Job title\n', 'Job title,Services\n')
    .replaceAll(',,\n', `,,,${code}\n`);
  const { id } = await upload(app, token, file);

  await killHalfWay('insert', async () => {
    expect((await confirm(app, token, id)).errors).toBeUndefined();
  });
  expect(await standing(id)).toMatchObject({ state: 'RUNNING', doneCount: 1_000, refusedCount: 0 });
  const half = { people: 1_000, addresses: 1_000, services: 1_000, applied: 1_000 };
  expect(await counts()).toMatchObject(half);

  const second = await work();
  await expect.poll(() => standing(id), { timeout: 120_000, interval: 500 }).toMatchObject({ state: 'DONE' });
  second.signal('SIGTERM');
  await second.ended;
  expect(await standing(id)).toMatchObject({ doneCount: PEOPLE, refusedCount: 0 });
  const all = { people: PEOPLE, active: PEOPLE, addresses: PEOPLE, services: PEOPLE, applied: PEOPLE };
  expect(await counts()).toMatchObject(all);

  // The same for taking it back: who has a service stays, suspended.
  await killHalfWay('update', async () => {
    const { errors } = await app.ask(
      'mutation ($id: ID!) { reverseBulkChange(input: { id: $id }) { id } }',
      { id },
      token,
    );
    expect(errors).toBeUndefined();
  });
  expect(await standing(id)).toMatchObject({ state: 'REVERSING', reversedCount: 1_000, keptCount: 0 });
  expect(await counts()).toMatchObject({ people: PEOPLE, active: PEOPLE - 1_000, reversed: 1_000 });
  const third = await work();
  await expect
    .poll(() => standing(id), { timeout: 120_000, interval: 500 })
    .toMatchObject({ state: 'REVERSED' });
  third.signal('SIGTERM');
  await third.ended;
  expect(await standing(id)).toMatchObject({ reversedCount: PEOPLE, keptCount: 0 });
  expect(await counts()).toMatchObject({ people: PEOPLE, active: 0, reversed: PEOPLE, applied: PEOPLE });
});
