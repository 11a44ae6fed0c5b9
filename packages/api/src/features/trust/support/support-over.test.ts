import { type Client, createClient } from 'graphql-ws';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLAnswer, startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { type Colleague, colleague } from '../../people/roles/factory.ts';
import { supportOf } from './factory.ts';
import { findSupportToSettle } from './settle-support.ts';

/** What ends an access besides who is in: what is open of it closes, nobody goes on by it, and both sides read why. */
let app: TestApp;
let world: World;
let support: ReturnType<typeof supportOf>;
let colleagueOfStaff: Colleague;
const clients: Client[] = [];

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  support = supportOf(app, world);
  colleagueOfStaff = await colleague(world, world.platform.staff, 'OWNER');
  await app.app.work();
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.dispose();
});
afterAll(() => app.close());

const SOON = { timeout: 5_000 };
const codeOf = ({ errors }: GraphQLAnswer<unknown>) => errors?.[0]?.extensions.code;
const sentenceOf = ({ errors }: GraphQLAnswer<unknown>) => errors?.[0]?.message;
const people = (token: string) => app.ask('{ endUsers { nodes { id } } }', {}, token);
const letIn = async (asker: string) => {
  const own = await world.signIn(asker);
  const company = await world.signIn(world.globex.admin.email);
  return { own, company, ...(await support.letIn({ companyId: world.globex.id }, own, company)) };
};
const stageOf = async (grantId: string) =>
  (
    await world.sql<{ stage: string; ended_by: string | null }>(
      'select stage, ended_by from support_grant where id = $1',
      [grantId],
    )
  )[0];

/** A page of whoever is in, open on a real socket; it has heard of a change already. */
async function openPage(accessToken: string): Promise<{ ended: boolean; heard: number }> {
  const page = { ended: false, heard: 0 };
  const end = () => {
    page.ended = true;
  };
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    connectionParams: { accessToken },
    retryAttempts: 0,
  });
  clients.push(client);
  client.subscribe(
    { query: 'subscription { hint { kind } }' },
    {
      next: () => {
        page.heard += 1;
      },
      error: end,
      complete: end,
    },
  );
  const change = { kind: 'Domain', resellerId: world.northwind.id, companyId: world.globex.id };
  await expect
    .poll(
      async () => {
        await world.sql('select pg_notify($1, $2)', ['steward_changed', JSON.stringify(change)]);
        return page.heard;
      },
      { timeout: 20_000 },
    )
    .toBeGreaterThan(0);
  return page;
}

/** The product looks round, as it does every minute. */
const lookRound = () =>
  perform(
    {
      ...app.app,
      credentials: { kind: 'system', task: 'support', resellerId: null, does: [findSupportToSettle.name] },
      requestId: 'support',
    },
    findSupportToSettle,
    {},
  );

describe('[S35] [S47] what is open', () => {
  test('closes within five seconds when the company ends it', async () => {
    const { grantId, token, company } = await letIn(world.northwind.admin.email);
    const page = await openPage(token);
    await support.end({ grantId }, company);
    await expect.poll(() => page.ended, SOON).toBe(true);
    expect(codeOf(await people(token))).toBe('UNAUTHENTICATED');
  });

  test('closes when those who asked end it', async () => {
    const { grantId, token, own } = await letIn(world.northwind.admin.email);
    const page = await openPage(token);
    await support.end({ grantId }, own);
    await expect.poll(() => page.ended, SOON).toBe(true);
  });

  test('[T6] [S25] closes when staff who are in no longer reach the company’s reseller, and it is put down', async () => {
    const { grantId, token, own } = await letIn(colleagueOfStaff.email);
    const page = await openPage(token);
    const { errors } = await app.ask(
      'mutation ($input: SetReachInput!) { setReach(input: $input) { id } }',
      {
        input: {
          membershipId: colleagueOfStaff.membershipId,
          reach: 'ONLY',
          resellerIds: [world.contoso.id],
        },
      },
      await world.signIn(world.platform.staff.email),
    );
    expect(errors).toBeUndefined();
    expect(codeOf(await people(token))).toBe('UNAUTHENTICATED');
    expect(sentenceOf(await support.resume({ grantId }, own))).toMatch(/^This access is over/);
    await expect.poll(() => page.ended, SOON).toBe(true);
    await lookRound();
    await expect.poll(() => stageOf(grantId), SOON).toEqual({ stage: 'ENDED', ended_by: 'STEWARD' });
    await world.sql(`update membership set reach = 'ALL' where id = $1`, [colleagueOfStaff.membershipId]);
    expect(codeOf(await people(token))).toBe('UNAUTHENTICATED');
  });

  test('[S25] closes when the role of whoever is in no longer includes support', async () => {
    const technician = await colleague(world, world.northwind.admin, 'TECHNICIAN');
    const { grantId, token } = await letIn(technician.email);
    const page = await openPage(token);
    const [finance] = await world.sql<{ id: string }>(
      `select id from role where level = 'RESELLER' and kind = 'FINANCE'`,
    );
    await app.ask(
      'mutation ($input: AssignRoleInput!) { assignRole(input: $input) { id } }',
      { input: { membershipId: technician.membershipId, roleId: finance?.id } },
      await world.signIn(world.northwind.admin.email),
    );
    expect(codeOf(await people(token))).toBe('UNAUTHENTICATED');
    await expect.poll(() => page.ended, SOON).toBe(true);
    await lookRound();
    await expect.poll(() => stageOf(grantId), SOON).toEqual({ stage: 'ENDED', ended_by: 'STEWARD' });
  });
});

