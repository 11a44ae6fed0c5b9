import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allJobs } from '../../src/kernel/jobs.ts';
import { allTables } from '../../src/kernel/table.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { createWorld, type World } from '../../src/kernel/testing/world.ts';
import { fillEveryTable, tenantsOf } from '../isolation/rows.ts';

let app: TestApp;
let world: World;
let holdId: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  // A claim about Globex, before all tables are full: made-up keys open nothing.
  const { data } = await app.ask<{ placeLegalHold: { id: string } }>(
    'mutation ($input: PlaceLegalHoldInput!) { placeLegalHold(input: $input) { id } }',
    { input: { kind: 'COMPANY', reference: 'Claim 2026-114', reason: 'A claim' } },
    world.globex.admin.token,
  );
  holdId = data.placeLegalHold.id;
  await fillEveryTable(world, tenantsOf(world));
});
afterAll(() => app.close());

/** The night: the job of the platform, and those that it leaves behind. */
async function night(): Promise<void> {
  const { scopes, services, log } = app.app;
  const run = async (name: string, payload: object, resellerId: string | null) => {
    const job = allJobs().find((one) => one.name === name);
    const does = job?.does.map((what) => what.name) ?? [];
    const credentials = { kind: 'system', task: name, resellerId, does } as const;
    await job?.run({ scopes, services, log, requestId: 'night', credentials }, payload);
  };
  await run('keep-call-months', {}, null);
  await run('find-retention', {}, null);
  const waiting = await world.sql<{ payload: { resellerId: string; companyId: string | null } }>(
    `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
      where t.id = j.task_id and t.identifier = 'carry-out-retention' returning j.payload`,
  );
  for (const { payload } of waiting) await run('carry-out-retention', payload, payload.resellerId);
}

/** How many rows of a table have the canary in them. */
const canaries = async (table: string) =>
  (
    await world.sql<{ count: number }>(
      `select count(*)::integer as count from "${table}" t where t::text like '%canary%'`,
    )
  )[0]?.count ?? 0;

describe('[D4] [S84] seven years on a moving clock', () => {
  const counts = async () => {
    const found = new Map<string, number>();
    for (const { table } of allTables())
      found.set(
        table,
        (await world.sql<{ count: number }>(`select count(*)::integer as count from "${table}"`))[0]?.count ??
          0,
      );
    return found;
  };

  test('each class goes in its time, what is held stays and says so, what the law keeps stays longest', async () => {
    const { globex, initech } = world;
    for (const company of [globex, initech]) {
      await world.sql(
        `insert into mail (id, reseller_id, company_id, end_user_id, channel, "to", cause, attachments, state, created_at)
         values ($1, $2, $3, $4, 'EMAIL', 'canary@example.com', 'invitation', '[]', 'SENT', $5)`,
        [newId(), company.resellerId, company.id, company.user.endUserId, app.clock.now()],
      );
    }
    await night();
    expect(await canaries('mail')).toBe(2);

    app.clock.set('2027-11-01T09:00:00Z');
    await night();
    expect(await canaries('mail')).toBe(1);
    // A month of calls does not go whole while it is held; what is not held of it goes.
    const calls = () => world.sql<{ company: string }>('select company_id as company from call_record');
    expect(await calls()).toEqual([{ company: globex.id }]);
    const [run] = await world.sql<{
      held: number;
      tables: { table: string; held: number; holds: object[] }[];
    }>('select held, tables from retention_run where company_id = $1 order by started_at desc limit 1', [
      globex.id,
    ]);
    expect(run?.tables.find(({ table }) => table === 'mail')).toMatchObject({
      held: expect.any(Number),
      holds: [{ reference: 'Claim 2026-114', count: expect.any(Number) }],
    });

    await world.sql(`update legal_hold set lifted_at = $2, lifted_by_name = 'Ada' where id = $1`, [
      holdId,
      app.clock.now(),
    ]);
    await night();
    expect(await canaries('mail')).toBe(0);
    expect(await calls()).toEqual([]);
    const early = await counts();

    app.clock.set('2032-09-01T09:00:00Z');
    await night();
    // Invoices are kept to the end of their year and six more.
    const documents = await world.sql<{ buyer: { name: string } }>(
      `select buyer from invoice where buyer->>'name' <> 'Former customer'`,
    );
    expect(documents.length).toBe((await counts()).get('invoice'));

    await world.sql(`update company set left_on = '2032-09-01' where id = $1`, [globex.id]);
    app.clock.set('2034-01-05T09:00:00Z');
    await night();
    const late = await counts();
    // Rows that end with their table's time are gone, documents stand as stones without names, chains stay whole.
    expect(late.get('session')).toBe(0);
    expect(late.get('access_entry')).toBe(0);
    expect(late.get('invoice')).toBe(early.get('invoice'));
    expect(
      await world.sql(
        `select from invoice where buyer->>'name' <> 'Former customer' and issued_on is not null`,
      ),
    ).toEqual([]);
    expect(late.get('audit_entry')).toBeGreaterThanOrEqual(early.get('audit_entry') ?? 0);
    const [person] = await world.sql<{
      first_name: string;
      last_name: string;
      user_id: string;
      email: string | null;
    }>('select first_name, last_name, user_id, email from end_user where id = $1', [globex.user.endUserId]);
    expect(person).toMatchObject({ first_name: 'Erased', last_name: person?.user_id, email: null });
    const [other] = await world.sql<{ first_name: string }>('select first_name from end_user where id = $1', [
      initech.user.endUserId,
    ]);
    expect(other?.first_name).not.toBe('Erased');
    const problems = await world.sql<{ table: string; problem: string }>(
      `select distinct t->>'table' as "table", t->>'problem' as problem from retention_run r, jsonb_array_elements(r.tables) t
        where t->>'problem' is not null`,
    );
    expect(problems).toEqual([]);
    // Once more changes nothing.
    const said = late.get('retention_run');
    await night();
    expect((await counts()).get('retention_run')).toBe(said);
  }, 240_000);
});
