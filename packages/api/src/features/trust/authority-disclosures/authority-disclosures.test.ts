import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';

let app: TestApp;
let world: World;
/** Somebody else at each, who decides. */
let other: Record<'staff' | 'northwind' | 'globex', string>;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  const [staff, northwind, globex] = await Promise.all(
    [world.platform.staff, world.northwind.admin, world.globex.admin].map((of) => colleague(world, of, 'OWNER')),
  );
  const signIn = (email = '') => world.signIn(email);
  other = {
    staff: await signIn(staff?.email),
    northwind: await signIn(northwind?.email),
    globex: await signIn(globex?.email),
  };
});
afterAll(() => app.close());

/** Does it; gives the row, or the code and the fields of the refusal. */
async function deed(name: string, input: object, token: string | undefined) {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await app.ask<Record<string, { id: string; state: string }>>(
    `mutation ($input: ${type}!) { ${name}(input: $input) { id state } }`,
    { input },
    token,
  );
  const [error] = errors ?? [];
  if (!error) return data[name] as { id: string; state: string };
  const { code, fields: named = [] } = error.extensions;
  return [code, ...named.map(({ path }) => path)].join(' ');
}
const request = (more: object = {}) => ({
  companyId: world.globex.id,
  capacity: 'CONTROLLER',
  authority: 'HM Revenue and Customs',
  reference: 'CFS-1',
  basis: 'HMRC_SCH_36',
  receivedOn: '2026-09-28',
  dueOn: '2026-10-10',
  asked: 'Dates of employment.',
  dataClasses: ['IDENTITY'],
  endUserIds: [world.globex.user.endUserId],
  ...more,
});
const record = async (token: string, more: object = {}): Promise<string> => {
  const recorded = await deed('recordAuthorityRequest', request(more), token);
  if (typeof recorded === 'string') throw new Error(recorded);
  return recorded.id;
};
const decide = (id: string, decision: string, token: string, reason?: string) =>
  deed('decideAuthorityRequest', { id, decision, reason }, token);
const answer = (id: string, token: string, more: object = {}) =>
  deed('answerAuthorityRequest', { id, answeredOn: '2026-10-01', given: 'Two dates.', ...more }, token);
