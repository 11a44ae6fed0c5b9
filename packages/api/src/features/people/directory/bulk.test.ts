import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Outcome {
  done: number;
  refused: { id: string; name: string; reason: string }[];
}
const bulk = async (verb: string, input: object, token = world.globex.admin.token) => {
  const answer = await app.ask<Record<string, Outcome>>(
    `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { done refused { id name reason } } }`,
    { input },
    token,
  );
  return { outcome: answer.data?.[verb], error: answer.errors?.[0] };
};
const someone = async (firstName: string, company: TestCompany = world.globex): Promise<string> => {
  const { data } = await app.ask<{ addEndUser: { id: string } }>(
    'mutation ($firstName: String!) { addEndUser(input: { firstName: $firstName, lastName: "Lovelace" }) { id } }',
    { firstName },
    company.admin.token,
  );
  return data.addEndUser.id;
};
const audited = (action: string, ids: string[]) =>
  world.sql(
    'select subject_id, end_user_id, company_id, changed from audit_entry where action = $1 and subject_id = any ($2) order by subject_id',
    [action, ids],
  );

describe('setEndUserStatus', () => {
  test('[U1] [S47] suspends many at once, with their sign-ins and open invitations, and names who was so already', async () => {
    const ids = [await someone('Ada'), await someone('Ben')].sort();
    const { endUserId, email, token } = world.globex.user;
    expect((await bulk('setEndUserStatus', { ids, status: 'SUSPENDED' })).outcome).toEqual({
      done: 2,
      refused: [],
    });
    const all = [...ids, endUserId].sort();
    const again = await bulk('setEndUserStatus', { ids: [...all, endUserId], status: 'SUSPENDED' });
    expect(again.outcome).toEqual({
      done: 1,
      refused: ['Ada', 'Ben'].map((name) => ({
        id: expect.any(String),
        name: `${name} Lovelace`,
        reason: 'Is suspended already.',
      })),
    });
    expect((await app.ask('{ viewer { level } }', {}, token)).errors?.[0]?.extensions.code).toBe(
      'UNAUTHENTICATED',
    );
    expect(await audited('setEndUserStatus', all)).toEqual(
      all.map((id) => ({
        subject_id: id,
        end_user_id: id,
        company_id: world.globex.id,
        changed: ['status'],
      })),
    );
    expect((await bulk('setEndUserStatus', { ids: all, status: 'ACTIVE' })).outcome?.done).toBe(3);
    world.globex.user.token = await world.signIn(email);
  });

  test('[S10] one of another tenant among them, and nobody is suspended; staff reach several companies', async () => {
    const [own, theirs] = [await someone('Cy'), await someone('Di', world.initech)];
    for (const other of [theirs, newId()])
      expect(
        (await bulk('setEndUserStatus', { ids: [own, other], status: 'SUSPENDED' })).error,
      ).toMatchObject({
        message: 'There is no such end user.',
        extensions: { code: 'NOT_FOUND' },
      });
    expect(await audited('setEndUserStatus', [own])).toEqual([]);
    const { token } = world.platform.staff;
    const both = await bulk('setEndUserStatus', { ids: [own, theirs], status: 'SUSPENDED' }, token);
    expect(both.outcome?.done).toBe(2);
    expect(await audited('setEndUserStatus', [own, theirs])).toHaveLength(2);
  });

  test('is not for end users, and names what is wrong', async () => {
    const { endUserId, token } = world.globex.user;
    const own = { ids: [endUserId], status: 'SUSPENDED' };
    expect((await bulk('setEndUserStatus', own, token)).error?.extensions.code).toBe('FORBIDDEN');
    for (const ids of [[], Array.from({ length: 501 }, newId)])
      expect((await bulk('setEndUserStatus', { ids, status: 'ACTIVE' })).error?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path: 'ids' }],
      });
  });
});
