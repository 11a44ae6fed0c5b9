import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform, type Verb } from '../../../kernel/verb.ts';
import { colleague } from './factory.ts';
import { findAccessReviews, keepAccessReview, openQuarterlyReview } from './keep-reviews.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

const OPEN = `mutation ($input: OpenAccessReviewInput!) { openAccessReview(input: $input) {
  id level quarter state silence dueOn tenantName mine lineCount openCount } }`;
const DECIDE = `mutation ($input: DecideAccessInput!) { decideAccess(input: $input) { done refused { name reason } } }`;
const LINES = `query ($id: ID!) { accessReviewLines(filter: { accessReviewId: $id }) { nodes {
  id firstName tenantName roleName proposal reason changes changedAreas state decision decidedByName failure own mine membershipId } } }`;

interface Line {
  id: string;
  firstName: string;
  tenantName: string;
  proposal: string;
  reason: string;
  changes: number;
  changedAreas: string[];
  state: string;
  decision: string | null;
  decidedByName: string | null;
  failure: string | null;
  own: boolean;
  mine: boolean;
  membershipId: string;
}
interface Review {
  id: string;
  level: string;
  quarter: string;
  state: string;
  silence: string;
  dueOn: string;
  tenantName: string;
  mine: boolean;
  lineCount: number;
  openCount: number;
}

const open = async (token: string, input: object = {}) => {
  const { data, errors } = await app.ask<{ openAccessReview: Review }>(OPEN, { input }, token);
  return errors ? errors[0] : data.openAccessReview;
};
const opened = async (token: string, input: object = {}): Promise<Review> => {
  const review = await open(token, input);
  if (!review || !('id' in review)) throw new Error(JSON.stringify(review));
  return review;
};
const linesOf = async (id: string, token: string): Promise<Line[]> =>
  (await app.ask<{ accessReviewLines: { nodes: Line[] } }>(LINES, { id }, token)).data.accessReviewLines
    .nodes;
const decide = async (token: string, input: object) => {
  const { data, errors } = await app.ask<{ decideAccess: { done: number; refused: object[] } }>(
    DECIDE,
    { input },
    token,
  );
  return errors?.[0] ?? data.decideAccess;
};
const close = (id: string, token: string) =>
  app.ask<{ closeAccessReview: { state: string } }>(
    'mutation ($id: ID!) { closeAccessReview(input: { id: $id }) { state } }',
    { id },
    token,
  );
const byName = (lines: readonly Line[], name: string): Line => {
  const line = lines.find(({ firstName }) => firstName === name);
  if (!line) throw new Error(`${name} is not reviewed.`);
  return line;
};
const statusOf = async (id: string) =>
  (
    await world.sql<{ status: string; role: string }>(
      'select m.status, r.kind as role from membership m join role r on r.id = m.role_id where m.id = $1',
      [id],
    )
  )[0];
const bySystem = <I, R>(what: Verb<I, R>, input: object): Promise<R> =>
  perform(
    {
      scopes: app.app.scopes,
      services: app.app.services,
      log: app.app.log,
      requestId: 'test',
      credentials: { kind: 'system', task: 'test', resellerId: null, does: [what.name] },
    },
    what,
    input,
  );