const tell = (id: string, more: object, token: string) => deed('setAuthorityTelling', { id, ...more }, token);
const seen = async (token: string, fields = 'id'): Promise<Record<string, unknown>[]> => {
  const { data, errors } = await app.ask<{ authorityDisclosures: { nodes: Record<string, unknown>[] } }>(
    `{ authorityDisclosures(first: 100) { nodes { ${fields} } } }`,
    {},
    token,
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.authorityDisclosures.nodes;
};
const sees = async (token: string, id: string) => (await seen(token)).some((row) => row.id === id);

describe('[D7] a request of an authority', () => {
  test('is entered by whoever was asked, about people of one company', async () => {
    const { token } = world.globex.admin;
    const tried = (more: object, by: string | undefined = token) =>
      deed('recordAuthorityRequest', request(more), by);
    expect(await tried({}, world.globex.user.token)).toBe('FORBIDDEN');
    expect(await tried({}, world.initech.admin.token)).toBe('NOT_FOUND');
    expect(await tried({ endUserIds: [world.initech.user.endUserId] })).toBe('NOT_FOUND');
    expect(await tried({ asked: ' ' })).toBe('INVALID_INPUT asked');
    expect(await tried({ dataClasses: [] })).toBe('INVALID_INPUT dataClasses');
    expect(await tried({ receivedOn: '2026-10-02', dueOn: null })).toBe('INVALID_INPUT receivedOn');
    expect(await tried({ dueOn: '2026-09-01' })).toBe('INVALID_INPUT dueOn');
    expect(await tried({ fromOn: '2026-09-02', toOn: '2026-09-01' })).toBe('INVALID_INPUT toOn');
    const id = await record(token);
    expect(await sees(other.globex, id)).toBe(true);
    for (const by of [world.initech.admin.token, world.northwind.admin.token, world.platform.staff.token])
      expect(await sees(by, id)).toBe(false);
    const [kept] = await world.sql<{ asked: string }>('select asked from authority_disclosure where id = $1', [id]);
    expect(kept?.asked).not.toMatch(/employment/);
  });

  test('is decided by somebody else, once, with a reason unless all of it is given', async () => {
    const id = await record(world.globex.admin.token);
    expect(await decide(id, 'APPROVED', world.globex.admin.token)).toBe('CONFLICT id');
    expect(await decide(id, 'APPROVED', world.globex.user.token)).toBe('FORBIDDEN');
    expect(await decide(id, 'APPROVED', world.initech.admin.token)).toBe('NOT_FOUND');
    expect(await decide(id, 'NARROWED', other.globex)).toBe('INVALID_INPUT reason');
    expect(await answer(id, other.globex)).toBe('CONFLICT id');
    expect(await decide(id, 'NARROWED', other.globex, 'More than the notice allows.')).toMatchObject({
      state: 'NARROWED',
    });
    expect(await decide(id, 'APPROVED', other.globex)).toBe('CONFLICT id');
    const refused = await record(world.globex.admin.token);
    await decide(refused, 'REFUSED', other.globex, 'No notice was attached.');
    expect(await answer(refused, world.globex.admin.token)).toBe('CONFLICT id');
  });

  test('is answered once it is approved, and the person sees it from the day on which they may be told', async () => {
    const { token } = world.globex.admin;
    const user = world.globex.user.token;
    const id = await record(token);
    await decide(id, 'APPROVED', other.globex);
    expect(await answer(id, token, { answeredOn: '2026-10-02' })).toBe('INVALID_INPUT answeredOn');
    expect(await answer(id, token, { given: '' })).toBe('INVALID_INPUT given');
    expect(await answer(id, world.initech.admin.token)).toBe('NOT_FOUND');
    expect(await answer(id, user)).toBe('FORBIDDEN');
    expect(await answer(id, token)).toMatchObject({ state: 'ANSWERED' });
    expect(await answer(id, token)).toBe('CONFLICT id');
    expect(await sees(user, id)).toBe(false);
    expect(await tell(id, {}, token)).toBe('INVALID_INPUT whyUntold');
    expect(await tell(id, { mayTellOn: '2026-10-05', toldOn: '2026-10-01' }, token)).toBe('INVALID_INPUT toldOn');
    expect(await tell(id, { mayTellOn: '2026-10-05', secretUntil: '2026-10-06' }, token)).toBe(
      'INVALID_INPUT mayTellOn',
    );
    expect(await tell(id, { mayTellOn: '2026-10-01' }, user)).toBe('FORBIDDEN');
    expect(await tell(id, { mayTellOn: '2026-10-01' }, world.initech.admin.token)).toBe('NOT_FOUND');
    await tell(id, { whyUntold: 'It would tip them off (Sch. 2 para. 2).' }, token);
    expect(await sees(user, id)).toBe(false);
    await tell(id, { mayTellOn: '2026-10-02' }, token);
    expect(await sees(user, id)).toBe(false);
    await tell(id, { mayTellOn: '2026-10-01', toldOn: '2026-10-01' }, token);
    const [row] = await seen(user, 'authority basis state toldOn asked given reference people { endUserId }');
    expect(row).toEqual({
      authority: 'HM Revenue and Customs',
      basis: 'HMRC_SCH_36',
      state: 'ANSWERED',
      toldOn: '2026-10-01',
      asked: null,
      given: null,
      reference: null,
      people: [{ endUserId: world.globex.user.endUserId }],
    });
  });

  test('that is a secret is seen by whoever was asked only, until its day; nor does the audit log tell', async () => {
    const { token } = world.platform.staff;
    const id = await record(token, { capacity: 'PROCESSOR', secretUntil: '2026-10-03' });
    await decide(id, 'APPROVED', other.staff);
    await answer(id, token);
    for (const by of [world.globex.admin.token, world.northwind.admin.token, world.globex.user.token])
      expect(await sees(by, id)).toBe(false);
    expect(await decide(id, 'APPROVED', world.globex.admin.token)).toBe('NOT_FOUND');
    const told = () => world.sql('select from audit_entry where subject_id = $1 and company_id is not null', [id]);
    expect(await told()).toEqual([]);
    expect(await sees(other.staff, id)).toBe(true);
    app.clock.set('2026-10-03T09:00:00Z');
    for (const { email } of [world.globex.admin, world.northwind.admin])
      expect(await sees(await world.signIn(email), id)).toBe(true);
    expect(await decide(id, 'APPROVED', await world.signIn(world.globex.admin.email))).toBe('FORBIDDEN');
  });
});
