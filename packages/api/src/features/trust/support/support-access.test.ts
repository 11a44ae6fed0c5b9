import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { enqueue } from '../../../kernel/jobs.ts';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { supportOf } from './factory.ts';
import { settleSupportGrantJob } from './settle-support.ts';

let app: TestApp;
let world: World;
let support: ReturnType<typeof supportOf>;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  support = supportOf(app, world);
});
afterAll(() => app.close());

const codeOf = ({ errors }: GraphQLAnswer<unknown>) => errors?.[0]?.extensions.code;
const wish = () => ({
  companyId: world.globex.id,
  areas: ['directory', 'services'],
  mode: 'VIEW' as const,
  reason: 'A mailbox does not open.',
  minutes: 30,
});
const endAll = async () => {
  for (const { id } of await world.sql<{ id: string }>(
    `select id from support_grant where stage in ('REQUESTED', 'APPROVED', 'ACTIVE')`,
  )) {
    const [grant] = await world.sql<{ level: string }>(
      'select asker_level as level from support_grant where id = $1',
      [id],
    );
    const by = grant?.level === 'PLATFORM' ? world.platform.staff : world.northwind.admin;
    await support.end({ grantId: id }, await world.signIn(by.email));
  }
};
const people = (token: string) =>
  app.ask<{ endUsers: { nodes: { id: string }[] } }>('{ endUsers { nodes { id } } }', {}, token);

describe('[T4] asking', () => {
  afterAll(endAll);

  test('is for staff and the company’s reseller, who name areas, mode, reason and minutes', async () => {
    const { data, errors } = await support.request(wish(), world.northwind.admin.token);
    expect(errors).toBeUndefined();
    expect(data.requestSupportAccess).toMatchObject({ state: 'REQUESTED' });
    const staff = await support.request({ ...wish(), areas: ['records'] }, world.platform.staff.token);
    expect(staff.data.requestSupportAccess).toMatchObject({ state: 'REQUESTED' });
  });

  test('is refused to the company itself, to end users and to nobody', async () => {
    expect(codeOf(await support.request(wish(), world.globex.admin.token))).toBe('FORBIDDEN');
    expect(codeOf(await support.request(wish(), world.globex.user.token))).toBe('FORBIDDEN');
    expect(codeOf(await support.request(wish(), undefined))).toBe('UNAUTHENTICATED');
  });

  test('finds no company of another reseller', async () => {
    expect(codeOf(await support.request(wish(), world.contoso.admin.token))).toBe('NOT_FOUND');
  });

  test('names what is wrong', async () => {
    const { errors } = await support.request(
      { ...wish(), areas: [], reason: ' ', minutes: 61 },
      world.northwind.admin.token,
    );
    expect(errors?.[0]?.extensions.fields?.map(({ path }) => path)).toEqual(['areas', 'reason', 'minutes']);
  });

  test('twice is a conflict while the first one is open', async () => {
    const again = await support.request(wish(), world.northwind.admin.token);
    expect(codeOf(again)).toBe('CONFLICT');
    expect(again.errors?.[0]?.message).toMatch(/have no answer yet from/);
  });
});