describe('[T9] a company reviews who has access', () => {
  let review: Review;
  let lines: Line[];
  const ofGlobex = () => ({
    level: 'COMPANY' as const,
    resellerId: world.northwind.id,
    companyId: world.globex.id,
  });
  const token = () => world.globex.admin.token;

  test('nobody is reviewed where only one has access', async () => {
    expect(await open(world.initech.admin.token)).toMatchObject({
      message: expect.stringMatching(/^There is nobody to review/),
      extensions: { code: 'CONFLICT' },
    });
    expect(await world.sql('select from access_review')).toEqual([]);
  });

  test('each line has a proposal with its reason', async () => {
    const now = app.clock.now();
    await colleague(world, now, ofGlobex(), { name: 'Gone', seen: 200 });
    await colleague(world, now, ofGlobex(), { name: 'Never', seen: null });
    await colleague(world, now, ofGlobex(), { name: 'Looks', seen: 3 });
    await colleague(world, now, ofGlobex(), { name: 'Reads', seen: 3, kind: 'READ_ONLY' });
    await colleague(world, now, ofGlobex(), { name: 'Fresh', seen: null, since: 10 });
    await app.ask(
      `mutation ($input: InviteAdministratorInput!) { inviteAdministrator(input: $input) { id } }`,
      {
        input: {
          companyId: world.globex.id,
          administrator: { firstName: 'In', lastName: 'Vited', email: 'invited@globex.example' },
        },
      },
      token(),
    );
    review = await opened(token());
    expect(review).toMatchObject({
      level: 'COMPANY',
      quarter: '2026-10-01',
      state: 'OPEN',
      silence: 'KEEP',
      dueOn: '2026-10-22',
      tenantName: 'Globex Ltd',
      mine: true,
      lineCount: 6,
      openCount: 6,
    });
    lines = await linesOf(review.id, token());
    expect(
      Object.fromEntries(lines.map(({ firstName, proposal, reason }) => [firstName, [proposal, reason]])),
    ).toEqual({
      Ada: ['KEEP', 'RECENT'],
      Gone: ['REVOKE', 'NOT_SEEN'],
      Never: ['REVOKE', 'NEVER_SEEN'],
      Looks: ['REDUCE', 'ONLY_LOOKS'],
      Reads: ['KEEP', 'USED'],
      Fresh: ['KEEP', 'RECENT'],
    });
    expect(byName(lines, 'Ada')).toMatchObject({ own: true, tenantName: 'Globex Ltd' });
  });

  test('one is open at a time', async () => {
    expect(await open(token())).toMatchObject({
      message: expect.stringMatching(/^A review is open already/),
    });
  });

  test('[S17] [S10] its reseller and staff look at it and do not decide; others do not see it', async () => {
    const lineIds = [byName(lines, 'Gone').id];
    for (const other of [world.northwind.admin.token, world.platform.staff.token]) {
      expect(await linesOf(review.id, other)).toHaveLength(6);
      expect(await decide(other, { lineIds, decision: 'REVOKE' })).toMatchObject({
        extensions: { code: 'CONFLICT' },
        message: expect.stringMatching(/another’s/),
      });
      expect((await close(review.id, other)).errors?.[0]?.extensions.code).toBe('CONFLICT');
    }
    for (const other of [world.contoso.admin.token, world.initech.admin.token]) {
      expect(await linesOf(review.id, other)).toEqual([]);
      expect(await decide(other, { lineIds, decision: 'REVOKE' })).toMatchObject({
        extensions: { code: 'NOT_FOUND' },
      });
      expect((await close(review.id, other)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    }
    expect(await decide(world.globex.user.token, { lineIds, decision: 'KEEP' })).toMatchObject({
      extensions: { code: 'FORBIDDEN' },
    });
  });

  test('who is revoked is out at once, who is reduced looks only, nobody decides about themselves', async () => {
    const ids = (...names: string[]) => names.map((name) => byName(lines, name).id);
    expect(await decide(token(), { lineIds: ids('Gone', 'Never', 'Ada'), decision: 'REVOKE' })).toEqual({
      done: 2,
      refused: [{ name: 'Ada globex.example', reason: expect.stringMatching(/^This is your own access/) }],
    });
    expect(await statusOf(byName(lines, 'Gone').membershipId)).toMatchObject({ status: 'SUSPENDED' });
    expect(
      await decide(token(), { lineIds: ids('Looks'), decision: 'REDUCE', note: 'Reports only' }),
    ).toEqual({
      done: 1,
      refused: [],
    });
    expect(await statusOf(byName(lines, 'Looks').membershipId)).toEqual({
      status: 'ACTIVE',
      role: 'READ_ONLY',
    });
    // Twice, and another mind: what is taken away is not given back here.
    expect(await decide(token(), { lineIds: ids('Gone'), decision: 'KEEP' })).toMatchObject({ done: 0 });
    expect(await decide(token(), { lineIds: ids('Looks'), decision: 'REVOKE' })).toMatchObject({ done: 1 });
    lines = await linesOf(review.id, token());
    expect(byName(lines, 'Gone')).toMatchObject({
      state: 'DECIDED',
      decision: 'REVOKE',
      decidedByName: 'Ada globex.example',
    });
  });

  test('[S82] it is audited: the decision, and what became of the person', async () => {
    const { data } = await app.ask<{ auditEntries: { nodes: { subjectType: string; changed: string[] }[] } }>(
      `{ auditEntries(filter: { action: "decideAccess" }) { nodes { subjectType changed } } }`,
      {},
      token(),
    );
    const types = data.auditEntries.nodes.map(({ subjectType }) => subjectType);
    expect(types.filter((type) => type === 'AccessReviewLine')).toHaveLength(4);
    expect(types.filter((type) => type === 'Membership')).toHaveLength(4);
  });

  test('what was asked wrongly is said', async () => {
    const lineIds = [byName(lines, 'Fresh').id];
    expect(await decide(token(), { lineIds: [], decision: 'KEEP' })).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    });
    expect(await decide(token(), { lineIds: [world.globex.id], decision: 'KEEP' })).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    expect(await decide(token(), { lineIds, decision: 'KEEP', note: 'x'.repeat(501) })).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    });
    expect(await open(world.northwind.admin.token, { companyId: world.globex.id })).toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
    expect(await open(world.platform.staff.token, { dueOn: '2026-09-01' })).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    });
  });

  test('the evidence is a PDF and a CSV, for whoever sees the review', async () => {
    const fetchIt = (kind: string, by: string) =>
      fetch(`${app.url}/access-reviews/${review.id}/${kind}`, { headers: { authorization: `Bearer ${by}` } });
    const csv = await fetchIt('csv', token());
    expect(csv.headers.get('content-disposition')).toContain('access-review-q4-2026.csv');
    const text = await csv.text();
    expect(text).toContain('Looks League');
    expect(text).toMatch(/Gone League,.*Never signed in|Gone League,.*Has not signed in for 90 days/);
    expect(text).toContain('Revoke');
    const pdf = await fetchIt('pdf', token());
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await pdf.arrayBuffer()).toString('latin1', 0, 8)).toBe('%PDF-1.7');
    expect((await fetchIt('pdf', world.initech.admin.token)).status).toBe(404);
    expect((await fetchIt('csv', world.globex.user.token)).status).toBe(403);
  });

  test('closed, it stays as it is; what nobody decided is kept', async () => {
    expect((await close(review.id, token())).data.closeAccessReview).toEqual({ state: 'CLOSED' });
    expect((await close(review.id, token())).data.closeAccessReview).toEqual({ state: 'CLOSED' });
    const after = await linesOf(review.id, token());
    expect(byName(after, 'Fresh')).toMatchObject({ state: 'DECIDED', decision: 'KEEP', decidedByName: null });
    expect(await decide(token(), { lineIds: [byName(after, 'Fresh').id], decision: 'REVOKE' })).toMatchObject(
      {
        message: expect.stringMatching(/^This review is closed/),
      },
    );
  });
});

