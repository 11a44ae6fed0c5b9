import { newId } from '@steward/shared';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { writeAudit } from '../../../kernel/audit.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { chainAudit } from './chain-audit.ts';
import { entriesAfter } from './entries-after.ts';
import { findUnchained } from './find-unchained.ts';
import { verifyAudit } from './verify-audit.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await note('first', 'second', 'third', 'fourth', 'fifth');
  await chainAll();
});
afterAll(() => app.close());

const worker = () => ({ kind: 'system', task: 'test', resellerId: world.northwind.id }) as const;
const inScope = <T>(work: Parameters<typeof app.app.scopes.run<T>>[2]) =>
  app.app.scopes.run(worker(), { requestId: 'test' }, work);

/** Notes these at Northwind, as a job would. */
const note = (...actions: string[]) =>
  inScope(async (scope) => {
    for (const action of actions)
      await writeAudit(scope, action, { type: 'Company', id: newId(), resellerId: world.northwind.id });
  });

const chain = (resellerId = world.northwind.id) =>
  perform(
    {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: { kind: 'system', task: 'test', resellerId, does: ['chainAudit'] },
    },
    chainAudit,
    { resellerId },
  );
async function chainAll(): Promise<void> {
  const tenants = await world.sql<{ id: string }>('select id from reseller');
  for (const { id } of tenants) await chain(id);
}

const problems = async () => (await verifyAudit(app.app.scopes)).flatMap((found) => found.problems);
const northwind = async () =>
  (await verifyAudit(app.app.scopes)).find(({ resellerId }) => resellerId === world.northwind.id);
interface Placed {
  id: string;
  position: number;
}
const placed = (action: string): Promise<Placed> =>
  world
    .sql<Placed>('select id, position::int from audit_entry where action = $1', [action])
    .then(([row]) => row as Placed);