describe('[T4] nobody goes on by an access', () => {
  test('that is over: neither the session that entered, nor a second one, nor by its token', async () => {
    const { grantId, token, own, company } = await letIn(world.northwind.admin.email);
    const second = await world.signIn(world.northwind.admin.email);
    expect(sentenceOf(await support.resume({ grantId }, second))).toMatch(/entered in another session/);
    expect(sentenceOf(await support.enter({ grantId }, second))).toMatch(/in use already/);
    await support.end({ grantId }, company);
    for (const session of [own, second]) {
      expect(sentenceOf(await support.enter({ grantId }, session))).toMatch(/^This access is over/);
      expect(sentenceOf(await support.resume({ grantId }, session))).toMatch(/^This access is over/);
    }
    expect(codeOf(await people(token))).toBe('UNAUTHENTICATED');
  });

  test('[S17] at a company that has moved: what was open is over, and what was approved is not entered', async () => {
    const { grantId, token, own } = await letIn(world.platform.staff.email);
    const page = await openPage(token);
    const reseller = await world.signIn(world.northwind.admin.email);
    const asked = await support.request(
      { companyId: world.globex.id, areas: ['directory'], mode: 'VIEW', reason: 'To look.', minutes: 5 },
      reseller,
    );
    const approved = asked.data.requestSupportAccess?.id;
    await support.decide({ grantId: approved, approve: true }, world.globex.admin.token);
    await world.sql('select move_company($1, $2)', [world.globex.id, world.contoso.id]);
    expect(codeOf(await people(token))).toBe('UNAUTHENTICATED');
    expect(await stageOf(grantId)).toEqual({ stage: 'ENDED', ended_by: 'STEWARD' });
    expect(sentenceOf(await support.resume({ grantId }, own))).toMatch(/^This access is over/);
    expect(sentenceOf(await support.enter({ grantId }, own))).toMatch(/looked after by somebody else/);
    expect(sentenceOf(await support.enter({ grantId: approved }, reseller))).toMatch(
      /looked after by somebody else/,
    );
    await expect
      .poll(async () => {
        await world.sql('select pg_notify($1, $2)', [
          'steward_changed',
          JSON.stringify({ kind: 'Company', id: world.globex.id, resellerId: world.northwind.id }),
        ]);
        return page.ended;
      }, SOON)
      .toBe(true);
    await world.sql('select move_company($1, $2)', [world.globex.id, world.northwind.id]);
  });
});

test('[T4] the product ends what has run out and lapses what nobody took, puts it down and tells the company', async () => {
  const { grantId } = await letIn(world.northwind.admin.email);
  const asked = await support.request(
    { companyId: world.acme.id, areas: ['services'], mode: 'VIEW', reason: 'To look.', minutes: 5 },
    await world.signIn(world.platform.staff.email),
  );
  const waiting = asked.data.requestSupportAccess?.id as string;
  const told = async () =>
    (
      await world.letters<{ subject: string }>(
        `select subject from mail where cause = 'supportAccess' and "to" = $1 and created_at = $2`,
        [world.globex.admin.email, app.clock.now()],
      )
    ).map(({ subject }) => subject);

  app.clock.forward(29 * 60_000);
  await lookRound();
  expect((await stageOf(grantId))?.stage).toBe('ACTIVE');
  app.clock.forward(60_000);
  await lookRound();
  await expect.poll(() => stageOf(grantId), SOON).toEqual({ stage: 'ENDED', ended_by: 'TIME' });
  await expect
    .poll(told, { timeout: 20_000 })
    .toEqual([expect.stringMatching(/^The access of .* has ended$/)]);
  expect((await stageOf(waiting))?.stage).toBe('REQUESTED');
  app.clock.forward(72 * 3_600_000);
  await lookRound();
  await expect.poll(() => stageOf(waiting), SOON).toEqual({ stage: 'LAPSED', ended_by: null });
  const log = await world.sql<{ subject_id: string }>(
    `select subject_id from audit_entry where action = 'settleSupportGrant' order by at`,
  );
  expect(log.map(({ subject_id }) => subject_id)).toEqual(expect.arrayContaining([grantId, waiting]));
  // Once: whoever looks round again finds nothing to do.
  expect(await lookRound()).toBe(0);
});
