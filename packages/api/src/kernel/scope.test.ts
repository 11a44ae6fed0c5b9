import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Company } from '../features/platform/tenancy/index.ts';
import { addInvoice } from '../features/trade/billing/factory.ts';
import { Invoice } from '../features/trade/billing/index.ts';
import type { Credentials, SessionCredentials } from './actor.ts';
import { startTestApp, type TestApp } from './testing/test-app.ts';
import { createWorld, type World } from './testing/world.ts';

let app: TestApp;
let world: World;
let staff: Credentials;
const requestId = 'scope-test';

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  staff = await app.app.services.tokens.verify(world.platform.staff.token);
});
afterAll(() => app.close());

const nameOf = async (id: string) =>
  (await world.sql<{ name: string }>('select name from company where id = $1', [id]))[0]?.name;

describe('a scope', () => {
  test('[S5] leaves nothing of its identity on the connection', async () => {
    const { pool } = app.app.database;
    const user = await app.app.services.tokens.verify(world.globex.user.token);
    for (const who of [user, staff, user]) await app.app.scopes.run(who, { requestId }, async () => {});
    const client = await pool.connect();
    try {
      const { rows } = await client.query(
        `select current_user::text as role, name, coalesce(current_setting('steward.' || name, true), '') as value
           from unnest(array['now', 'session_id', 'person_id', 'membership_id', 'reseller_id', 'company_id', 'end_user_id']) name`,
      );
      expect(rows).toHaveLength(7);
      for (const { name, role, value } of rows)
        expect([name, role, value]).toEqual([name, 'steward_app', '']);
    } finally {
      client.release();
    }
  });

  test('[S5] [S14] of somebody who is signed in goes on as nobody else; one of nobody works for one tenant and no other', async () => {
    const refused = (work: Parameters<typeof app.app.scopes.run>[2]) =>
      expect(app.app.scopes.run(staff, { requestId }, work)).rejects.toThrow('goes on as nobody else');
    await refused((scope) => scope.workFor(world.northwind.id, 'test'));
    const { personId, membershipId } = world.northwind.admin;
    const tenancy = { resellerId: world.northwind.id, companyId: null, endUserId: null };
    await refused((scope) => scope.become('RESELLER', tenancy, { personId, membershipId }));
    await app.app.scopes.run({ kind: 'anonymous' }, { requestId }, async (scope) => {
      await scope.workFor(world.northwind.id, 'test');
      expect(await scope.sql('select distinct reseller_id from company')).toEqual([
        { reseller_id: world.northwind.id },
      ]);
      expect(scope.actor).toMatchObject({ kind: 'system', does: [] });
    });
  });

  test('shows the changes of loaded rows to the statements that follow', async () => {
    const seen = await app.app.scopes.run(staff, { requestId }, async (scope) => {
      const company = await scope.load(Company, world.globex.id);
      company.name = 'Globex Holdings Ltd';
      return scope.sql<{ name: string }>('select name from company where id = $1', [world.globex.id]);
    });
    expect(seen).toEqual([{ name: 'Globex Holdings Ltd' }]);
  });

  test('gives sums as numbers, days as texts and moments as dates, in rows and entities alike', async () => {
    const { id: resellerId } = world.northwind;
    const id = await addInvoice(world, { issuerId: world.platform.id, resellerId, net: 5_000_000_000 });
    const createdAt = new Date('2026-10-01T06:00:00Z');
    await app.app.scopes.run(staff, { requestId }, async (scope) => {
      const invoice = await scope.load(Invoice, id);
      expect(invoice.netMinor + 1).toBe(5_000_000_001);
      expect(invoice.createdAt).toEqual(createdAt);
      const [row] = await scope.sql(
        'select net_minor, issued_on as day, created_at from invoice where id = $1',
        [id],
      );
      expect(row).toEqual({ net_minor: 5_000_000_000, day: '2026-10-01', created_at: createdAt });
    });
  });

  test('that only reads sees one moment, whatever others commit meanwhile, and writes nothing', async () => {
    await app.app.scopes.run(staff, { requestId, readOnly: true }, async (scope) => {
      const name = async () =>
        (await scope.sql<{ name: string }>('select name from company where id = $1', [world.acme.id]))[0];
      const before = await name();
      await world.sql(`update company set name = 'Acme Holding' where id = $1`, [world.acme.id]);
      expect(await name()).toEqual(before);
      await expect(scope.sql(`update company set name = ''`)).rejects.toMatchObject({ code: '25006' });
    });
  });

  test('[S33] ends a transaction that takes longer in all than it may', async () => {
    const slow = app.app.scopes.run(staff, { requestId, transactionTimeoutMs: 300 }, async (scope) => {
      for (;;) await scope.sql('select pg_sleep(0.05)');
    });
    await expect(slow).rejects.toThrow();
    await expect(
      app.app.scopes.run(staff, { requestId }, (scope) => scope.sql('select 1 as one')),
    ).resolves.toHaveLength(1);
  });

  test('rolls everything back when the work fails', async () => {
    const before = await nameOf(world.acme.id);
    await expect(
      app.app.scopes.run(staff, { requestId }, async (scope) => {
        await scope.sql('update company set name = $2 where id = $1', [world.acme.id, 'Lost']);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await nameOf(world.acme.id)).toBe(before);
  });

  test('does not report success when the database refused a statement and the work went on', async () => {
    await expect(
      app.app.scopes.run(staff, { requestId }, async (scope) => {
        await scope.sql('update company set name = $2 where id = $1', [world.acme.id, 'Half done']);
        await scope.sql('select 1 / 0').catch(() => {});
      }),
    ).rejects.toThrow('rolled back');
    expect(await nameOf(world.acme.id)).not.toBe('Half done');
  });

  test('[S33] stops a statement that runs longer than it may', async () => {
    await expect(
      app.app.scopes.run(staff, { requestId, statementTimeoutMs: 100 }, (scope) =>
        scope.sql('select pg_sleep(30) as stopped_by_the_limit'),
      ),
    ).rejects.toMatchObject({ code: '57014' });
    const running = await world.sql(
      `select from pg_stat_activity where state = 'active' and query like '%stopped_by_the_limit%' and pid <> pg_backend_pid()`,
    );
    expect(running).toEqual([]);
  });

  test('survives the loss of its connection, even while it is not asking anything', async () => {
    const lost = vi.fn();
    process.once('uncaughtException', lost);
    await expect(
      app.app.scopes.run(staff, { requestId }, async (scope) => {
        const [backend] = await scope.sql<{ pid: number }>('select pg_backend_pid() as pid');
        await world.sql('select pg_terminate_backend($1)', [backend?.pid]);
        await vi.waitFor(
          async () =>
            expect(await world.sql('select from pg_stat_activity where pid = $1', [backend?.pid])).toEqual(
              [],
            ),
          20_000,
        );
        // The notice of the loss arrives by itself before the next statement.
        await new Promise((resolve) => setImmediate(resolve));
        await scope.sql('select 1');
      }),
    ).rejects.toThrow();
    process.removeListener('uncaughtException', lost);
    expect(lost).not.toHaveBeenCalled();
    await expect(
      app.app.scopes.run(staff, { requestId }, (scope) => scope.sql('select 1 as one')),
    ).resolves.toEqual([{ one: 1 }]);
  });

  test('bounds what is prepared on one connection', async () => {
    const prepared = () =>
      app.app.scopes.run(staff, { requestId }, async (scope) => {
        const [row] = await scope.sql<{ count: string }>('select count(*) from pg_prepared_statements');
        return Number(row?.count);
      });
    let most = 0;
    for (let round = 0; round < 30; round += 1) {
      await app.app.scopes.run(staff, { requestId }, async (scope) => {
        for (let i = 0; i < 50; i += 1) await scope.sql(`select ${round * 50 + i} as n`);
      });
      most = Math.max(most, await prepared());
    }
    expect(most).toBeLessThan(1_100);
  });

  test('[S6] a session that has ended opens none', async () => {
    const ended: Credentials = {
      kind: 'session',
      sessionId: newId(),
      membershipId: newId(),
      level: 'PLATFORM',
      roleId: newId(),
      roleVersion: 1,
    };
    const work = vi.fn();
    await expect(app.app.scopes.run(ended, { requestId }, work)).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
    expect(work).not.toHaveBeenCalled();
  });

  test('[S50] a session opens only at the level it stands at', async () => {
    const claimed = {
      ...(await app.app.services.tokens.verify(world.globex.user.token)),
      level: 'PLATFORM',
    } as Credentials;
    await expect(app.app.scopes.run(claimed, { requestId }, async () => {})).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('a read in one round trip', () => {
  const options = { transactionTimeoutMs: 10_000 };
  const session = async (token: string) =>
    (await app.app.services.tokens.verify(token)) as SessionCredentials;
  const reading = (text: string, ...parameters: (string | null)[]) => ({ text, parameters });
  const CODES = reading(`select string_agg(customer_code, ' ' order by customer_code) from company`);

  test('[S6] sees what the caller may see, and one after the other on the same connection', async () => {
    const seen = async (token: string) => app.app.scopes.read(await session(token), options, [CODES]);
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await seen(world.globex.admin.token)).toEqual(['GLOBEX']);
      expect(await seen(world.initech.admin.token)).toEqual(['INITECH']);
      expect(await seen(world.platform.staff.token)).toEqual(['ACME GLOBEX INITECH']);
    }
  });

  test('answers each reading, null where there is no row', async () => {
    const who = await session(world.globex.admin.token);
    const named = (id: string) => reading('select customer_code from company where id = $1::uuid', id);
    expect(
      await app.app.scopes.read(who, options, [named(world.globex.id), named(world.initech.id), CODES]),
    ).toEqual(['GLOBEX', null, 'GLOBEX']);
  });

  test('[S5] leaves nothing of its identity on any connection', async () => {
    const { pool } = app.app.database;
    await app.app.scopes.read(await session(world.globex.user.token), options, [CODES]);
    const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
    try {
      for (const client of clients) {
        const { rows } = await client.query(
          `select current_user::text as role, coalesce(current_setting('steward.company_id', true), '') as company,
             current_setting('transaction_read_only') as read_only, current_setting('transaction_timeout') as timeout`,
        );
        expect(rows).toEqual([{ role: 'steward_app', company: '', read_only: 'off', timeout: '0' }]);
      }
    } finally {
      for (const client of clients) client.release();
    }
  });

  test('[S45] yields nothing when the session has ended, at whichever level', async () => {
    for (const token of [world.globex.admin.token, world.platform.staff.token]) {
      const who = { ...(await session(token)), sessionId: newId() };
      for (const readings of [[CODES], []]) {
        await expect(app.app.scopes.read(who, options, readings)).rejects.toMatchObject({
          code: 'UNAUTHENTICATED',
        });
      }
    }
  });

  test('writes nothing', async () => {
    const who = await session(world.platform.staff.token);
    const write = reading(`update company set name = 'Written' returning name`);
    await expect(app.app.scopes.read(who, options, [write])).rejects.toMatchObject({ code: '25006' });
    expect(await nameOf(world.globex.id)).not.toBe('Written');
  });

  test('goes on after a statement that fails, which may be asked again', async () => {
    const who = await session(world.globex.admin.token);
    const inverse = (of: string) => reading('select (1 / $1::int)::text', of);
    for (let turn = 0; turn < 3; turn += 1) {
      await expect(app.app.scopes.read(who, options, [inverse('0'), CODES])).rejects.toMatchObject({
        code: '22012',
      });
      await expect(
        app.app.scopes.read(who, options, [reading('select none from company')]),
      ).rejects.toMatchObject({ code: '42703' });
      expect(await app.app.scopes.read(who, options, [inverse('1')])).toEqual(['1']);
    }
  });

  test('[S33] is ended when it takes too long in all', async () => {
    const who = await session(world.globex.admin.token);
    const nap = reading(`select pg_sleep(0.2)::text`);
    await expect(app.app.scopes.read(who, { transactionTimeoutMs: 300 }, [nap, nap, nap])).rejects.toThrow();
    expect(await app.app.scopes.read(who, options, [CODES])).toEqual(['GLOBEX']);
  });
});