describe('[T9] the cascade', () => {
  test('a reseller reviews its people, and whoever is alone in a company that lets it', async () => {
    const now = app.clock.now();
    await colleague(
      world,
      now,
      { level: 'RESELLER', resellerId: world.contoso.id },
      { name: 'Peer', seen: 5 },
    );
    const review = await opened(world.contoso.admin.token);
    const lines = await linesOf(review.id, world.contoso.admin.token);
    expect(lines.map(({ tenantName }) => tenantName).toSorted()).toEqual(
      ['Contoso', 'Contoso', 'Initech Ltd']
        .map((name) => lines.find(({ tenantName }) => tenantName.startsWith(name))?.tenantName ?? name)
        .toSorted(),
    );
    // Its company neither sees it nor what is said in it.
    expect(await linesOf(review.id, world.initech.admin.token)).toEqual([]);
  });

  test('the platform reviews its staff and the resellers’ administrators; none of them sees it', async () => {
    await colleague(
      world,
      app.clock.now(),
      { level: 'PLATFORM', resellerId: world.platform.id },
      { name: 'Staff', seen: 1 },
    );
    const review = await opened(world.platform.staff.token);
    const lines = await linesOf(review.id, world.platform.staff.token);
    expect(lines.map(({ firstName }) => firstName).toSorted()).toEqual([
      'Ada',
      'Ada',
      'Ada',
      'Peer',
      'Staff',
    ]);
    for (const { token } of [world.northwind.admin, world.contoso.admin, world.acme.admin])
      expect(await linesOf(review.id, token)).toEqual([]);
    const northwind = lines.find(({ membershipId }) => membershipId === world.northwind.admin.membershipId);
    expect(
      await decide(world.platform.staff.token, { lineIds: [northwind?.id], decision: 'REVOKE' }),
    ).toEqual({
      done: 0,
      refused: [{ name: expect.any(String), reason: expect.stringMatching(/only owner/) }],
    });
    const after = await linesOf(review.id, world.platform.staff.token);
    expect(after.find(({ id }) => id === northwind?.id)).toMatchObject({
      state: 'FAILED',
      failure: expect.stringMatching(/only owner/),
    });
  });
});

