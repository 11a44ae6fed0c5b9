import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { applyNext, applyToTheEnd, changesOn, confirm, fileOf, HEADING, problem, upload } from './factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const { ready, read, decide, applied, written, add } = changesOn(() => ({ app, world }));

describe('confirmBulkChange', () => {
  test('[U2] adds and changes what the preview said, with the statement as evidence and each person in the audit log', async () => {
    const known = await add({
      firstName: 'Grace',
      lastName: 'Applied',
      email: 'grace.a@globex.example',
      department: 'Navy',
    });
    await app.ask(
      'mutation ($id: ID!) { inviteEndUser(input: { endUserId: $id }) { id } }',
      { id: known },
      world.globex.admin.token,
    );
    const id = await applied(
      `${HEADING}Alan,Applied,alan.a@GLOBEX.example,07700 900123,\nGracie,Applied,grace.a@globex.example,07700 900124,Admiral\nNo,Applied,,,\n`,
    );
    expect(await read(id)).toMatchObject({
      state: 'DONE',
      doneCount: 3,
      refusedCount: 0,
      statementVersion: '2026-11',
      statedByName: 'Ada globex.example',
      rows: { nodes: [{ outcome: 'DONE' }, { outcome: 'DONE' }, { outcome: 'DONE' }] },
    });
    const { data } = await app.ask<{ endUsers: { nodes: object[] } }>(
      '{ endUsers(filter: { search: "Applied" }) { nodes { firstName email mobile jobTitle department status } } }',
      {},
      world.globex.admin.token,
    );
    const status = 'ACTIVE';
    expect(data.endUsers.nodes).toEqual([
      {
        firstName: 'Alan',
        email: 'alan.a@globex.example',
        mobile: '+447700900123',
        jobTitle: null,
        department: null,
        status,
      },
      {
        firstName: 'Gracie',
        email: 'grace.a@globex.example',
        mobile: '+447700900124',
        jobTitle: 'Admiral',
        department: 'Navy',
        status,
      },
      { firstName: 'No', email: null, mobile: null, jobTitle: null, department: null, status },
    ]);
    expect(await written('Applied')).toEqual({ users: 3, addresses: 2 });
    const memberships = await app.ask<{ endUser: object }>(
      'query ($id: ID!) { endUser(id: $id) { signIn displayName } }',
      { id: known },
      world.globex.admin.token,
    );
    expect(memberships.data.endUser).toEqual({ signIn: 'INVITED', displayName: 'Gracie Applied' });
    expect(await world.sql('select first_name from membership where end_user_id = $1', [known])).toEqual([
      { first_name: 'Gracie' },
    ]);
    const audited = await world.sql<{ action: string; changed: string[] }>(
      `select action, changed from audit_entry where end_user_id = $1 and action = 'applyBulkChange'`,
      [known],
    );
    expect(audited).toEqual([{ action: 'applyBulkChange', changed: ['firstName', 'mobile', 'jobTitle'] }]);
  });

  test('[U2] what has changed since the preview is refused at its row, and never claimed as done', async () => {
    const changed = await add({ firstName: 'Eve', lastName: 'Since', email: 'eve.s@globex.example' });
    const id = await ready(
      `${HEADING}Ada,Since,taken.s@globex.example,,\nEve,Since,eve.s@globex.example,07700 900999,Boss\nBob,Since,bob.s@globex.example,,\n`,
    );
    await add({ firstName: 'Quick', lastName: 'Other', email: 'TAKEN.S@globex.example' });
    await app.ask(
      'mutation ($input: UpdateEndUserInput!) { updateEndUser(input: $input) { id } }',
      { input: { id: changed, jobTitle: 'Queen', mobile: '07700 900998' } },
      world.globex.admin.token,
    );
    await confirm(app, world.globex.admin.token, id);
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({
      state: 'DONE',
      doneCount: 1,
      refusedCount: 2,
      rows: {
        nodes: [
          { outcome: 'REFUSED', reason: 'The address has been allocated to somebody since the preview.' },
          {
            outcome: 'REFUSED',
            reason: 'The mobile number and the job title have been changed since the preview.',
          },
          { outcome: 'DONE', reason: null },
        ],
      },
    });
    expect(await written('Since')).toEqual({ users: 2, addresses: 2 });
  });

  test('[U2] a domain that was removed since refuses its rows', async () => {
    const { token } = world.acme.admin;
    const { data } = await app.ask<{ addDomain: { id: string } }>(
      'mutation { addDomain(input: { name: "brief.example" }) { id } }',
      {},
      token,
    );
    const domainId = data.addDomain.id;
    await world.sql(`update domain set state = 'PROVED', proved_at = created_at where id = $1`, [domainId]);
    const { id } = await upload(app, token, fileOf('Brief', 2, 'brief.example'));
    await app.ask('mutation ($id: ID!) { removeDomain(input: { id: $id }) }', { id: domainId }, token);
    await confirm(app, token, id);
    await applyToTheEnd(app, world, id);
    const [row] = (await read(id, token)).rows.nodes;
    expect(row).toMatchObject({
      outcome: 'REFUSED',
      reason: expect.stringContaining('The domain of the address'),
    });
    expect(await written('Brief')).toEqual({ users: 0, addresses: 0 });
  });

  test('[C3] services that it orders are priced in the preview, ordered, and queued to be set up', async () => {
    const { data } = await app.ask<{
      products: { nodes: { code: string; unit: string; retailMinor: number }[] };
    }>('{ products { nodes { code unit retailMinor } } }', {}, world.globex.admin.token);
    const [one, two] = data.products.nodes.filter(({ unit }) => unit === 'PER_USER');
    const id = await ready(
      `First name,Last name,E-mail,Services\nAda,Served,ada.served@globex.example,"${one?.code}; ${two?.code.toLowerCase()}"\nBob,Served,bob.served@globex.example,${one?.code}\n`,
    );
    const monthlyMinor = 2 * (one?.retailMinor ?? 0) + (two?.retailMinor ?? 0);
    expect(await read(id)).toMatchObject({ serviceCount: 3, monthlyMinor, errorCount: 0 });
    await confirm(app, world.globex.admin.token, id);
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({ doneCount: 2 });
    const made = await world.sql(
      `select s.state from subscription s join end_user u on u.id = s.end_user_id where u.last_name = 'Served'`,
    );
    expect(made).toHaveLength(3);

    // Reversed, their services end; invoices may name them, so that they stay, suspended.
    expect(problem(await decide('reverse', id))).toBeUndefined();
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({ state: 'REVERSED', reversedCount: 2 });
    const left = await world.sql(
      `select distinct u.status, s.ends_on is not null as ends from subscription s join end_user u on u.id = s.end_user_id where u.last_name = 'Served'`,
    );
    expect(left).toEqual([{ status: 'SUSPENDED', ends: true }]);
  });

  test('[U2] the statement must be the one that is made now; errors must be left out by a word', async () => {
    const id = await ready(`${fileOf('Wrong', 2)}Ada,,,,\n`);
    const { token } = world.globex.admin;
    const old = await confirm(app, token, id, { statement: '2020-01' });
    expect(old.errors?.[0]?.extensions.fields?.[0]?.path).toBe('statement');
    expect(problem(await confirm(app, token, id))).toBe(
      'CONFLICT: One row of this file has errors: correct them and upload it again, or leave them out.',
    );
    expect(problem(await confirm(app, token, id, { withoutErrors: true }))).toBeUndefined();
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({ state: 'DONE', doneCount: 2, errorCount: 1 });
    expect(await written('Wrong')).toEqual({ users: 2, addresses: 2 });
    const { data } = await app.ask<{ bulkChangeStatement: { version: string; text: string } }>(
      '{ bulkChangeStatement { version text } }',
      {},
      token,
    );
    expect(data.bulkChangeStatement).toMatchObject({
      version: '2026-11',
      text: expect.stringContaining('have agreed'),
    });
  });

  test('[S48] confirming and reversing want a second factor that was shown just now', async () => {
    const { email } = world.globex.admin;
    const id = await ready(fileOf('Fresh', 1));
    const token = await world.signIn(email);
    for (const { errors } of [await confirm(app, token, id), await decide('reverse', id, token)])
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', need: 'FACTOR' });
    expect(await read(id)).toMatchObject({ state: 'PREVIEW' });
  });

  test('[U2] twice, and at once by five: it is applied once', async () => {
    const id = await ready(fileOf('Once', 30));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => confirm(app, world.globex.admin.token, id)),
    );
    expect(answers.map(problem)).toEqual(Array(5).fill(undefined));
    await Promise.all(Array.from({ length: 4 }, () => applyNext(app, world, id)));
    await applyToTheEnd(app, world, id);
    expect((await confirm(app, world.globex.admin.token, id)).data.confirmBulkChange.state).toBe('DONE');
    expect(await written('Once')).toEqual({ users: 30, addresses: 30 });
    const audited = await world.sql(
      `select from audit_entry where subject_id = $1 and action = 'confirmBulkChange'`,
      [id],
    );
    expect(audited).toHaveLength(1);
  });

  test('[U2] a batch that is killed takes itself back, and the change goes on where it stood', async () => {
    const id = await ready(fileOf('Killed', 1_500));
    await confirm(app, world.globex.admin.token, id);
    expect(await applyNext(app, world, id)).toBe('MORE');
    expect(await read(id)).toMatchObject({ state: 'RUNNING', doneCount: 1_000 });
    await world.sql(`create function hold_up() returns trigger language plpgsql as $$ begin
       if new.first_name = 'Ada 1400' then perform pg_advisory_xact_lock(4712); end if; return new; end $$`);
    await world.sql(
      'create trigger hold_up before insert on end_user for each row execute function hold_up()',
    );
    await world.sql('select pg_advisory_lock(4712)');
    const killed = applyNext(app, world, id).catch((error: Error) => error);
    const waiting = () =>
      world.sql<{ pid: number }>(
        `select pid from pg_locks where locktype = 'advisory' and objid = 4712 and not granted and database = (select oid from pg_database where datname = current_database())`,
      );
    await expect.poll(waiting).toHaveLength(1);
    await world.sql('select pg_terminate_backend($1)', [(await waiting())[0]?.pid]);
    expect(await killed).toBeInstanceOf(Error);
    await world.sql('select pg_advisory_unlock(4712)');
    await world.sql('drop trigger hold_up on end_user');
    expect(await written('Killed')).toEqual({ users: 1_000, addresses: 1_000 });
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({ state: 'DONE', doneCount: 1_500 });
    expect(await written('Killed')).toEqual({ users: 1_500, addresses: 1_500 });
  });

  test('[S10] an end user may not; a file of another tenant is as one that does not exist; an id that is none is named', async () => {
    const id = await ready(fileOf('Foreign', 1));
    expect(problem(await confirm(app, world.globex.user.token, id))).toContain('FORBIDDEN');
    for (const unknown of [id, newId()]) {
      expect(problem(await confirm(app, world.initech.admin.token, unknown))).toBe(
        'NOT_FOUND: There is no such change set.',
      );
    }
    expect((await read(id, world.contoso.admin.token)) as unknown).toEqual({ code: 'NOT_FOUND' });
    const { errors } = await confirm(app, world.globex.admin.token, 'users.csv');
    expect(errors?.[0]?.extensions.fields?.[0]?.path).toBe('id');
    expect(await written('Foreign')).toEqual({ users: 0, addresses: 0 });
  });
});