describe('[T4] deciding', () => {
  let grantId: string;
  beforeAll(async () => {
    grantId = (await support.request(wish(), world.northwind.admin.token)).data.requestSupportAccess
      ?.id as string;
  });
  afterAll(endAll);

  test('is not for who asked, another company, or an end user', async () => {
    const answers = await Promise.all(
      [world.northwind.admin, world.initech.admin, world.globex.user].map(({ token }) =>
        support.decide({ grantId, approve: true }, token),
      ),
    );
    expect(answers.map(codeOf)).toEqual(['FORBIDDEN', 'NOT_FOUND', 'FORBIDDEN']);
  });

  test('[S48] going in takes a second factor, shown just now', async () => {
    const { errors } = await support.enter(
      { grantId },
      await world.signIn(world.northwind.admin.email),
      'without',
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', need: 'FACTOR' });
  });

  test('nobody goes in before it', async () => {
    const { errors } = await support.enter({ grantId }, world.northwind.admin.token);
    expect(errors?.[0]?.message).toMatch(/not decided yet/);
  });

  test('is for the company’s administrator, once', async () => {
    const { data } = await support.decide({ grantId, approve: true }, world.globex.admin.token);
    expect(data.decideSupportAccess).toEqual({ id: grantId, state: 'APPROVED' });
    const again = await support.decide({ grantId, approve: false }, world.globex.admin.token);
    expect(codeOf(again)).toBe('CONFLICT');
  });

  test('tells both sides by mail', async () => {
    await app.app.work();
    await expect
      .poll(async () =>
        (
          await world.letters<{ to: string; subject: string }>(
            `select "to", subject from mail where cause = 'supportAccess' order by subject`,
          )
        ).map(({ to, subject }) => `${to}: ${subject}`),
      )
      .toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^admin@globex.example: .* asks for access to /),
          expect.stringMatching(/^admin@northwind.example: .* has approved your request for access$/),
        ]),
      );
  });
});

describe('[T4] a standing rule', () => {
  const rule = { side: 'RESELLER', areas: ['services', 'directory'], mode: 'VIEW', minutes: 20 };
  const setRule = (input: object, token: string) =>
    app.ask(
      'mutation ($input: SetSupportRuleInput!) { setSupportRule(input: $input) { id } }',
      { input },
      token,
    );
  const remove = (token: string) =>
    app.ask('mutation { removeSupportRule(input: { side: RESELLER }) }', {}, token);
  afterAll(endAll);

  test('is the company’s administrator’s to set and to remove', async () => {
    expect(codeOf(await setRule(rule, world.northwind.admin.token))).toBe('FORBIDDEN');
    expect(codeOf(await remove(world.globex.admin.token))).toBe('NOT_FOUND');
    expect((await setRule(rule, world.globex.admin.token)).errors).toBeUndefined();
    expect((await setRule({ ...rule, minutes: 25 }, world.globex.admin.token)).errors).toBeUndefined();
    expect(await world.sql('select minutes from support_rule')).toEqual([{ minutes: 25 }]);
  });

  test.each([
    ['within it', {}, 'APPROVED'],
    ['fewer areas', { areas: ['services'] }, 'APPROVED'],
    ['another area', { areas: ['services', 'billing'] }, 'REQUESTED'],
    ['to manage', { mode: 'MANAGE' }, 'REQUESTED'],
    ['longer', { minutes: 26 }, 'REQUESTED'],
  ])('decides at once what is asked %s: %o is %s', async (_what, change, state) => {
    const asked = await support.request({ ...wish(), minutes: 25, ...change }, world.northwind.admin.token);
    expect(asked.data.requestSupportAccess?.state).toBe(state);
    await support.end({ grantId: asked.data.requestSupportAccess?.id }, world.northwind.admin.token);
  });

  test('is for one side only', async () => {
    const asked = await support.request({ ...wish(), minutes: 20 }, world.platform.staff.token);
    expect(asked.data.requestSupportAccess?.state).toBe('REQUESTED');
  });

  test('and what a reseller was allowed is not for the next one', async () => {
    await world.sql(`update support_rule set asker_level = 'RESELLER'`);
    expect((await remove(world.globex.admin.token)).errors).toBeUndefined();
    const asked = await support.request(wish(), world.northwind.admin.token);
    expect(asked.data.requestSupportAccess?.state).toBe('REQUESTED');
  });
});

