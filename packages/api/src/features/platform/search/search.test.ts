import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers, numbered } from '../../people/directory/factory.ts';
import { addInvoice } from '../../trade/billing/factory.ts';
import { addSubscription } from '../../trade/subscriptions/factory.ts';

let app: TestApp;
let world: World;

const SEARCH = 'query ($text: String!) { search(text: $text) { kind id title subtitle } }';

interface Hit {
  kind: string;
  id: string;
  title: string;
  subtitle: string;
}
const find = async (text: string, token: string): Promise<Hit[]> =>
  (await app.ask<{ search: Hit[] }>(SEARCH, { text }, token)).data.search;
const kinds = (hits: Hit[]) => hits.map((hit) => hit.kind);

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  const { globex } = world;
  await addSubscription(world, globex, {
    reference: 'S-GLOB1',
    productId: world.mailbox,
    endUserId: globex.user.endUserId,
    startsOn: '2026-09-01',
  });
  await addInvoice(world, {
    issuerId: globex.resellerId,
    resellerId: globex.resellerId,
    companyId: globex.id,
    number: 'NW-000001',
    buyer: 'Globex Ltd',
    net: 100,
  });
  await addEndUsers(
    world,
    globex,
    numbered(12, 'globex.example').map((_, i) => ({
      firstName: 'Émile',
      lastName: `Zola${i + 1}`,
      email: `zola${i + 1}@globex.example`,
    })),
  );
});
afterAll(() => app.close());

