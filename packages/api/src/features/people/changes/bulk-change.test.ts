import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { jpegOf } from '../photos/factory.ts';
import { colleague } from '../roles/factory.ts';
import { applyNext, applyToTheEnd, confirm, type Uploaded, upload } from './factory.ts';
import { workbookOf } from './file/workbook-of.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const HEADING = 'First name,Last name,E-mail,Mobile,Job title\n';
/** A file of so many end users, whose addresses begin with `name`. */
const fileOf = (name: string, count: number, domain = 'globex.example'): string =>
  HEADING + Array.from({ length: count }, (_, i) => `Ada ${i},${name},${name}${i}@${domain},,\n`).join('');
const sent = (file: string, more: Parameters<typeof upload>[3] = {}, token = world.globex.admin.token) =>
  upload(app, token, file, more);
const ready = async (file: string): Promise<string> => (await sent(file)).id;

interface Row {
  line: number;
  kind: string;
  outcome: string;
  reason: string | null;
  firstName: string;
  changed: string[];
  errors: { column: string; message: string }[];
}
interface Read {
  state: string;
  rows: { nodes: Row[] };
  [count: string]: unknown;
}
const FIELDS = `state fileName rowCount addCount changeCount sameCount errorCount serviceCount monthlyMinor doneCount refusedCount
  reversedCount keptCount unknownColumns submittedByName statedByName statementVersion approvedByName reversedByName
  rows(first: 100) { nodes { line kind outcome reason endUserId firstName lastName email mobile jobTitle services changed wasMobile wasJobTitle
    errors { column message } } }`;
const read = async (id: string, token = world.globex.admin.token) => {
  const { data, errors } = await app.ask<{ changeSet: Read }>(
    `query ($id: ID!) { changeSet(id: $id) { ${FIELDS} } }`,
    { id },
    token,
  );
  return errors ? ({ code: errors[0]?.extensions.code } as unknown as Read) : data.changeSet;
};
const decide = (verb: 'approve' | 'discard' | 'reverse', id: string, token = world.globex.admin.token) =>
  app.ask<Record<string, { state: string }>>(
    `mutation ($id: ID!) { ${verb}BulkChange(input: { id: $id }) { state } }`,
    { id },
    token,
  );
const problem = ({ errors }: { errors?: { message: string; extensions: { code: string } }[] | undefined }) =>
  errors?.[0] && `${errors[0].extensions.code}: ${errors[0].message}`;
/** Confirms it and has it applied. */
const applied = async (file: string, more: object = {}): Promise<string> => {
  const id = await ready(file);
  expect(problem(await confirm(app, world.globex.admin.token, id, more))).toBeUndefined();
  await applyToTheEnd(app, world, id);
  return id;
};
/** How many end users and addresses carry the last name. */
const written = async (name: string) =>
  (
    await world.sql<{ users: number; addresses: number }>(
      `select count(distinct u.id)::int as users, count(a.id)::int as addresses from end_user u
         left join email_address a on a.end_user_id = u.id and a."primary" and a.address = u.email where u.last_name = $1`,
      [name],
    )
  )[0];
const add = async (input: object): Promise<string> =>
  (
    await app.ask<{ addEndUser: { id: string } }>(
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      { input },
      world.globex.admin.token,
    )
  ).data.addEndUser.id;

