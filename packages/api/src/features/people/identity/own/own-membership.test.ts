import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';
import { colleague } from '../../roles/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Numbers {
  phone: string | null;
  mobile: string | null;
  fax: string | null;
}
const OWN = '{ ownNumbers { phone mobile fax } }';
const UPDATE =
  'mutation ($input: UpdateOwnNumbersInput!) { updateOwnNumbers(input: $input) { phone mobile fax } }';
const LEAVE = 'mutation { leaveOrganisation }';
const VIEWER = '{ viewer { email } }';
const own = async (token: string) => (await app.ask<{ ownNumbers: Numbers }>(OWN, {}, token)).data.ownNumbers;
const update = (token: string, input: object) =>
  app.ask<{ updateOwnNumbers: Numbers }>(UPDATE, { input }, token);
const problemOf = ({ errors }: GraphQLAnswer<unknown>) =>
  errors?.[0] && { message: errors[0].message, ...(errors[0].extensions as { code: string; need?: string }) };

describe('[T2] one’s own numbers', () => {
  test.each(['OWNER', 'FINANCE', 'READ_ONLY'] as const)('are corrected by a %s', async (role) => {
    for (const admin of [world.globex.admin, world.northwind.admin, world.platform.staff]) {
      const somebody = await colleague(world, admin, role);
      expect(await own(somebody.token)).toEqual({ phone: null, mobile: null, fax: null });
      const { data, errors } = await update(somebody.token, { phone: '020 7946 0018', fax: '020 7946 0019' });
      expect(errors).toBeUndefined();
      const now = { phone: '+442079460018', mobile: null, fax: '+442079460019' };
      expect(data.updateOwnNumbers).toEqual(now);
      expect(await own(somebody.token)).toEqual(now);
      // What is left out stays; twice changes nothing more.
      for (const _time of [1, 2]) await update(somebody.token, { fax: null });
      expect(await own(somebody.token)).toEqual({ ...now, fax: null });
      const entries = await world.sql<{ changed: string[] }>(
        `select changed from audit_entry where subject_id = $1 and action = 'updateOwnNumbers' order by at, id`,
        [somebody.membershipId],
      );
      expect(entries.map(({ changed }) => [...changed].sort())).toEqual([['fax', 'phone'], ['fax']]);
    }
  });

  test('[S48] another mobile takes a second factor shown just now, and is told by mail', async () => {
    const somebody = await colleague(world, world.globex.admin, 'FINANCE');
    const refused = await update(somebody.token, { phone: '020 7946 0020', mobile: '07700 900777' });
    expect(problemOf(refused)).toMatchObject({ code: 'FORBIDDEN', need: 'FACTOR' });
    expect(await own(somebody.token)).toEqual({ phone: null, mobile: null, fax: null });
    await world.showFactor(somebody);
    expect((await update(somebody.token, { mobile: '07700 900777' })).errors).toBeUndefined();
    await app.app.work();
    await expect
      .poll(() =>
        world.sql(`select 1 from mail where "to" = $1 and cause = 'factorChange'`, [somebody.email]),
      )
      .toHaveLength(1);
  });

  test('[O2] and found by the new one', async () => {
    const { token, membershipId } = await colleague(world, world.globex.admin, 'FINANCE');
    await update(token, { phone: '020 7946 0771' });
    const { data } = await app.ask<{ search: { id: string }[] }>(
      '{ search(text: "7946 0771") { id } }',
      {},
      world.globex.admin.token,
    );
    expect(data.search.map(({ id }) => id)).toEqual([membershipId]);
  });

  test('of an end user are the directory’s; a wrong number is refused at its field; of two editors the second is told', async () => {
    expect(problemOf(await update(world.globex.user.token, { phone: '020 7946 0018' }))?.code).toBe(
      'FORBIDDEN',
    );
    const { token } = await colleague(world, world.globex.admin, 'OWNER');
    const wrong = await update(token, { phone: '12' });
    expect(wrong.errors?.[0]?.extensions).toMatchObject({ fields: [{ path: 'phone' }] });
    await update(token, { phone: '020 7946 0018' });
    const late = await update(token, { phone: '020 7946 0019', known: { phone: null } });
    expect(problemOf(late)?.code).toBe('CONFLICT');
    expect(problemOf(await app.ask(OWN, {}))?.code).toBe('UNAUTHENTICATED');
  });
});

describe('[T5] leaving an organisation', () => {
  test.each(['OWNER', 'FINANCE', 'READ_ONLY'] as const)('lets a %s in no more, at once', async (role) => {
    for (const admin of [world.globex.admin, world.northwind.admin, world.platform.staff]) {
      const somebody = await colleague(world, admin, role);
      const elsewhere = await world.signIn(somebody.email);
      expect((await app.ask(LEAVE, {}, somebody.token)).errors).toBeUndefined();
      for (const token of [somebody.token, elsewhere])
        expect(problemOf(await app.ask(VIEWER, {}, token))?.code).toBe('UNAUTHENTICATED');
      expect(problemOf(await app.ask(LEAVE, {}, somebody.token))?.code).toBe('UNAUTHENTICATED');
      const [entry] = await world.sql<{ actor: string }>(
        `select actor_membership_id as actor from audit_entry where subject_id = $1 and action = 'leaveOrganisation'`,
        [somebody.membershipId],
      );
      expect(entry?.actor).toBe(somebody.membershipId);
      expect((await app.ask(VIEWER, {}, admin.token)).errors).toBeUndefined();
    }
  });

  test('keeps one’s other hats, and who stays may take one back', async () => {
    const somebody = await colleague(world, world.globex.admin, 'FINANCE');
    const other = await colleague(world, world.initech.admin, 'FINANCE');
    await world.sql('update membership set person_id = $1 where id = $2', [
      somebody.personId,
      other.membershipId,
    ]);
    await app.ask(LEAVE, {}, somebody.token);
    const token = await world.signIn(somebody.email);
    const { data } = await app.ask<{ viewer: { memberships: { id: string }[] } }>(
      '{ viewer { memberships { id } } }',
      {},
      token,
    );
    expect(data.viewer.memberships.map(({ id }) => id)).toEqual([other.membershipId]);
    const { errors } = await app.ask(
      'mutation ($input: UpdateAdministratorInput!) { updateAdministrator(input: $input) { id } }',
      { input: { membershipId: somebody.membershipId, status: 'ACTIVE' } },
      world.globex.admin.token,
    );
    expect(errors).toBeUndefined();
  });

  test('[T6] the only owner stays; of two owners who leave at once one does', async () => {
    const refused = problemOf(await app.ask(LEAVE, {}, world.acme.admin.token));
    expect(refused).toMatchObject({
      code: 'CONFLICT',
      message: 'You are the only owner: make somebody else an owner first.',
    });
    const second = await colleague(world, world.acme.admin, 'OWNER');
    const answers = await Promise.all(
      [world.acme.admin.token, second.token].map((token) => app.ask(LEAVE, {}, token)),
    );
    expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  });

  test('is nothing for an end user, whose entry is their company’s', async () => {
    expect(problemOf(await app.ask(LEAVE, {}, world.globex.user.token))?.code).toBe('FORBIDDEN');
  });
});
