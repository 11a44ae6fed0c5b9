import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { jpegOf } from '../photos/factory.ts';
import { applyToTheEnd, changesOn, confirm, fileOf, HEADING, problem } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const { ready, read, decide, applied, written, add } = changesOn(() => ({ app, world }));

describe('reverseBulkChange', () => {
  test('[U2] takes all of it back: who was added goes, what was changed is as before', async () => {
    const known = await add({
      firstName: 'Grace',
      lastName: 'Back',
      email: 'grace.b@globex.example',
      mobile: '07700 900555',
    });
    const first = await add({ firstName: 'Later', lastName: 'Back' });
    const id = await applied(
      `${HEADING.trim()},Reference\nAda,Back,ada.b@globex.example,07700 900123,,\nGrace,Backwards,grace.b@globex.example,07700 900124,Admiral,\n,,later.b@globex.example,,,${first}\n`,
    );
    expect(await read(id)).toMatchObject({ doneCount: 3 });
    expect(problem(await decide('reverse', id))).toBeUndefined();
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({
      state: 'REVERSED',
      reversedCount: 3,
      keptCount: 0,
      reversedByName: 'Ada globex.example',
    });
    const { data } = await app.ask<{ endUsers: { nodes: object[] } }>(
      '{ endUsers(filter: { search: "Back" }) { nodes { id email mobile jobTitle } } }',
      {},
      world.globex.admin.token,
    );
    expect(data.endUsers.nodes).toEqual([
      { id: known, email: 'grace.b@globex.example', mobile: '+447700900555', jobTitle: null },
      { id: first, email: null, mobile: null, jobTitle: null },
    ]);
    expect(
      await world.sql(
        `select from email_address where address in ('ada.b@globex.example', 'later.b@globex.example')`,
      ),
    ).toEqual([]);
    expect(problem(await decide('reverse', id))).toBeUndefined();
    expect(problem(await confirm(app, world.globex.admin.token, id))).toBe(
      'CONFLICT: This change has been reversed.',
    );
  });

  test('[U2] not while something has been built upon it, which it names', async () => {
    const id = await applied(fileOf('Built', 4));
    const people = await world.sql<{ id: string }>(
      `select id from end_user where last_name = 'Built' order by first_name`,
    );
    const [invited, changed, aliased] = people.map((person) => person.id);
    const { token } = world.globex.admin;
    await app.ask(
      'mutation ($id: ID!) { inviteEndUser(input: { endUserId: $id }) { id } }',
      { id: invited },
      token,
    );
    await app.ask(
      'mutation ($input: UpdateEndUserInput!) { updateEndUser(input: $input) { id } }',
      { input: { id: changed, jobTitle: 'Boss', phone: '020 7946 0018' } },
      token,
    );
    await app.ask(
      'mutation ($id: ID!) { allocateEmailAddress(input: { endUserId: $id, address: "also@globex.example" }) { id } }',
      { id: aliased },
      token,
    );
    expect(problem(await decide('reverse', id))).toBe(
      'CONFLICT: This change cannot be taken back, for something has been built upon it. Ada 0 Built (line 2): Has been invited to sign in since. Ada 1 Built (line 3): The telephone number and the job title have been changed since this file. Ada 2 Built (line 4): Has been given another address since.',
    );
    expect(await read(id)).toMatchObject({ state: 'DONE' });
    expect(await written('Built')).toEqual({ users: 4, addresses: 4 });
  });

  test('[U2] what is built upon it while it is being reversed is kept, and says so', async () => {
    const id = await applied(fileOf('Meanwhile', 4));
    expect(problem(await decide('reverse', id))).toBeUndefined();
    const people = await world.sql<{ id: string }>(
      `select id from end_user where last_name = 'Meanwhile' order by first_name`,
    );
    const { token } = world.globex.admin;
    await app.ask(
      'mutation ($id: ID!) { inviteEndUser(input: { endUserId: $id }) { id } }',
      { id: people[0]?.id },
      token,
    );
    await app.ask(
      'mutation ($input: SetEndUserPhotoInput!) { setEndUserPhoto(input: $input) { id } }',
      {
        input: { endUserId: people[1]?.id, photo: `data:image/jpeg;base64,${jpegOf(64).toString('base64')}` },
      },
      token,
    );
    const given = await app.ask(
      'mutation ($input: PlanLeaverInput!) { planLeaver(input: $input) { id } }',
      { input: { endUserId: people[2]?.id, lastDay: app.clock.now().toISOString().slice(0, 10) } },
      token,
    );
    expect(given.errors).toBeUndefined();
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({
      state: 'REVERSED',
      reversedCount: 1,
      keptCount: 3,
      rows: {
        nodes: [
          { outcome: 'KEPT', reason: 'Has been invited to sign in since.' },
          { outcome: 'KEPT', reason: 'Has been given a photo since.' },
          { outcome: 'KEPT', reason: 'Is in an order since, or has been planned to leave.' },
          { outcome: 'REVERSED' },
        ],
      },
    });
  });

  test('what was not applied, other tenants, and who may not', async () => {
    const id = await ready(fileOf('NotYet', 1));
    expect(problem(await decide('reverse', id))).toContain('CONFLICT: This file has not been applied');
    expect(problem(await decide('reverse', id, world.globex.user.token))).toContain('FORBIDDEN');
    expect(problem(await decide('reverse', id, world.initech.admin.token))).toContain('NOT_FOUND');
    expect(problem(await decide('reverse', 'x'))).toContain('INVALID_INPUT');
    await confirm(app, world.globex.admin.token, id);
    expect(problem(await decide('reverse', id))).toContain('CONFLICT: This change is still under way');
  });
});