describe('[T4] [S18] being in', () => {
  afterAll(endAll);

  test('is within the areas, to look at', async () => {
    const { token } = await support.letIn(wish(), world.northwind.admin.token, world.globex.admin.token);
    expect((await people(token)).data.endUsers.nodes).toHaveLength(1);
    const answers = await app.ask(
      '{ subscriptions { totalCount } viewer { level support { mode areas reason endsAt } permissions } }',
      {},
      token,
    );
    expect(answers.data).toMatchObject({
      viewer: { level: 'COMPANY', support: { mode: 'VIEW', areas: ['directory', 'services'] } },
    });
    expect(codeOf(await app.ask('{ invoices { totalCount } }', {}, token))).toBe('FORBIDDEN');
    const change = await app.ask(
      'mutation ($id: ID!) { updateEndUser(input: { id: $id, jobTitle: "x" }) { id } }',
      { id: world.globex.user.endUserId },
      token,
    );
    expect(codeOf(change)).toBe('FORBIDDEN');
    await endAll();
  });

  test('or to manage; and what is done says who, for support', async () => {
    const { token, grantId } = await support.letIn(
      { ...wish(), mode: 'MANAGE' as const },
      world.platform.staff.token,
      world.globex.admin.token,
    );
    const { endUserId } = world.globex.user;
    const change = await app.ask(
      'mutation ($id: ID!) { updateEndUser(input: { id: $id, jobTitle: "Porter" }) { jobTitle } }',
      { id: endUserId },
      token,
    );
    expect(change.data).toEqual({ updateEndUser: { jobTitle: 'Porter' } });
    await app.ask('query ($id: ID!) { endUser(id: $id) { displayName } }', { id: endUserId }, token);
    await app.app.services.accessLedger.flush();
    const log = await app.ask<{ supportLog: { deed: string; what: string; subjectId: string }[] }>(
      'query ($id: ID!) { supportLog(grantId: $id) { deed what subjectId subjectName subjectLabel } }',
      { id: grantId },
      world.globex.admin.token,
    );
    expect(log.data.supportLog.map(({ deed, what, subjectId }) => [deed, what, subjectId])).toEqual([
      ['DONE', 'updateEndUser', endUserId],
      ['VIEWED', 'endUser', endUserId],
    ]);
    const audit = await app.ask<{ auditEntries: { nodes: { actorName: string; supportGrantId: string }[] } }>(
      '{ auditEntries(filter: { action: "updateEndUser" }, first: 10) { nodes { actorName supportGrantId } } }',
      {},
      world.globex.admin.token,
    );
    // What was refused under the grant before is noted there, too, at the same moment of this clock.
    expect(audit.data.auditEntries.nodes.map(({ supportGrantId }) => supportGrantId)).toContain(grantId);
    const seen = await app.ask<{ accessLedger: { nodes: { reason: string; byName: string }[] } }>(
      '{ accessLedger(first: 1) { nodes { reason byName roleName } } }',
      {},
      world.globex.user.token,
    );
    expect(seen.data.accessLedger.nodes[0]).toMatchObject({ reason: 'SUPPORT', roleName: 'Support access' });
    expect(
      codeOf(
        await app.ask(
          'query ($id: ID!) { supportLog(grantId: $id) { what } }',
          { id: grantId },
          world.initech.admin.token,
        ),
      ),
    ).toBe('NOT_FOUND');
    await endAll();
  });

  test('[S18] [C4] [U2] and says yes to nothing for the company, whatever it manages', async () => {
    const { token } = await support.letIn(
      { ...wish(), mode: 'MANAGE' as const },
      world.platform.staff.token,
      world.globex.admin.token,
    );
    const id = newId();
    const tried = await Promise.all([
      app.ask('mutation { setOrderApproval(input: { approval: NEVER }) }', {}, token),
      app.ask('mutation ($id: ID!) { approveOrder(input: { id: $id }) { id } }', { id }, token),
      app.ask('mutation ($id: ID!) { approveBulkChange(input: { id: $id }) { id } }', { id }, token),
      app.ask('mutation { setBulkChangeApproval(input: { required: false }) { id } }', {}, token),
    ]);
    expect(tried.map(codeOf)).toEqual(['FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN', 'FORBIDDEN']);
    await endAll();
  });

  test('is entered once, by who asked, and goes on in the session that entered', async () => {
    const asked = await support.request(wish(), world.northwind.admin.token);
    const grantId = asked.data.requestSupportAccess?.id;
    await support.decide({ grantId, approve: true }, world.globex.admin.token);
    expect(codeOf(await support.enter({ grantId }, world.platform.staff.token))).toBe('NOT_FOUND');
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => support.enter({ grantId }, world.northwind.admin.token)),
    );
    expect(tries.filter(({ errors }) => !errors)).toHaveLength(1);
    expect(new Set(tries.map(codeOf))).toEqual(new Set([undefined, 'CONFLICT']));
    expect((await support.resume({ grantId }, world.northwind.admin.token)).errors).toBeUndefined();
    const second = await world.signIn(world.northwind.admin.email);
    expect(codeOf(await support.enter({ grantId }, second))).toBe('CONFLICT');
    expect(codeOf(await support.resume({ grantId }, second))).toBe('CONFLICT');
    await endAll();
  });

  test('is not a hat to switch to, nor listed among administrators', async () => {
    const { token } = await support.letIn(wish(), world.northwind.admin.token, world.globex.admin.token);
    const lent = await world.sql<{ id: string }>(
      'select id from membership where lent_to is not null and status = $1',
      ['ACTIVE'],
    );
    expect(lent).toHaveLength(1);
    const switched = await app.ask(
      'mutation ($id: ID!) { switchMembership(membershipId: $id) { accessToken } }',
      { id: lent[0]?.id },
      world.northwind.admin.token,
    );
    expect(codeOf(switched)).toBe('NOT_FOUND');
    const viewer = await app.ask<{ viewer: { memberships: object[] } }>(
      '{ viewer { memberships { id } } }',
      {},
      world.northwind.admin.token,
    );
    expect(viewer.data.viewer.memberships).toHaveLength(1);
    const listed = await app.ask<{ memberships: { nodes: { id: string }[] } }>(
      '{ memberships { nodes { id } } }',
      {},
      world.globex.admin.token,
    );
    expect(listed.data.memberships.nodes.map(({ id }) => id)).not.toContain(lent[0]?.id);
    const back = await app.ask(
      'mutation ($id: ID!) { switchMembership(membershipId: $id) { accessToken } }',
      { id: world.northwind.admin.membershipId },
      token,
    );
    expect(codeOf(back)).toBe('FORBIDDEN');
    await endAll();
  });
});

