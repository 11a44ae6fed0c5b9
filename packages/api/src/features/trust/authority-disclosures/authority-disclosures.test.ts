import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform, type Verb } from '../../../kernel/verb.ts';
import { colleague } from '../../people/roles/factory.ts';
import { findTellingDue } from './remind-of-telling.ts';

let app: TestApp;
let world: World;
/** Somebody else at each, who decides: signed in, and how they sign in again. */
let other: Record<'staff' | 'globex', string>;
let colleagues: typeof other;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await app.app.work();
  const [staff, globex] = await Promise.all(
    [world.platform.staff, world.globex.admin].map((of) => colleague(world, of, 'OWNER')),
  );
  other = { staff: staff?.token ?? '', globex: globex?.token ?? '' };
  colleagues = { staff: staff?.email ?? '', globex: globex?.email ?? '' };
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
  secret: false,
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
  deed(
    'answerAuthorityRequest',
    { id, answeredOn: '2026-10-01', given: 'Two dates.', givenClasses: ['IDENTITY'], ...more },
    token,
  );
const tell = (id: string, more: object, token: string) =>
  deed('setAuthorityTelling', { id, secret: false, ...more }, token);
const seen = async (token: string, fields = 'id'): Promise<Record<string, unknown>[]> => {
  const { data, errors } = await app.ask<{ authorityDisclosures: { nodes: Record<string, unknown>[] } }>(
    `{ authorityDisclosures(first: 100) { nodes { ${fields} } } }`,
    {},
    token,
  );
  if (errors) throw new Error(errors[0]?.message);
  return data.authorityDisclosures.nodes;
};
const remind = () =>
  perform(
    {
      ...{ scopes: app.app.scopes, services: app.app.services, log: app.app.log, requestId: newId() },
      credentials: { kind: 'system', task: 'test-telling', resellerId: null, does: [findTellingDue.name] },
    },
    findTellingDue as Verb<object, number>,
    {},
  );
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
    expect(await tried({ secretUntil: '2026-11-01' })).toBe('INVALID_INPUT secretUntil');
    expect(await tried({ fromOn: '2026-09-02', toOn: '2026-09-01' })).toBe('INVALID_INPUT toOn');
    const id = await record(token);
    expect(await sees(other.globex, id)).toBe(true);
    for (const by of [world.initech.admin.token, world.northwind.admin.token, world.platform.staff.token])
      expect(await sees(by, id)).toBe(false);
    const [kept] = await world.sql<{ asked: string }>(
      'select asked from authority_disclosure where id = $1',
      [id],
    );
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
    expect(await answer(id, token, { givenClasses: ['TRAFFIC'] })).toBe('INVALID_INPUT givenClasses');
    expect(await answer(id, world.initech.admin.token)).toBe('NOT_FOUND');
    expect(await answer(id, user)).toBe('FORBIDDEN');
    expect(await answer(id, token)).toMatchObject({ state: 'ANSWERED' });
    expect(await answer(id, token)).toBe('CONFLICT id');
    expect(await sees(user, id)).toBe(false);
    expect(await tell(id, {}, token)).toBe('INVALID_INPUT whyUntold');
    expect(await tell(id, { mayTellOn: '2026-10-05', toldOn: '2026-10-01' }, token)).toBe(
      'INVALID_INPUT toldOn',
    );
    const secret = (more: object) => tell(id, { secret: true, mayTellOn: '2026-10-05', ...more }, token);
    expect(await secret({ secretUntil: '2026-10-06' })).toBe('INVALID_INPUT mayTellOn');
    expect(await secret({})).toBe('INVALID_INPUT secretUntil');
    expect(await tell(id, { secretUntil: '2026-10-06', whyUntold: 'Later.' }, token)).toBe(
      'INVALID_INPUT secretUntil',
    );
    expect(await tell(id, { mayTellOn: '2026-10-01' }, user)).toBe('FORBIDDEN');
    expect(await tell(id, { mayTellOn: '2026-10-01' }, world.initech.admin.token)).toBe('NOT_FOUND');
    await tell(id, { whyUntold: 'It would tip them off (Sch. 2 para. 2).' }, token);
    expect(await sees(user, id)).toBe(false);
    await tell(id, { mayTellOn: '2026-10-02' }, token);
    expect(await sees(user, id)).toBe(false);
    await tell(id, { mayTellOn: '2026-10-01', toldOn: '2026-10-01' }, token);
    const [row] = await seen(
      user,
      'authority basis state toldOn givenClasses dataClasses asked given secret people { endUserId }',
    );
    expect(row).toEqual({
      authority: 'HM Revenue and Customs',
      basis: 'HMRC_SCH_36',
      state: 'ANSWERED',
      toldOn: '2026-10-01',
      givenClasses: ['IDENTITY'],
      dataClasses: null,
      asked: null,
      given: null,
      secret: null,
      people: [{ endUserId: world.globex.user.endUserId }],
    });
  });

  test('that is a secret is seen by whoever was asked only, until its day; nor does the audit log tell', async () => {
    const { token } = world.platform.staff;
    const id = await record(token, { capacity: 'PROCESSOR', secret: true, secretUntil: '2026-10-03' });
    await decide(id, 'APPROVED', other.staff);
    await answer(id, token);
    for (const by of [world.globex.admin.token, world.northwind.admin.token, world.globex.user.token])
      expect(await sees(by, id)).toBe(false);
    expect(await decide(id, 'APPROVED', world.globex.admin.token)).toBe('NOT_FOUND');
    const told = () =>
      world.sql('select from audit_entry where subject_id = $1 and company_id is not null', [id]);
    expect(await told()).toEqual([]);
    expect(await sees(other.staff, id)).toBe(true);
    const further = await record(token, { secret: true });
    app.clock.set('2026-10-03T09:00:00Z');
    for (const { email } of [world.globex.admin, world.northwind.admin])
      expect(await sees(await world.signIn(email), id)).toBe(true);
    const globex = await world.signIn(world.globex.admin.email);
    expect(await decide(id, 'APPROVED', globex)).toBe('FORBIDDEN');
    expect(await sees(globex, further), 'until further notice').toBe(false);
  });

  test('of a reseller is seen by its company and by the platform, unless it is a secret; two people are a rule of the table', async () => {
    const northwind = await world.signIn(world.northwind.admin.email);
    const others = await Promise.all(
      [world.globex.admin, world.platform.staff].map(({ email }) => world.signIn(email)),
    );
    const [open, secret] = [await record(northwind), await record(northwind, { secret: true })];
    for (const by of others) {
      expect(await sees(by, open)).toBe(true);
      expect(await sees(by, secret)).toBe(false);
      expect(await decide(open, 'APPROVED', by)).toBe('FORBIDDEN');
    }
    expect(await sees(await world.signIn(world.contoso.admin.email), open)).toBe(false);
    await expect(
      world.sql(
        `update authority_disclosure set state = 'APPROVED', decided_by = recorded_by, decided_at = recorded_at where id = $1`,
        [open],
      ),
    ).rejects.toMatchObject({ constraint: 'authority_disclosure_two_people' });
  });

  test('is not in what people are given of themselves before they may be told', async () => {
    const { endUserId, email } = world.globex.user;
    const heldOf = async () => {
      const { data } = await app.ask<{ personalDataHeld: { lines: { what: string; count: number }[] } }>(
        '{ personalDataHeld { lines { what count } } }',
        {},
        await world.signIn(email),
      );
      return (
        data.personalDataHeld.lines.find(({ what }) => what === 'What an authority was given')?.count ?? 0
      );
    };
    const before = await heldOf();
    const token = await world.signIn(world.globex.admin.email);
    const id = await record(token, { endUserIds: [endUserId] });
    await decide(id, 'APPROVED', await world.signIn(colleagues.globex));
    await answer(id, token);
    expect(await heldOf()).toBe(before);
    await tell(id, { mayTellOn: '2026-10-03' }, token);
    expect(await heldOf()).toBe(before + 1);
  });

  test('whose people may be told by now is in a letter to those who look after it, once, and to no others', async () => {
    app.clock.set('2026-10-04T09:00:00Z');
    const token = await world.signIn(world.globex.admin.email);
    const id = await record(token);
    await decide(id, 'APPROVED', await world.signIn(colleagues.globex));
    await answer(id, token);
    await tell(id, { mayTellOn: '2026-10-04' }, token);
    const told = async () => {
      const due = await remind();
      const find = async () =>
        (
          await world.sql<{ to: string }>(
            `select "to" from mail where cause = 'authorityTelling' order by "to"`,
          )
        ).map(({ to }) => to);
      return { due, find };
    };
    const owners = [world.globex.admin.email, colleagues.globex].sort();
    const first = await told();
    expect(first.due).toBe(1);
    await expect.poll(first.find, { timeout: 20_000 }).toEqual(owners);
    expect((await told()).due).toBe(0);
    // Another day is reminded of anew.
    await tell(id, { mayTellOn: '2026-10-06' }, token);
    expect((await told()).due).toBe(0);
    app.clock.set('2026-10-06T09:00:00Z');
    const second = await told();
    expect(second.due).toBe(1);
    await expect.poll(second.find, { timeout: 20_000 }).toHaveLength(2 * owners.length);
    const { data } = await app.ask<{ home: { authorityPeopleToTell: number } }>(
      '{ home { authorityPeopleToTell } }',
      {},
      await world.signIn(world.globex.admin.email),
    );
    expect(data.home.authorityPeopleToTell).toBeGreaterThan(0);
  });
});