describe('the chain of the audit log', () => {
  test('[D9] is sound for every tenant; what waits for its place is counted and is no error', async () => {
    expect(await problems()).toEqual([]);
    const before = await northwind();
    expect(before).toMatchObject({ waiting: 0, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await note('sixth');
    expect(await northwind()).toEqual({ ...before, waiting: 1 });
    await chain();
    expect(await northwind()).toMatchObject({
      entries: (before?.entries ?? 0) + 1,
      waiting: 0,
      problems: [],
    });
  });

  test('[D9] takes in what commits late after what was chained meanwhile; nobody who writes waits', async () => {
    await inScope(async (scope) => {
      await writeAudit(scope, 'late', { type: 'Company', id: newId(), resellerId: world.northwind.id });
      await note('early');
      expect(await chain()).toBe(false);
    });
    const { position } = await placed('early');
    const stream = () => inScope((scope) => entriesAfter(scope, world.northwind.id, position, 10));
    expect(await stream()).toEqual([]);
    await chain();
    expect((await stream()).map((entry) => [entry.action, entry.position])).toEqual([['late', position + 1]]);
    expect(await problems()).toEqual([]);
  });

  test('[D9] is made once by two who are at it at the same time, in batches', async () => {
    await inScope(async (scope) => {
      const subjects = Array.from({ length: 1_500 }, () => ({
        type: 'Company',
        id: newId(),
        resellerId: world.northwind.id,
      }));
      await writeAudit(scope, 'many', ...subjects);
    });
    const more = await Promise.all([chain(), chain()]);
    expect(more).toContain(true);
    while (await chain());
    expect(await northwind()).toMatchObject({ waiting: 0, problems: [] });
  });

  test('[D9] the tenants that have something to chain get a job each', async () => {
    await note('found');
    await perform(
      {
        scopes: app.app.scopes,
        services: app.app.services,
        log: app.app.log,
        requestId: 'test',
        credentials: { kind: 'system', task: 'test', resellerId: null, does: ['findUnchained'] },
      },
      findUnchained,
      {},
    );
    const jobs = await world.sql<{ payload: object }>(
      `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
        where t.identifier = 'chain-audit'`,
    );
    expect(jobs).toEqual([{ payload: { resellerId: world.northwind.id } }]);
    await chain();
  });

  test('[S81] no role changes an entry, chained or not, nor its place', async () => {
    await note('kept');
    await expect(world.sql(`update audit_entry set action = 'x' where action = 'kept'`)).rejects.toThrow(
      'never',
    );
    await expect(
      world.sql(
        `update audit_entry set action = 'x', position = 9999, hash = '', previous_hash = '' where action = 'kept'`,
      ),
    ).rejects.toThrow('never changed');
    await chain();
    await expect(
      world.sql(`update audit_entry set position = position + 100 where action = 'kept'`),
    ).rejects.toThrow('never changed');
    await expect(world.sql('truncate audit_entry')).rejects.toThrow('never changed');
    await expect(inScope((scope) => scope.sql(`update audit_entry set action = 'x'`))).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('[S81] verify-audit names', () => {
  /** Does what only a superuser can, who goes round the triggers. */
  const tamper = (statement: string, parameters: unknown[] = []) =>
    world
      .sql('alter table audit_entry disable trigger user')
      .then(() => world.sql(statement, parameters))
      .finally(() => world.sql('alter table audit_entry enable trigger user'));
  let copy: string;
  beforeAll(async () => {
    await chainAll();
    copy = 'untouched';
    await world.sql(`create table public.${copy} as select * from audit_entry`);
  });
  afterEach(async () => {
    await tamper('delete from audit_entry');
    const [columns] = await world.sql<{ names: string }>(
      `select string_agg(attname, ', ') as names from pg_attribute
        where attrelid = 'audit_entry'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    );
    await tamper(`insert into audit_entry (${columns?.names}) select ${columns?.names} from public.${copy}`);
    expect(await problems()).toEqual([]);
  });

  test.each([
    ['action', `'other'`],
    ['reference', `'NW-1'`],
    ['at', `at - interval '1 microsecond'`],
    ['changed', `'{name}'`],
    ['differences', `'[{"field": "status", "before": "ACTIVE", "after": "SUSPENDED"}]'`],
    ['actor_person_id', 'uuidv7()'],
    ['company_id', 'null', 'signIn'],
    ['request_id', 'null'],
  ])('an entry whose %s was changed', async (column, value, action = 'third') => {
    const [entry] = await world.sql<{ id: string }>(
      `select id from audit_entry where action = $1 and (company_id is not null or action <> 'signIn') order by id limit 1`,
      [action],
    );
    await tamper(`update audit_entry set ${column} = ${value} where id = $1`, [entry?.id]);
    expect(await problems()).toEqual([
      expect.stringMatching(`^The entry ${entry?.id} of 20.* was changed\\.$`),
    ]);
  });

  test('an entry that was changed and given a hash to fit, by the one after it', async () => {
    const [third, fourth] = [await placed('third'), await placed('fourth')];
    await tamper(
      `update audit_entry e set action = 'other', hash = audit_hash(previous_hash,
         jsonb_populate_record(e, '{"action": "other"}')) where id = $1`,
      [third.id],
    );
    expect(await problems()).toEqual([
      expect.stringMatching(
        `^The entry ${fourth.id} .* out of order: it was not put there after ${third.id}\\.$`,
      ),
    ]);
  });

  test('entries that are missing, in the middle, at the beginning and at the end', async () => {
    const { id, position } = await placed('fourth');
    await tamper(`delete from audit_entry where action in ('second', 'third')`);
    expect(await problems()).toEqual([
      `The entries at places ${position - 2} to ${position - 1} are missing before ${id}.`,
    ]);
    await tamper('delete from audit_entry where reseller_id = $1 and position < $2', [
      world.northwind.id,
      position,
    ]);
    expect((await northwind())?.problems).toEqual([
      `The entries at places 1 to ${position - 1} are missing before ${id}.`,
    ]);
    await tamper('delete from audit_entry where reseller_id = $1', [world.northwind.id]);
    expect((await northwind())?.problems).toEqual([
      expect.stringMatching(/^The entries at places 1 to \d+ are missing at the end\.$/),
    ]);
  });

  test('entries that changed places', async () => {
    const [third, fourth] = [await placed('third'), await placed('fourth')];
    await tamper(
      `update audit_entry set position = case id when $1 then $4::bigint else $3::bigint end where id in ($1, $2)`,
      [third.id, fourth.id, third.position, fourth.position],
    );
    expect(await problems()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`^The entry ${fourth.id} .* at place ${third.position} is out of order`),
        expect.stringMatching(`^The entry ${third.id} .* at place ${fourth.position} is out of order`),
      ]),
    );
  });

  test('an entry that was put in, and one whose closing up hides a missing one', async () => {
    const [second, third] = [await placed('second'), await placed('third')];
    await tamper(
      `insert into audit_entry (id, reseller_id, at, action, subject_type, position, previous_hash, hash)
       select uuidv7(), reseller_id, at, 'put in', 'Company', position, previous_hash, hash from audit_entry where id = $1`,
      [third.id],
    );
    expect((await problems()).join()).toMatch(/was changed/);
    await tamper(`delete from audit_entry where action = 'put in' or id = $1`, [third.id]);
    await tamper('update audit_entry set position = position - 1 where reseller_id = $1 and position > $2', [
      world.northwind.id,
      third.position,
    ]);
    const { id } = await placed('fourth');
    expect(await problems()).toEqual([
      expect.stringMatching(`^The entry ${id} .* it was not put there after ${second.id}\\.$`),
      expect.stringMatching(/missing at the end/),
    ]);
  });
});