describe('[T9] quarter by quarter', () => {
  const find = async () => bySystem(findAccessReviews, {});
  const openAll = async () => {
    const tenants = await world.sql<{ level: string; resellerId: string; companyId: string | null }>(
      `select 'COMPANY' as level, reseller_id as "resellerId", id as "companyId" from company
       union all select case when is_platform then 'PLATFORM' else 'RESELLER' end, id, null from reseller`,
    );
    for (const tenant of tenants) await bySystem(openQuarterlyReview, tenant);
  };

  test('every tenant’s is opened on the first day, once, with a letter to those who decide', async () => {
    await world.sql(`update access_review set state = 'CLOSED', closed_at = now() where state = 'OPEN'`);
    app.clock.set('2027-01-01T05:10:00Z');
    expect(await find()).toBe(6);
    await openAll();
    await openAll();
    const reviews = await world.sql<{ name: string }>(
      `select coalesce(c.name, r.name) as name from access_review a join reseller r on r.id = a.reseller_id
         left join company c on c.id = a.company_id where a.quarter = '2027-01-01' order by 1`,
    );
    // Nobody is reviewed where there is nobody else to decide.
    expect(reviews.map(({ name }) => name)).toContain('Globex Ltd');
    expect(reviews).toHaveLength(new Set(reviews.map(({ name }) => name)).size);
    const letters = await world.letters<{ to: string; subject: string }>(
      `select "to", subject from mail where cause = 'accessReviewOpened' and created_at >= '2027-01-01'`,
    );
    expect(letters).toContainEqual({
      to: 'admin@globex.example',
      subject: 'Access review Q1 2027 of Globex Ltd',
    });
  });

  test('who decides is reminded, who has gone is no question any more, and silence decides at the end', async () => {
    const [review] = await world.sql<{ id: string }>(
      `select id from access_review where company_id = $1 and state = 'OPEN'`,
      [world.globex.id],
    );
    const id = review?.id;
    await world.sql(`update access_review set silence = 'REVOKE' where id = $1`, [id]);
    app.clock.set('2027-01-15T06:00:00Z');
    await world.sql(`update membership set status = 'SUSPENDED' where first_name = 'Reads'`);
    await bySystem(keepAccessReview, { id });
    await bySystem(keepAccessReview, { id });
    const reminders = await world.sql(
      `select from mail where cause = 'accessReviewReminder' and "to" = 'admin@globex.example'`,
    );
    expect(reminders).toHaveLength(1);
    app.clock.set('2027-01-23T06:00:00Z');
    await bySystem(keepAccessReview, { id });
    const states = await world.sql<{
      name: string;
      state: string;
      decision: string | null;
      failure: string | null;
    }>(
      'select first_name as name, state, decision, failure from access_review_line where access_review_id = $1 order by 1',
      [id],
    );
    expect(states).toEqual([
      // The one who signed in last stays: a company keeps an owner.
      { name: 'Ada', state: 'FAILED', decision: 'REVOKE', failure: expect.stringMatching(/only owner/) },
      { name: 'Fresh', state: 'DECIDED', decision: 'REVOKE', failure: null },
      { name: 'Reads', state: 'LEFT', decision: null, failure: null },
    ]);
    expect(await bySystem(keepAccessReview, { id })).toBe(id);
  });
});

describe('[T9] the rule of a tenant', () => {
  const set = async (token: string, input: object) =>
    (
      await app.ask(
        'mutation ($input: UpdateAccessReviewRuleInput!) { updateAccessReviewRule(input: $input) }',
        { input },
        token,
      )
    ).errors?.[0];
  const rule = async (token: string) =>
    (
      await app.ask<{ accessReviewRule: object }>(
        '{ accessReviewRule { silence days tenantsSilence tenantsDaysMost } }',
        {},
        token,
      )
    ).data.accessReviewRule;

  test('is kept within the platform’s bounds', async () => {
    const [staff, reseller, company] = await Promise.all(
      ['staff@xe2.example', 'admin@northwind.example', 'admin@globex.example'].map(world.signIn),
    );
    expect(await rule(company ?? '')).toEqual({
      silence: 'KEEP',
      days: 21,
      tenantsSilence: 'ANY',
      tenantsDaysMost: 60,
    });
    expect(await set(company ?? '', { silence: 'REVOKE', days: 30 })).toBeUndefined();
    expect(await rule(company ?? '')).toMatchObject({ silence: 'REVOKE', days: 30 });
    expect(await rule(reseller ?? '')).toMatchObject({ silence: 'KEEP', days: 21 });
    expect(await set(company ?? '', { days: 61 })).toMatchObject({
      message: expect.stringContaining('May be at most 60 days'),
    });
    expect(await set(company ?? '', { tenantsSilence: 'ANY' })).toMatchObject({
      extensions: { code: 'INVALID_INPUT' },
    });
    expect(await set(company ?? '', { days: 7, known: { days: 21 } })).toMatchObject({
      extensions: { code: 'CONFLICT' },
    });
    expect(await set(staff ?? '', { tenantsSilence: 'KEEP', tenantsDaysMost: 14 })).toBeUndefined();
    expect(await rule(company ?? '')).toMatchObject({ silence: 'KEEP', days: 14 });
    expect(await set(reseller ?? '', { silence: 'REVOKE' })).toMatchObject({
      message: expect.stringContaining('the platform has settled'),
    });
  });

  test('[S22] is not an end user’s', async () => {
    const user = await world.signIn('user@globex.example');
    expect(await set(user, { days: 7 })).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
  });
});
