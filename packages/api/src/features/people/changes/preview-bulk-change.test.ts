import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { changesOn, confirm, fileOf, HEADING, problem, type Uploaded, upload } from './factory.ts';
import { workbookOf } from './file/workbook-of.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  await world.sql('update session set factor_at = $1', [app.clock.now()]);
});
afterAll(() => app.close());

const { sent, ready, read, written, add } = changesOn(() => ({ app, world }));

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