describe('search', () => {
  test('[O2] finds every kind by the beginning of a name, number or address, whatever its case', async () => {
    const { token } = world.platform.staff;
    expect(await find('GLOB', token)).toEqual([
      { kind: 'COMPANY', id: world.globex.id, title: 'Globex Ltd', subtitle: 'GLOBEX · Northwind IT' },
      {
        kind: 'MEMBERSHIP',
        id: world.globex.admin.membershipId,
        title: 'Ada globex.example',
        subtitle: 'admin@globex.example · Globex Ltd',
      },
      {
        kind: 'END_USER',
        id: world.globex.user.endUserId,
        title: 'Uma Globex',
        subtitle: 'GLOBEX-0001 · user@globex.example · Globex Ltd',
      },
      { kind: 'DOMAIN', id: world.globex.domainId, title: 'globex.example', subtitle: 'Globex Ltd' },
      expect.objectContaining({
        kind: 'INVOICE',
        title: 'NW-000001',
        subtitle: 'Globex Ltd · September 2026',
      }),
    ]);
    expect(await find('s-glob', token)).toEqual([
      expect.objectContaining({ kind: 'SUBSCRIPTION', title: 'S-GLOB1', subtitle: 'mailbox · Uma Globex' }),
    ]);
    expect(await find('northw', token)).toEqual([
      { kind: 'RESELLER', id: world.northwind.id, title: 'Northwind IT', subtitle: 'Leeds' },
      expect.objectContaining({ kind: 'MEMBERSHIP', title: 'Ada northwind.example' }),
    ]);
    // An end user who signs in is found as one, not once more as who may sign in.
    expect(kinds(await find('user@initech', token))).toEqual(['END_USER']);
    expect(await find('MAILB', token)).toEqual([
      expect.objectContaining({ kind: 'PRODUCT', id: world.mailbox }),
    ]);
  });

  test('[O2] every word must begin something, and only beginnings count', async () => {
    const { token } = world.globex.admin;
    expect(kinds(await find('uma glo', token))).toEqual(['END_USER']);
    expect(await find('uma zzz', token)).toEqual([]);
    expect(await find('lobex', token)).toEqual([]);
    expect(await find('émile zola12', token)).toEqual([expect.objectContaining({ title: 'Émile Zola12' })]);
  });

  test('[I6] [O2] a user id is found once it has a number: before that all of a company’s begin alike', async () => {
    const { token } = world.northwind.admin;
    expect(await find('globex-0001', token)).toEqual([
      expect.objectContaining({ kind: 'END_USER', id: world.globex.user.endUserId, title: 'Uma Globex' }),
    ]);
    expect(kinds(await find('GLOBEX-00', token))).toEqual(Array(8).fill('END_USER'));
    expect(await find('globex-', token)).toEqual([]);
    expect(await find('globex-0001', world.contoso.admin.token)).toEqual([]);
  });

  test('[O2] [S55] people are found by their telephone numbers, whole or by six and more of their last digits', async () => {
    const { globex, northwind, contoso, platform } = world;
    const own = async (token: string, mobile: string | null) =>
      app.ask(
        'mutation ($mobile: String) { updateOwnProfile(input: { mobile: $mobile }) { id } }',
        { mobile },
        token,
      );
    await own(globex.user.token, '07700 900345');
    const uma = [
      expect.objectContaining({ kind: 'END_USER', id: globex.user.endUserId, title: 'Uma Globex' }),
    ];
    for (const text of ['07700 900345', '+44 7700 900345', '0044 7700 900345', '7700900345', '900345'])
      for (const { token } of [platform.staff, northwind.admin, globex.admin, globex.user])
        expect(await find(text, token)).toEqual(uma);
    for (const text of ['00345', '07700 900346', '+1 7700 900345', '8900345'])
      expect(await find(text, globex.admin.token)).toEqual([]);
    // Nothing of another tenant. [S10]
    for (const { token } of [contoso.admin, world.initech.admin, world.initech.user])
      expect(await find('07700 900345', token)).toEqual([]);
    // Another number now, and none.
    await own(globex.user.token, '07700 900456');
    expect(await find('900345', globex.admin.token)).toEqual([]);
    expect(await find('900456', globex.admin.token)).toEqual(uma);
    await own(globex.user.token, null);
    expect(await find('900456', globex.admin.token)).toEqual([]);
  });

  test('[O2] [S55] administrators are found by theirs, by who sees administrators', async () => {
    const { globex, northwind, platform } = world;
    const { errors } = await app.ask(
      'mutation ($input: UpdateAdministratorInput!) { updateAdministrator(input: $input) { id } }',
      { input: { membershipId: globex.admin.membershipId, phone: '020 7946 0345', fax: '+1 212 555 0147' } },
      globex.admin.token,
    );
    expect(errors).toBeUndefined();
    for (const { token } of [platform.staff, northwind.admin, globex.admin]) {
      expect(await find('020 7946 0345', token)).toEqual([
        expect.objectContaining({ kind: 'MEMBERSHIP', id: globex.admin.membershipId }),
      ]);
      expect(kinds(await find('(212) 555-0147', token))).toEqual(['MEMBERSHIP']);
    }
    expect(await find('020 7946 0345', globex.user.token)).toEqual([]);
    expect(await find('020 7946 0345', world.contoso.admin.token)).toEqual([]);
  });

  test('[T3] [O2] a number is not found by a reseller to whom the company has closed its directory', async () => {
    const { globex, northwind } = world;
    const close = (access: string) =>
      app.ask(
        'mutation ($input: SetDelegationInput!) { setDelegation(input: $input) { id } }',
        { input: { area: 'directory', access } },
        globex.admin.token,
      );
    await app.ask(
      'mutation { updateOwnProfile(input: { phone: "020 7946 0999" }) { id } }',
      {},
      globex.user.token,
    );
    expect(await find('7946 0999', northwind.admin.token)).toHaveLength(1);
    expect((await close('NONE')).errors).toBeUndefined();
    expect(await find('7946 0999', northwind.admin.token)).toEqual([]);
    expect(await find('7946 0999', globex.admin.token)).toHaveLength(1);
    expect((await close('MANAGE')).errors).toBeUndefined();
    expect(await find('7946 0999', northwind.admin.token)).toHaveLength(1);
  });

  test('[O2] at most eight of a kind, in order', async () => {
    const hits = await find('zola', world.globex.admin.token);
    expect(hits.map((hit) => hit.title)).toEqual(
      ['Zola1', 'Zola10', 'Zola11', 'Zola12', 'Zola2', 'Zola3', 'Zola4', 'Zola5'].map(
        (name) => `Émile ${name}`,
      ),
    );
  });

  test('[S10] nothing of another tenant is found', async () => {
    for (const { token } of [world.contoso.admin, world.initech.admin, world.initech.user, world.acme.user]) {
      expect(await find('glob', token)).toEqual([]);
      expect(await find('NW-0', token)).toEqual([]);
      expect(await find('s-glob', token)).toEqual([]);
    }
    expect(kinds(await find('glob', world.northwind.admin.token))).toEqual([
      'COMPANY',
      'MEMBERSHIP',
      'END_USER',
      'DOMAIN',
      'INVOICE',
    ]);
  });

  test('[S22] an end user finds themselves and their services: kinds without a permission are left out', async () => {
    const { token } = world.globex.user;
    expect(kinds(await find('glob', token))).toEqual(['END_USER']);
    expect(kinds(await find('s-glob', token))).toEqual(['SUBSCRIPTION']);
    expect(await find('zola', token)).toEqual([]);
    expect(await find('NW-0', token)).toEqual([]);
  });

  test('a blank text finds nothing, a long one is refused, and neither wildcards nor quotes mean anything', async () => {
    const { token } = world.platform.staff;
    expect(await find('   ', token)).toEqual([]);
    expect(await find('%', token)).toEqual([]);
    expect(await find(`o'brien"\\`, token)).toEqual([]);
    const long = await app.ask(SEARCH, { text: 'x'.repeat(101) }, token);
    expect(long.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'text' }] });
    const zero = await app.ask(SEARCH, { text: 'a\u0000b' }, token);
    expect(zero.errors?.[0]?.extensions.code).toBe('INVALID_INPUT');
    expect((await app.ask(SEARCH, { text: 'glob' })).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });

  test('[O2] a number is found by its index under row security, whoever looks', async () => {
    await addEndUsers(world, world.globex, numbered(2_000, 'globex.example'));
    await world.sql('analyze end_user');
    for (const level of ['platform', 'reseller', 'company']) {
      const plan = await app.app.scopes.run(
        { kind: 'system', task: 'look', resellerId: world.northwind.id },
        { requestId: 'look' },
        async (scope) => {
          await scope.sql('reset role');
          await scope.sql(`select set_config('steward.company_id', $1, true)`, [world.globex.id]);
          await scope.sql(`set local role steward_${level}`);
          return scope.sql<{ 'QUERY PLAN': string }>(
            `explain select n.id from end_user n where n.mobile_sought ^@ 'abcdefgh' or n.phone_sought ^@ 'abcdefgh'`,
          );
        },
      );
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(text).toMatch(/Index Cond: .*mobile_sought >= 'abcdefgh'/);
      expect(text).toMatch(/Index Cond: .*phone_sought >= 'abcdefgh'/);
    }
  });
});