describe('[T4] [S47] its end', () => {
  const ends = async (end: (grantId: string, token: string) => Promise<unknown>) => {
    const own = await world.signIn(world.northwind.admin.email);
    const { grantId, token } = await support.letIn(wish(), own, await world.signIn(world.globex.admin.email));
    expect((await people(token)).errors).toBeUndefined();
    await end(grantId, token);
    expect(codeOf(await people(token))).toBe('UNAUTHENTICATED');
    const [grant] = await world.sql<{ stage: string; ended_by: string }>(
      'select stage, ended_by from support_grant where id = $1',
      [grantId],
    );
    return { grantId, own, ...grant };
  };

  test('is the company’s to say, at once', async () => {
    const ended = await ends(async (grantId) => support.end({ grantId }, world.globex.admin.token));
    expect(ended).toMatchObject({ stage: 'ENDED', ended_by: 'COMPANY' });
    const again = await support.end({ grantId: ended.grantId }, world.globex.admin.token);
    expect(codeOf(again)).toBe('CONFLICT');
    const { errors } = await support.enter({ grantId: ended.grantId }, ended.own);
    expect(errors?.[0]?.message).toMatch(/is over/);
    expect(codeOf(await support.end({ grantId: ended.grantId }, world.initech.admin.token))).toBe(
      'NOT_FOUND',
    );
    expect(codeOf(await support.end({ grantId: ended.grantId }, world.globex.user.token))).toBe('FORBIDDEN');
  });

  test('is theirs who asked', async () => {
    const ended = await ends(async (grantId) => support.end({ grantId }, world.northwind.admin.token));
    expect(ended).toMatchObject({ stage: 'ENDED', ended_by: 'ASKER' });
  });

  test('is whoever is in leaving', async () => {
    const ended = await ends(async (grantId, token) => {
      expect((await support.end({ grantId }, token)).errors).toBeUndefined();
    });
    expect(ended).toMatchObject({ stage: 'ENDED', ended_by: 'ASKER' });
  });

  test('comes with signing out where it was entered', async () => {
    const ended = await ends(async (grantId) => {
      const [grant] = await world.sql<{ within: string }>(
        'select s.within from support_grant g join session s on s.id = g.session_id where g.id = $1',
        [grantId],
      );
      await world.sql('update session set ended_at = $2 where id = $1', [grant?.within, app.clock.now()]);
    });
    expect(ended).toMatchObject({ stage: 'ENDED', ended_by: 'ASKER' });
  });

  test('comes with the suspension of whoever is in, as what they are', async () => {
    const ended = await ends(async () => {
      await world.sql(`update membership set status = 'SUSPENDED' where id = $1`, [
        world.northwind.admin.membershipId,
      ]);
    });
    await world.sql(`update membership set status = 'ACTIVE' where id = $1`, [
      world.northwind.admin.membershipId,
    ]);
    await support.end({ grantId: ended.grantId }, world.globex.admin.token);
  });

  test('comes with the suspension of the company', async () => {
    const ended = await ends(async () => {
      await world.sql(`update company set status = 'SUSPENDED' where id = $1`, [world.globex.id]);
    });
    await world.sql(`update company set status = 'ACTIVE' where id = $1`, [world.globex.id]);
    expect(ended).toMatchObject({ stage: 'ENDED', ended_by: 'STEWARD' });
  });

  test('comes by itself when the minutes are over, and is put down', async () => {
    const ended = await ends(async () => app.clock.forward(30 * 60_000));
    const { data } = await app.ask(
      'query ($id: ID!) { supportGrant(id: $id) { state } }',
      { id: ended.grantId },
      await world.signIn(world.globex.admin.email),
    );
    expect(data).toEqual({ supportGrant: { state: 'ENDED' } });
    const { id: resellerId } = world.northwind;
    await app.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
      enqueue(scope, settleSupportGrantJob, { resellerId, grantId: ended.grantId }),
    );
    await app.app.work();
    await expect
      .poll(() =>
        world.sql(
          `select differences from audit_entry where action = 'settleSupportGrant' and subject_id = $1`,
          [ended.grantId],
        ),
      )
      .toEqual([{ differences: [{ field: 'state', before: 'ACTIVE', after: 'ENDED' }] }]);
    // The next one may be asked for whether or not the job has come round.
    const asked = await support.request(wish(), await world.signIn(world.northwind.admin.email));
    expect(asked.data.requestSupportAccess?.state).toBe('REQUESTED');
    const [grant] = await world.sql('select stage, ended_by from support_grant where id = $1', [
      ended.grantId,
    ]);
    expect(grant).toEqual({ stage: 'ENDED', ended_by: 'TIME' });
    const [put] = await world.sql<{ differences: object[] }>(
      `select differences from audit_entry where action = 'requestSupportAccess' and subject_id = $1`,
      [asked.data.requestSupportAccess?.id],
    );
    expect(put?.differences).toEqual(
      expect.arrayContaining([
        { field: 'state', before: null, after: 'REQUESTED' },
        { field: 'areas', before: null, after: wish().areas.join() },
      ]),
    );
  });

  test('what nobody decides, and what nobody enters, lapses', async () => {
    const [open] = await world.sql<{ id: string }>(`select id from support_grant where stage = 'REQUESTED'`);
    app.clock.forward(72 * 3_600_000);
    const company = await world.signIn(world.globex.admin.email);
    const reseller = await world.signIn(world.northwind.admin.email);
    const late = await support.decide({ grantId: open?.id, approve: true }, company);
    expect(late.errors?.[0]?.message).toMatch(/has lapsed/);
    const asked = await support.request(wish(), reseller);
    const grantId = asked.data.requestSupportAccess?.id;
    await support.decide({ grantId, approve: true }, company);
    app.clock.forward(72 * 3_600_000);
    const { errors } = await support.enter({ grantId }, await world.signIn(world.northwind.admin.email));
    expect(errors?.[0]?.message).toMatch(/has lapsed/);
  });
});
