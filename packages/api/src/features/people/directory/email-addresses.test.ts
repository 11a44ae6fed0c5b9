import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, PASSWORD, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { invitationSecret } from '../identity/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Addressed {
  id: string;
  email: string | null;
  addresses: { id: string; address: string; primary: boolean }[];
}
const FIELDS = 'id email addresses { id address primary }';
const allocate = (token: string, input: object) =>
  app.ask<{ allocateEmailAddress: Addressed }>(
    `mutation ($input: AllocateEmailAddressInput!) { allocateEmailAddress(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );
const release = (token: string, id: string) =>
  app.ask<{ releaseEmailAddress: Addressed }>(
    `mutation ($id: ID!) { releaseEmailAddress(input: { id: $id }) { ${FIELDS} } }`,
    { id },
    token,
  );
const someone = async (company: TestCompany, email?: string): Promise<string> => {
  const { data } = await app.ask<{ addEndUser: { id: string } }>(
    'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
    { input: { firstName: 'Ada', lastName: 'Lovelace', email } },
    company.admin.token,
  );
  return data.addEndUser.id;
};
const shown = ({ email, addresses }: Addressed) => ({
  email,
  addresses: addresses.map(({ address, primary }) => (primary ? `${address}*` : address)).sort(),
});
const lastAudit = async (id: string) =>
  (await world.sql('select action, changed from audit_entry where subject_id = $1 order by at, id', [id])).at(
    -1,
  );

describe('allocateEmailAddress', () => {
  test('[U1] adds an alias', async () => {
    const endUserId = await someone(world.globex, 'ada@globex.example');
    const { data } = await allocate(world.globex.admin.token, {
      endUserId,
      address: 'Countess@GLOBEX.example',
    });
    expect(shown(data.allocateEmailAddress)).toEqual({
      email: 'ada@globex.example',
      addresses: ['Countess@globex.example', 'ada@globex.example*'],
    });
    expect(await lastAudit(endUserId)).toEqual({ action: 'allocateEmailAddress', changed: ['addresses'] });
  });

  test('[U1] a new primary address, or an alias that becomes it; the former one stays as an alias', async () => {
    const endUserId = await someone(world.globex, 'a1@globex.example');
    await allocate(world.globex.admin.token, { endUserId, address: 'a2@globex.example', primary: true });
    const { data } = await allocate(world.globex.admin.token, {
      endUserId,
      address: 'A1@globex.example',
      primary: true,
    });
    expect(shown(data.allocateEmailAddress)).toEqual({
      email: 'a1@globex.example',
      addresses: ['a1@globex.example*', 'a2@globex.example'],
    });
    expect(await lastAudit(endUserId)).toEqual({
      action: 'allocateEmailAddress',
      changed: ['addresses', 'email'],
    });
  });

  test('[U1] the first address is the primary one', async () => {
    const endUserId = await someone(world.globex);
    const { data } = await allocate(world.northwind.admin.token, {
      endUserId,
      address: 'only@globex.example',
    });
    expect(shown(data.allocateEmailAddress)).toEqual({
      email: 'only@globex.example',
      addresses: ['only@globex.example*'],
    });
  });

  test('two that both want to be primary at once leave one', async () => {
    const endUserId = await someone(world.globex);
    const answers = await Promise.all(
      ['p1', 'p2', 'p3'].map((name) =>
        allocate(world.globex.admin.token, { endUserId, address: `${name}@globex.example`, primary: true }),
      ),
    );
    expect(answers.flatMap(({ errors }) => errors ?? [])).toEqual([]);
    const kept = await world.sql<{ address: string; email: string }>(
      `select a.address, u.email from email_address a join end_user u on u.id = a.end_user_id where u.id = $1 and a."primary"`,
      [endUserId],
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.email).toBe(kept[0]?.address);
  });

  test('an end user may not', async () => {
    const { errors } = await allocate(world.globex.user.token, {
      endUserId: world.globex.user.endUserId,
      address: 'ceo@globex.example',
    });
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] an end user of another tenant is as one that does not exist', async () => {
    for (const endUserId of [world.initech.user.endUserId, newId()]) {
      const { errors } = await allocate(world.globex.admin.token, { endUserId, address: 'x@globex.example' });
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such end user.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
  });

  test("an address outside the company's domains is refused, naming them", async () => {
    const endUserId = await someone(world.globex);
    const { errors } = await allocate(world.globex.admin.token, { endUserId, address: 'x@initech.example' });
    expect(errors?.[0]?.extensions.fields).toEqual([
      { path: 'address', message: "Must be in the company's domain: globex.example" },
    ]);
  });

  test('twice: it is theirs already; and nobody else gets it', async () => {
    const endUserId = await someone(world.globex, 'mine@globex.example');
    const again = await allocate(world.globex.admin.token, { endUserId, address: 'MINE@globex.example' });
    expect(again.errors?.[0]).toMatchObject({
      message: "mine@globex.example is this end user's already.",
      extensions: { code: 'CONFLICT' },
    });
    const other = await allocate(world.globex.admin.token, {
      endUserId: world.globex.user.endUserId,
      address: 'mine@globex.example',
    });
    expect(other.errors?.[0]).toMatchObject({
      message: 'mine@globex.example is already allocated.',
      extensions: { code: 'CONFLICT' },
    });
  });
});

describe('releaseEmailAddress', () => {
  test('[U1] [S42] refuses the address they sign in with, and closes an invitation that was sent to it', async () => {
    const { token } = world.globex.admin;
    const [invitee, member] = [
      await someone(world.globex, 'in@globex.example'),
      await someone(world.globex, 'on@globex.example'),
    ];
    for (const endUserId of [invitee, member]) {
      await app.ask(
        'mutation ($input: InviteEndUserInput!) { inviteEndUser(input: $input) { id } }',
        { input: { endUserId } },
        token,
      );
    }
    const accept = async (email: string) =>
      app.ask('mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }', {
        input: { token: await invitationSecret(world, email), password: PASSWORD },
      });
    expect((await accept('on@globex.example')).errors).toBeUndefined();
    const aliasOf = async (endUserId: string, address: string) => {
      const { data } = await allocate(token, { endUserId, address, primary: true });
      return data.allocateEmailAddress.addresses.find(({ primary }) => !primary)?.id ?? '';
    };
    const refused = await release(token, await aliasOf(member, 'on2@globex.example'));
    expect(refused.errors?.[0]).toMatchObject({
      message: 'on@globex.example is the address they sign in with: nobody else can be given it.',
      extensions: { code: 'CONFLICT', fields: [{ path: 'id' }] },
    });
    const released = await release(token, await aliasOf(invitee, 'in2@globex.example'));
    expect(released.errors).toBeUndefined();
    expect((await accept('in@globex.example')).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });

  /** An end user with an alias; the ids of both addresses. */
  const withAlias = async (company: TestCompany, name: string) => {
    const domain = company === world.globex ? 'globex.example' : 'initech.example';
    const endUserId = await someone(company, `${name}@${domain}`);
    const { data } = await allocate(company.admin.token, { endUserId, address: `${name}-alias@${domain}` });
    const { addresses } = data.allocateEmailAddress;
    return {
      endUserId,
      primary: addresses.find(({ primary }) => primary)?.id ?? '',
      alias: addresses.find(({ primary }) => !primary)?.id ?? '',
    };
  };

  test('[U1] an alias is taken away and can be allocated to someone else', async () => {
    const { endUserId, alias } = await withAlias(world.globex, 'giver');
    const { data } = await release(world.globex.admin.token, alias);
    expect(shown(data.releaseEmailAddress)).toEqual({
      email: 'giver@globex.example',
      addresses: ['giver@globex.example*'],
    });
    expect(await lastAudit(endUserId)).toEqual({ action: 'releaseEmailAddress', changed: ['addresses'] });
    const taker = await allocate(world.globex.admin.token, {
      endUserId: await someone(world.globex),
      address: 'giver-alias@globex.example',
    });
    expect(taker.errors).toBeUndefined();
  });

  test('the primary address stays', async () => {
    const { primary } = await withAlias(world.globex, 'keeper');
    const { errors } = await release(world.globex.admin.token, primary);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('make another one primary'),
      extensions: { code: 'CONFLICT' },
    });
    expect(await world.sql('select from email_address where id = $1', [primary])).toHaveLength(1);
  });

  test('an end user may not', async () => {
    const { alias } = await withAlias(world.globex, 'own');
    expect((await release(world.globex.user.token, alias)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] an address of another tenant is as one that does not exist', async () => {
    const { alias } = await withAlias(world.initech, 'foreign');
    for (const id of [alias, newId()]) {
      const { errors } = await release(world.globex.admin.token, id);
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such e-mail address.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect(await world.sql('select from email_address where id = $1', [alias])).toHaveLength(1);
  });

  test('an id that is none is named; twice: it is gone', async () => {
    const { errors } = await release(world.globex.admin.token, 'giver@globex.example');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'id' }] });
    const { alias } = await withAlias(world.globex, 'brief');
    await release(world.globex.admin.token, alias);
    expect((await release(world.globex.admin.token, alias)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