describe('previewBulkChange', () => {
  test('[U2] compares the file with the directory; nothing is written there', async () => {
    const known = await add({
      firstName: 'Grace',
      lastName: 'Preview',
      email: 'grace.p@globex.example',
      mobile: '07700 900111',
    });
    const file = `${HEADING.trim()},Reference,Nickname
Zoë,Preview,ZOE@Globex.example,07700 900123,Clerk,,Z
Grace,Preview,GRACE.P@globex.example,07700 900222,Admiral,,
,,,,Admiral,${known.toUpperCase()},
Grace,Preview,grace.p@globex.example,,,,
`.replaceAll(',', ';');
    const { status, id } = await sent(file, { fileName: 'Küche & Co.csv' });
    expect(status).toBe(200);
    expect(await read(id)).toMatchObject({
      state: 'PREVIEW',
      fileName: 'Küche & Co.csv',
      rowCount: 4,
      addCount: 1,
      changeCount: 1,
      errorCount: 2,
      unknownColumns: ['Nickname'],
      submittedByName: 'Ada globex.example',
      statedByName: null,
      rows: {
        nodes: [
          { line: 2, kind: 'ADD', outcome: 'WAITING', email: 'ZOE@globex.example', mobile: '+447700900123' },
          {
            line: 3,
            kind: 'CHANGE',
            endUserId: known,
            changed: ['mobile', 'jobTitle'],
            mobile: '+447700900222',
            wasMobile: '+447700900111',
            jobTitle: 'Admiral',
            wasJobTitle: null,
          },
          { line: 4, kind: 'WRONG', errors: [{ column: 'row', message: 'The same end user is in line 3.' }] },
          {
            line: 5,
            kind: 'WRONG',
            errors: [{ column: 'email', message: 'The same address is in line 3.' }],
          },
        ],
      },
    });
    expect(await written('Preview')).toEqual({ users: 1, addresses: 1 });
    const audited = await world.sql('select action, company_id from audit_entry where subject_id = $1', [id]);
    expect(audited).toEqual([{ action: 'previewBulkChange', company_id: world.globex.id }]);
  });

  test('[U2] a row that says what the directory says stays as it is, and a blank cell changes nothing', async () => {
    await add({ firstName: 'Alan', lastName: 'Same', email: 'alan.same@globex.example', jobTitle: 'Clerk' });
    const id = await ready(`${HEADING}Alan,Same,alan.same@globex.example,,\n`);
    expect(await read(id)).toMatchObject({
      sameCount: 1,
      rows: { nodes: [{ kind: 'SAME', outcome: 'NONE', changed: [] }] },
    });
    expect(problem(await confirm(app, world.globex.admin.token, id))).toBe(
      'CONFLICT: There is nothing to do: the directory says all of this already.',
    );
  });

  test('[U2] names what is wrong row by row and cell by cell', async () => {
    await add({ firstName: 'No', lastName: 'Address' });
    const file = `First name,Last name,E-mail,Mobile,Reference,Services
Ada,Right,fine@globex.example,,,
Ada,,ada(at)globex,none,,
Ada,Outside,ada@initech.example,,,
Ada,Twice,FINE@globex.example,,,
=1+1,Formula,f@globex.example,,,
No,Address,,,,
,,other@globex.example,,${world.initech.user.endUserId},
,,other@globex.example,,${world.globex.user.endUserId},
Ada,Service,,,,"mailbox, NOPE"
`;
    const { rows } = await read(await ready(file));
    expect(
      rows.nodes.map(({ line, errors }) => [
        line,
        ...errors.map(({ column, message }) => `${column}: ${message}`),
      ]),
    ).toEqual([
      [2],
      [
        3,
        'email: Must be an e-mail address such as name@example.com.',
        'mobile: Must be a telephone number such as 020 7946 0018 or +44 20 7946 0018.',
        'lastName: Must be filled in for somebody who is not in the directory yet.',
      ],
      [4, "email: Must be in the company's domain: globex.example"],
      [5, 'email: The same address is in line 2.'],
      [6, 'firstName: Begins with = like a formula: write the text without it.'],
      [
        7,
        'row: Somebody of this name without an address is in the directory already: give their reference, or an e-mail address.',
      ],
      [8, 'reference: No end user of this company has this reference. Leave it empty to add somebody.'],
      [9, 'email: The same address is in line 8.'],
      [10, expect.stringContaining('services: There is no service “NOPE”. Offered: ')],
    ]);
  });

  test('[U2] an XLSX workbook is read like a CSV file; a cell with a formula is wrong', async () => {
    const file = workbookOf([
      ['First name', 'Last name', 'E-mail'],
      ['Ada', 'Sheet', 'sheet@globex.example'],
      ['Bob', 'Sheet', { xml: '<c t="str"><f>LOWER("X")</f><v>x@globex.example</v></c>' }],
    ]);
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const { id } = await upload(app, world.globex.admin.token, new Uint8Array(file), {
      type,
      fileName: 'people.xlsx',
    });
    expect(await read(id)).toMatchObject({
      rows: {
        nodes: [
          { line: 2, kind: 'ADD' },
          {
            line: 3,
            kind: 'WRONG',
            errors: [{ column: 'email', message: 'Holds a formula: copy the column and paste its values.' }],
          },
        ],
      },
    });
  });

  test('[U2] columns are proposed by their titles, chosen, and remembered for the company', async () => {
    const file = 'Vorname,Nachname,Mail\nAda,Columns,columns@globex.example\n';
    const fields = async () => (await sent(file, { propose: true })).columns?.map(({ field }) => field);
    const before = await sent(file, { propose: true });
    expect(before.columns).toEqual([
      { title: 'Vorname', field: null, samples: ['Ada'] },
      { title: 'Nachname', field: null, samples: ['Columns'] },
      { title: 'Mail', field: 'email', samples: ['columns@globex.example'] },
    ]);
    const { id } = await sent(file, { columns: '0:firstName,1:lastName,2:email' });
    expect(await read(id)).toMatchObject({ addCount: 1, unknownColumns: [] });
    expect(await fields()).toEqual(['firstName', 'lastName', 'email']);
    const others = await upload(app, world.initech.admin.token, file, { propose: true });
    expect(others.columns?.map(({ field }) => field)).toEqual([null, null, 'email']);
    const wrong = async (columns: string) =>
      (await sent(file, { columns })).errors?.[0]?.extensions.fields?.[0];
    expect(await wrong('0:firstName,1:firstName')).toMatchObject({ path: 'columns' });
    expect(await wrong('7:email')).toEqual({ path: 'columns', message: 'The file has 3 columns.' });
    expect(await wrong('0:shoeSize')).toMatchObject({ path: 'columns.0.field' });
    expect(await wrong('0:firstName')).toMatchObject({
      path: 'columns',
      message: expect.stringContaining('A column must say whom each row is about'),
    });
  });

  test('[U2] by GraphQL with the file in base64', async () => {
    const ask = (content: string) =>
      app.ask<{ previewBulkChange: { addCount: number } }>(
        'mutation ($input: PreviewBulkChangeInput!) { previewBulkChange(input: $input) { addCount } }',
        {
          input: {
            fileName: 'a.csv',
            content,
            columns: [
              { column: 0, field: 'FIRST_NAME' },
              { column: 1, field: 'LAST_NAME' },
            ],
          },
        },
        world.globex.admin.token,
      );
    const { data } = await ask(Buffer.from('A,B\nAda,Encoded\n').toString('base64'));
    expect(data.previewBulkChange).toEqual({ addCount: 1 });
    expect((await ask('not base64!')).errors?.[0]?.extensions.fields?.[0]?.path).toBe('content');
  });

  test('[T3] a reseller and staff name the company', async () => {
    for (const { token } of [world.northwind.admin, world.platform.staff]) {
      const { id } = await upload(app, token, fileOf('Named', 1), { companyId: world.globex.id });
      expect(await read(id, token)).toMatchObject({ addCount: 1, errorCount: 0 });
    }
    const { status, errors } = await upload(app, world.northwind.admin.token, fileOf('Named', 1));
    expect([status, errors?.[0]?.extensions.fields?.[0]?.path]).toEqual([400, 'companyId']);
  });

  test('[S59] an end user may not, nor somebody who is not signed in, and their file is not read', async () => {
    const begin = async (token: string | undefined): Promise<number | undefined> => {
      const sending = request(`${app.url}/bulk-changes`, {
        method: 'POST',
        headers: {
          'content-type': 'text/csv',
          'content-length': 5 * 1024 * 1024,
          ...(token && { authorization: `Bearer ${token}` }),
        },
      });
      // Not a byte of the file is ever sent.
      sending.flushHeaders();
      const [{ statusCode }] = (await once(sending, 'response')) as [IncomingMessage];
      sending.on('error', () => {}).destroy();
      return statusCode;
    };
    expect(await begin(undefined)).toBe(401);
    expect(await begin('not.a.token')).toBe(401);
    expect(await begin(world.globex.user.token)).toBe(403);
  });

  test('[S10] a company of another tenant is as one that does not exist', async () => {
    for (const companyId of [world.initech.id, newId()]) {
      const answer = await sent(fileOf('Not', 1, 'initech.example'), { companyId });
      expect(answer).toMatchObject({ status: 404, errors: [{ message: 'There is no such company.' }] });
    }
  });

  test('[S59] a file that cannot be read is refused, saying what would be right', async () => {
    const refused = ({ status, errors }: Uploaded) => {
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'INVALID_INPUT']);
      return errors?.[0]?.extensions.fields?.map(({ path, message }) => `${path}: ${message}`);
    };
    const { token } = world.globex.admin;
    expect(refused(await sent(''))).toEqual(['file: The file is empty.']);
    expect(refused(await sent(fileOf('Many', 50_001)))).toEqual([
      'file: May have at most 50,000 rows. Split the file into several.',
    ]);
    expect(refused(await upload(app, token, new Uint8Array(16 * 1024 * 1024 + 1)))).toEqual([
      'file: May have at most 16 MiB. Split the file into several.',
    ]);
    expect(refused(await sent('{}', { type: 'application/json' }))?.[0]).toContain(
      'file: Must be sent as text/csv',
    );
    expect(refused(await sent('Name\nAda\n'))?.[0]).toContain(
      'file: A column must say whom each row is about',
    );
    expect(refused(await sent(fileOf('x', 1), { fileName: '' }))).toEqual(['fileName: Must be filled in.']);
  });
});

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

