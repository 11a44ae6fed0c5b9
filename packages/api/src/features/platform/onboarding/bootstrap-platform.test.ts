import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { PASSWORD } from '../../../kernel/testing/world.ts';
import { AGREEMENT } from '../../trust/agreements/index.ts';
import { setUpPlatform } from './bootstrap-platform.ts';

let app: TestApp;
let database: pg.Client;

beforeAll(async () => {
  app = await startTestApp({ empty: true });
  database = new pg.Client({
    connectionString: app.database.superuserUrl,
    options: '-c search_path=steward',
  });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await app.close();
});

const administrator = { firstName: 'Sam', lastName: 'Staff', email: 'sam@xe2.example' };
const bootstrap = () => setUpPlatform(app.app, { administrator });
const rows = async (sql: string) => (await database.query(sql)).rows;
const secretOf = (link: string | null) => link?.split('#')[1] ?? '';
const accept = (token: string) =>
  app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { level } }', {
    input: { token, password: PASSWORD },
  });

describe('bootstrapPlatform', () => {
  test('refuses an address that is none, and writes nothing', async () => {
    const wrong = setUpPlatform(app.app, { administrator: { ...administrator, email: 'sam' } });
    await expect(wrong).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'administrator.email' }],
    });
    expect(await rows('select id from reseller')).toEqual([]);
  });

  test('[T1] [D1] on an empty database makes the channel, the agreement and an invitation; at once, once', async () => {
    const links = await Promise.all([bootstrap(), bootstrap()]);
    expect(links[0]).toMatch(/^http:\/\/localhost:4000\/invitation#[\w-]{43}$/);
    expect(await rows('select name, is_platform, invoice_prefix, status from reseller')).toEqual([
      { name: 'Xe2', is_platform: true, invoice_prefix: 'XE2', status: 'ACTIVE' },
    ]);
    expect(await rows('select version, title from agreement')).toEqual([
      { version: AGREEMENT.version, title: AGREEMENT.title },
    ]);
    expect(await rows('select level, email, status from membership')).toEqual([
      { level: 'PLATFORM', email: 'sam@xe2.example', status: 'INVITED' },
    ]);
    expect(await rows(`select distinct action, actor_level, subject_type from audit_entry`)).toEqual([
      { action: 'bootstrapPlatform', actor_level: null, subject_type: 'Reseller' },
    ]);
  });

  test('[S43] as long as nobody has accepted, another start gives a fresh link and ends the old one', async () => {
    const old = await bootstrap();
    app.clock.forward(48 * 3_600_000);
    const fresh = await bootstrap();
    expect((await accept(secretOf(old))).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await accept(secretOf(fresh))).data).toEqual({ acceptInvitation: { level: 'PLATFORM' } });
  });

  test('once there is staff, it does nothing more', async () => {
    const mails = await rows('select id from mail');
    expect(await bootstrap()).toBeNull();
    expect(await rows('select id from mail')).toEqual(mails);
    expect(await rows('select id from reseller')).toHaveLength(1);
  });

  test('publishes the agreement of a newer version on a platform that is long there', async () => {
    await database.query('delete from agreement');
    expect(await bootstrap()).toBeNull();
    expect(await rows('select version from agreement')).toEqual([{ version: AGREEMENT.version }]);
  });
});