describe('approveBulkChange', () => {
  const require = (required: boolean, token: string) =>
    app.ask<{ setBulkChangeApproval: { bulkChangeApproval: boolean } }>(
      'mutation ($input: SetBulkChangeApprovalInput!) { setBulkChangeApproval(input: $input) { bulkChangeApproval } }',
      { input: { required } },
      token,
    );

  test('[U2] where the company wants it, a second person of the company approves before anything is applied', async () => {
    const { token } = world.globex.admin;
    const second = await colleague(world, world.globex.admin, 'TECHNICIAN');
    expect((await require(true, token)).data.setBulkChangeApproval).toEqual({ bulkChangeApproval: true });
    expect((await require(true, token)).data.setBulkChangeApproval).toEqual({ bulkChangeApproval: true });
    const own = await ready(fileOf('Approved', 2));
    expect((await confirm(app, token, own)).data.confirmBulkChange.state).toBe('WAITING');
    await applyToTheEnd(app, world, own);
    expect(await written('Approved')).toEqual({ users: 0, addresses: 0 });
    expect(problem(await decide('approve', own))).toBe(
      'FORBIDDEN: Somebody else has to approve it: you submitted this file.',
    );
    expect(problem(await decide('approve', own, world.northwind.admin.token))).toContain('FORBIDDEN');
    expect(problem(await decide('approve', own, world.globex.user.token))).toContain('FORBIDDEN');
    expect(problem(await decide('approve', own, world.initech.admin.token))).toContain('NOT_FOUND');

    const sellers = (
      await upload(app, world.northwind.admin.token, fileOf('Seller', 2), { companyId: world.globex.id })
    ).id;
    expect((await confirm(app, world.northwind.admin.token, sellers)).data.confirmBulkChange.state).toBe(
      'WAITING',
    );
    expect((await decide('approve', sellers)).data.approveBulkChange).toEqual({ state: 'RUNNING' });
    expect(problem(await decide('approve', sellers))).toBeUndefined();
    await applyToTheEnd(app, world, sellers);
    expect(await read(sellers)).toMatchObject({ state: 'DONE', approvedByName: 'Ada globex.example' });
    expect(await written('Seller')).toEqual({ users: 2, addresses: 2 });

    const seconds = await ready(fileOf('Second', 2));
    await confirm(app, token, seconds);
    expect((await decide('approve', seconds, second.token)).data.approveBulkChange).toEqual({
      state: 'RUNNING',
    });
    await applyToTheEnd(app, world, seconds);
    expect(await read(seconds)).toMatchObject({ state: 'DONE', approvedByName: 'Grace Hopper' });

    // With whoever else might approve gone, a file says so instead of waiting for nobody.
    await world.sql(`update membership set status = 'SUSPENDED' where id = $1`, [second.membershipId]);
    const alone = await ready(fileOf('Alone', 1));
    expect(problem(await confirm(app, token, alone))).toMatch(
      /^CONFLICT: A second person .* nobody else there may/,
    );
    expect(await read(alone)).toMatchObject({ state: 'PREVIEW', statedByName: null });

    // Whoever may not approve may still take it back.
    expect((await decide('discard', own)).data.discardBulkChange).toEqual({ state: 'DISCARDED' });
    expect((await require(false, token)).data.setBulkChangeApproval).toEqual({ bulkChangeApproval: false });
    expect(problem(await decide('approve', own))).toContain('CONFLICT');
    expect((await confirm(app, token, alone)).data.confirmBulkChange.state).toBe('RUNNING');
    await applyToTheEnd(app, world, alone);
  });

  test('[U2] a company of one person is not locked out of its own imports: approval needs a second one who approves', async () => {
    const { admin } = world.initech;
    const refused =
      'CONFLICT: Nobody else of your company may approve imports yet: give a second person a role that does first.';
    expect(problem(await require(true, admin.token))).toBe(refused);
    await colleague(world, admin, 'READ_ONLY');
    expect(problem(await require(true, admin.token))).toBe(refused);
    expect((await require(false, admin.token)).data.setBulkChangeApproval).toEqual({
      bulkChangeApproval: false,
    });
    await colleague(world, admin, 'OWNER');
    expect((await require(true, admin.token)).data.setBulkChangeApproval).toEqual({
      bulkChangeApproval: true,
    });
  });

  test('whether it is wanted is the company’s own to say', async () => {
    for (const { token } of [world.northwind.admin, world.platform.staff, world.globex.user])
      expect(problem(await require(true, token))).toContain('FORBIDDEN');
  });
});

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
    const id = await applied(fileOf('Meanwhile', 3));
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
    await applyToTheEnd(app, world, id);
    expect(await read(id)).toMatchObject({
      state: 'REVERSED',
      reversedCount: 1,
      keptCount: 2,
      rows: {
        nodes: [
          { outcome: 'KEPT', reason: 'Has been invited to sign in since.' },
          { outcome: 'KEPT', reason: 'Has been given a photo since.' },
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

describe('GET /bulk-changes/:id/report', () => {
  const report = async (id: string, token: string | undefined, narrowed = '') => {
    const response = await fetch(`${app.url}/bulk-changes/${id}/report${narrowed}`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };

  test('[U2] [S62] is every row of the file, in columns that an import understands, over many pages', async () => {
    const lines = Array.from(
      { length: 1_201 },
      (_, i) => `Ada ${i},Report,report${i}@globex.example,07700 900123,\n`,
    );
    const id = await applied(
      `${HEADING}${lines.join('')}Ada,,report@globex.example,not known,'=HYPERLINK(1)\n`,
      {
        withoutErrors: true,
      },
    );
    const { status, headers, text } = await report(id, world.globex.admin.token);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    const rows = text.split('\r\n');
    expect(rows[0]).toBe(
      'Row,Does,Became,"What is wrong, or changes",First name,Last name,E-mail,Mobile,Phone,Job title,Department,Services',
    );
    expect(rows).toHaveLength(1_204);
    expect(rows[1]).toBe("2,Add,Applied,,Ada 0,Report,report0@globex.example,'+447700900123,,,,");
    expect(rows[1_202]).toMatch(
      /^1203,Error,Not applied,Mobile: .* Last name: .*,Ada,,report@globex.example,not known,,'=HYPERLINK\(1\),,$/,
    );

    const wrong = await report(id, world.globex.admin.token, '?kind=WRONG');
    expect(wrong.text.split('\r\n')).toHaveLength(3);
    // What could not be applied is corrected in that file, and imported.
    const corrected = wrong.text.replace(',Ada,,', ',Ada,Corrected,').replace('not known', "'+447700900124");
    const again = await read((await sent(corrected)).id);
    expect(again).toMatchObject({
      addCount: 1,
      errorCount: 0,
      unknownColumns: ['Row', 'Does', 'Became', 'What is wrong, or changes'],
    });
    expect(again.rows.nodes[0]).toMatchObject({
      lastName: 'Corrected',
      mobile: '+447700900124',
      jobTitle: '=HYPERLINK(1)',
    });
  });

  test('[S10] [S59] not for an end user, nor signed out; a file of another tenant is as one that does not exist', async () => {
    const id = await ready(fileOf('Reported', 1));
    expect((await report(id, undefined)).status).toBe(401);
    expect((await report(id, world.globex.user.token)).status).toBe(403);
    for (const unknown of [id, newId()])
      expect((await report(unknown, world.initech.admin.token)).status).toBe(404);
    for (const odd of ['/', '?kind=all', '?by=name'])
      expect(
        (await report(odd === '/' ? 'users' : id, world.globex.admin.token, odd === '/' ? '' : odd)).status,
      ).toBe(400);
  });
});

describe('discardBulkChange', () => {
  test('[U2] drops the file and the personal data in it; twice is once', async () => {
    const id = await ready(fileOf('Dropped', 2));
    expect((await decide('discard', id)).data.discardBulkChange).toEqual({ state: 'DISCARDED' });
    expect((await decide('discard', id)).data.discardBulkChange).toEqual({ state: 'DISCARDED' });
    expect(await world.sql('select from change_set_row where change_set_id = $1', [id])).toEqual([]);
    expect(problem(await confirm(app, world.globex.admin.token, id))).toBe(
      'CONFLICT: This file has been discarded.',
    );
    expect(problem(await decide('discard', await applied(fileOf('AppliedFirst', 1))))).toContain('CONFLICT');
    expect(problem(await decide('discard', id, world.globex.user.token))).toContain('FORBIDDEN');
    expect(problem(await decide('discard', id, world.initech.admin.token))).toContain('NOT_FOUND');
  });
});

describe('the worker', () => {
  test('[U2] applies what is confirmed, and forgets after a day what nobody decides on', async () => {
    const { token } = world.globex.admin;
    const old = await ready(fileOf('Old', 1));
    const done = await ready(fileOf('Worked', 3));
    await confirm(app, token, done);
    await app.app.work();
    await expect.poll(async () => (await read(done)).state, { timeout: 20_000 }).toBe('DONE');
    const find = () =>
      app.app.scopes.run({ kind: 'system', task: 'test', resellerId: null }, { requestId: 'test' }, (scope) =>
        scope.enqueue('find-old-change-sets', {}),
      );
    app.clock.forward(24 * 3_600_000);
    await find();
    await expect
      .poll(() => world.sql('select from change_set where id = $1', [old]), { timeout: 20_000 })
      .toEqual([]);
    app.clock.forward(30 * 24 * 3_600_000);
    await find();
    await expect
      .poll(() => world.sql('select from change_set where id = $1 and forgotten_at is not null', [done]), {
        timeout: 20_000,
      })
      .toHaveLength(1);
    const kept = await world.sql(
      'select distinct outcome, first_name, email from change_set_row where change_set_id = $1',
      [done],
    );
    expect(kept).toEqual([{ outcome: 'DONE', first_name: null, email: null }]);
    const again = await world.signIn(world.globex.admin.email);
    await world.showFactor(world.globex.admin);
    expect(problem(await decide('reverse', done, again))).toContain('older than 30 days');
    expect(await written('Worked')).toEqual({ users: 3, addresses: 3 });
  });
});
