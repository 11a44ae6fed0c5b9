import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Uploaded {
  status: number;
  id: string;
  errors?: { message: string; extensions: { code: string; fields?: { path: string; message: string }[] } }[];
}
const upload = async (
  token: string | undefined,
  file: string | Uint8Array<ArrayBuffer>,
  {
    companyId,
    fileName = 'users.csv',
    type = 'text/csv',
  }: { companyId?: string; fileName?: string; type?: string } = {},
): Promise<Uploaded> => {
  const query = new URLSearchParams({ fileName, ...(companyId ? { companyId } : {}) });
  const response = await fetch(`${app.url}/imports/end-users?${query}`, {
    method: 'POST',
    headers: { 'content-type': type, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: file,
  });
  return { status: response.status, ...((await response.json()) as object) } as Uploaded;
};

const HEADING = 'First name,Last name,E-mail,Mobile,Nickname\n';
/** A file of so many end users, whose addresses begin with `name`. */
const fileOf = (name: string, count: number, domain = 'globex.example'): string =>
  HEADING + Array.from({ length: count }, (_, i) => `Ada ${i},${name},${name}${i}@${domain},,\n`).join('');
const ready = async (name: string, count = 2): Promise<string> =>
  (await upload(world.globex.admin.token, fileOf(name, count))).id;

interface Preview {
  state: string;
  fileName: string;
  rowCount: number;
  errorCount: number;
  unknownColumns: string[];
  rows: {
    line: number;
    firstName: string;
    email: string;
    mobile: string;
    errors: { column: string; message: string }[];
  }[];
}
const FIELDS =
  'state fileName rowCount errorCount unknownColumns rows { line firstName email mobile errors { column message } }';
const preview = async (id: string, token = world.globex.admin.token) => {
  const { data, errors } = await app.ask<{ endUserImport: Preview }>(
    `query ($id: ID!) { endUserImport(id: $id) { ${FIELDS} } }`,
    { id },
    token,
  );
  return { import: data?.endUserImport as Preview, errors };
};
const decide = (verb: 'confirm' | 'discard', id: string, token = world.globex.admin.token) =>
  app.ask<Record<string, Preview>>(
    `mutation ($id: ID!) { ${verb}EndUserImport(input: { id: $id }) { ${FIELDS} } }`,
    { id },
    token,
  );
/** How many end users and addresses carry the name. */
const written = async (name: string) => {
  const [count] = await world.sql<{ users: number; addresses: number }>(
    `select count(distinct u.id)::int as users, count(a.id)::int as addresses from end_user u
       left join email_address a on a.end_user_id = u.id and a."primary" and a.address = u.email where u.last_name = $1`,
    [name],
  );
  return count;
};
const audited = (id: string) =>
  world.sql(
    'select action, subject_type, company_id, reference from audit_entry where subject_id = $1 order by at, id',
    [id],
  );

describe('previewEndUserImport', () => {
  test('[U2] reads and checks the file; nothing is written to the directory', async () => {
    const file =
      `\uFEFF${HEADING}Zoë,Preview,ZOE@Globex.example,07700 900123,Z\n"Grace\n",Preview,,,\n`.replaceAll(
        ',',
        ';',
      );
    const { status, id } = await upload(world.globex.admin.token, file, { fileName: 'Küche & Co.csv' });
    expect(status).toBe(200);
    expect((await preview(id)).import).toEqual({
      state: 'PREVIEW',
      fileName: 'Küche & Co.csv',
      rowCount: 2,
      errorCount: 0,
      unknownColumns: ['Nickname'],
      rows: [
        { line: 2, firstName: 'Zoë', email: 'ZOE@globex.example', mobile: '+447700900123', errors: [] },
        { line: 3, firstName: 'Grace', email: '', mobile: '', errors: [] },
      ],
    });
    expect(await written('Preview')).toEqual({ users: 0, addresses: 0 });
    expect(await audited(id)).toEqual([
      {
        action: 'previewEndUserImport',
        subject_type: 'EndUserImport',
        company_id: world.globex.id,
        reference: null,
      },
    ]);
  });

  test('[U2] names what is wrong row by row and cell by cell, those rows first', async () => {
    const file = [
      'Ada,Right,fine@globex.example,',
      'Ada,,ada(at)globex,none',
      'Ada,Taken,USER@globex.example,',
      'Ada,Outside,ada@initech.example,',
      'Ada,Twice,FINE@globex.example,',
    ].join('\n');
    const { id } = await upload(world.globex.admin.token, HEADING + file);
    const { import: found } = await preview(id);
    expect(found).toMatchObject({ rowCount: 5, errorCount: 4 });
    expect(
      found.rows.map(({ line, errors }) => [
        line,
        ...errors.map(({ column, message }) => `${column}: ${message}`),
      ]),
    ).toEqual([
      [
        3,
        'lastName: Must be filled in.',
        'email: Must be an e-mail address such as name@example.com.',
        'mobile: Must be a telephone number such as 020 7946 0018 or +44 20 7946 0018.',
      ],
      [4, 'email: This address is already allocated.'],
      [5, "email: Must be in the company's domain: globex.example"],
      [6, 'email: The same address is in line 2.'],
      [2],
    ]);
    expect(await world.sql('select accepted from end_user_import where id = $1', [id])).toEqual([
      { accepted: [] },
    ]);
  });

  test('[T3] a reseller and staff name the company', async () => {
    for (const { token } of [world.northwind.admin, world.platform.staff]) {
      const { id } = await upload(token, fileOf('Named', 1), { companyId: world.globex.id });
      expect((await preview(id)).import).toMatchObject({ rowCount: 1, errorCount: 0 });
    }
    const { status, errors } = await upload(world.northwind.admin.token, fileOf('Named', 1));
    expect(status).toBe(400);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'companyId' }] });
  });

  test('an end user may not, nor somebody who is not signed in', async () => {
    const asUser = await upload(world.globex.user.token, fileOf('Not', 1));
    expect(asUser).toMatchObject({ status: 403, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    const anonymous = await upload(undefined, fileOf('Not', 1));
    expect(anonymous).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  test('[S59] whoever may not is answered before their file is read', async () => {
    const begin = async (token: string | undefined): Promise<number | undefined> => {
      const sending = request(`${app.url}/imports/end-users`, {
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
      const answer = await upload(world.globex.admin.token, fileOf('Not', 1, 'initech.example'), {
        companyId,
      });
      expect(answer).toMatchObject({
        status: 404,
        errors: [{ message: 'There is no such company.', extensions: { code: 'NOT_FOUND' } }],
      });
    }
  });

  test('[S59] a file that cannot be read is refused, saying what would be right', async () => {
    const refused = async (...given: Parameters<typeof upload>) => {
      const { status, errors } = await upload(...given);
      expect([status, errors?.[0]?.extensions.code]).toEqual([400, 'INVALID_INPUT']);
      return errors?.[0]?.extensions.fields?.map(({ path, message }) => `${path}: ${message}`);
    };
    const { token } = world.globex.admin;
    expect(await refused(token, '')).toEqual(['file: The file is empty.']);
    expect(await refused(token, fileOf('Many', 50_000))).toEqual([
      'file: May have at most 20,000 rows. Split the file into several.',
    ]);
    expect(await refused(token, new Uint8Array(5 * 1024 * 1024 + 1))).toEqual([
      'file: May have at most 5 MiB. Split the file into several.',
    ]);
    expect(await refused(token, '{}', { type: 'application/json' })).toEqual([
      'file: Must be sent as text/csv.',
    ]);
    expect(await refused(token, fileOf('x', 1), { fileName: '' })).toEqual(['fileName: Must be filled in.']);
    expect(await refused(token, fileOf('x', 1), { companyId: 'globex' })).toEqual([
      'companyId: Must be the id of a record.',
    ]);
  });

  test('[U2] twice: two previews, of which each can be decided on', async () => {
    const [first, second] = [await ready('Again'), await ready('Again')];
    expect(first).not.toBe(second);
    expect((await decide('confirm', first)).errors).toBeUndefined();
    const { errors } = await decide('confirm', second);
    expect(errors?.[0]?.message).toContain('Allocated since the preview: Again');
  });
});

describe('confirmEndUserImport', () => {
  test('[U2] [W6] writes 5,000 end users with their addresses, whole, and one audit row', async () => {
    const id = await ready('Bulk', 5_000);
    const { data } = await decide('confirm', id);
    expect(data.confirmEndUserImport).toMatchObject({ state: 'APPLIED', rowCount: 5_000, rows: [] });
    expect(await written('Bulk')).toEqual({ users: 5_000, addresses: 5_000 });
    expect((await audited(id)).at(-1)).toEqual({
      action: 'confirmEndUserImport',
      subject_type: 'EndUserImport',
      company_id: world.globex.id,
      reference: '5000 end users',
    });
    expect(await world.sql('select accepted from end_user_import where id = $1', [id])).toEqual([
      { accepted: [] },
    ]);
  });

  test('[U2] writes what the preview said, also without an address', async () => {
    const row = 'Grace,Kept,grace.kept@GLOBEX.example,07700 900123,\nAlan,Kept,,,\n';
    const { id } = await upload(world.northwind.admin.token, HEADING + row, { companyId: world.globex.id });
    await decide('confirm', id, world.northwind.admin.token);
    const kept = await world.sql(
      `select first_name, email, status, reseller_id, company_id from end_user where last_name = 'Kept' order by first_name`,
    );
    const tenancy = {
      status: 'ACTIVE',
      reseller_id: world.northwind.id,
      company_id: world.globex.id,
    };
    expect(kept).toEqual([
      { first_name: 'Alan', email: null, ...tenancy },
      { first_name: 'Grace', email: 'grace.kept@globex.example', ...tenancy },
    ]);
    const { data } = await app.ask(
      '{ endUsers(filter: { search: "Kept" }) { nodes { firstName mobile phone } } }',
      {},
      world.globex.admin.token,
    );
    expect(data).toEqual({
      endUsers: {
        nodes: [
          { firstName: 'Alan', mobile: null, phone: null },
          { firstName: 'Grace', mobile: '+447700900123', phone: null },
        ],
      },
    });
    expect(await written('Kept')).toEqual({ users: 2, addresses: 1 });
  });

  test('[U2] a file with errors is refused', async () => {
    const { id } = await upload(world.globex.admin.token, `${fileOf('Wrong', 3)}Ada,,,,\n`);
    const { errors } = await decide('confirm', id);
    expect(errors?.[0]).toMatchObject({
      message: 'One row of this file has errors: correct them and upload it again.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await written('Wrong')).toEqual({ users: 0, addresses: 0 });
  });

  test('[U2] all or nothing: an address allocated since then stops the whole file', async () => {
    const id = await ready('Since', 3);
    await app.ask(
      'mutation ($input: AddEndUserInput!) { addEndUser(input: $input) { id } }',
      { input: { firstName: 'Grace', lastName: 'Quick', email: 'SINCE1@globex.example' } },
      world.globex.admin.token,
    );
    const { errors } = await decide('confirm', id);
    expect(errors?.[0]).toMatchObject({
      message: 'Allocated since the preview: Since1@globex.example. Upload the file again.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await written('Since')).toEqual({ users: 0, addresses: 0 });
    expect((await preview(id)).import.state).toBe('PREVIEW');
  });

  test('[U2] all or nothing: so does a domain that was removed', async () => {
    const { token } = world.acme.admin;
    const { data } = await app.ask<{ addDomain: { id: string } }>(
      'mutation { addDomain(input: { name: "brief.example" }) { id } }',
      {},
      token,
    );
    await world.sql(`update domain set state = 'PROVED', proved_at = created_at where id = $1`, [
      data.addDomain.id,
    ]);
    const { id } = await upload(token, fileOf('Brief', 2, 'brief.example'));
    await app.ask(
      'mutation ($id: ID!) { removeDomain(input: { id: $id }) }',
      { id: data.addDomain.id },
      token,
    );
    const { errors } = await decide('confirm', id, token);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('A domain'),
      extensions: { code: 'CONFLICT' },
    });
    expect(await written('Brief')).toEqual({ users: 0, addresses: 0 });
  });

  test('[U2] twice: the second is a conflict and writes nothing', async () => {
    const id = await ready('Once');
    await decide('confirm', id);
    const { errors } = await decide('confirm', id);
    expect(errors?.[0]).toMatchObject({
      message: 'This file has been confirmed already.',
      extensions: { code: 'CONFLICT' },
    });
    expect(await written('Once')).toEqual({ users: 2, addresses: 2 });
    expect(await audited(id)).toHaveLength(2);
  });

  test('[U2] at once: of five, one wins', async () => {
    const id = await ready('Race', 300);
    const answers = await Promise.all(Array.from({ length: 5 }, () => decide('confirm', id)));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort()).toEqual([
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'CONFLICT',
      'done',
    ]);
    expect(await written('Race')).toEqual({ users: 300, addresses: 300 });
  });

  test('[U2] at once: of two files with the same addresses, one is written', async () => {
    const ids = [await ready('Same', 300), await ready('Same', 300)];
    const answers = await Promise.all(ids.map((id) => decide('confirm', id)));
    expect(answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort()).toEqual([
      'CONFLICT',
      'done',
    ]);
    expect(await written('Same')).toEqual({ users: 300, addresses: 300 });
  });

  test('an end user may not', async () => {
    const { errors } = await decide('confirm', await ready('Not'), world.globex.user.token);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  test('[S10] a file of another tenant is as one that does not exist', async () => {
    const id = await ready('Foreign');
    for (const unknown of [id, newId()]) {
      const { errors } = await decide('confirm', unknown, world.initech.admin.token);
      expect(errors?.[0]).toMatchObject({
        message: 'There is no such end user import.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect((await preview(id, world.contoso.admin.token)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    expect(await written('Foreign')).toEqual({ users: 0, addresses: 0 });
  });

  test('an id that is none is named', async () => {
    const { errors } = await decide('confirm', 'users.csv');
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'id' }] });
  });
});

describe('discardEndUserImport', () => {
  test('[U2] drops the file and the personal data in it', async () => {
    const id = await ready('Dropped');
    const { data } = await decide('discard', id);
    expect(data.discardEndUserImport).toMatchObject({ state: 'DISCARDED', rows: [] });
    expect(await world.sql('select rows, accepted from end_user_import where id = $1', [id])).toEqual([
      { rows: [], accepted: [] },
    ]);
    expect((await audited(id)).at(-1)).toMatchObject({ action: 'discardEndUserImport' });
  });

  test('twice, or once confirmed: a conflict', async () => {
    const [dropped, applied] = [await ready('DroppedTwice'), await ready('Applied')];
    await decide('discard', dropped);
    expect((await decide('discard', dropped)).errors?.[0]).toMatchObject({
      message: 'This file has been discarded.',
      extensions: { code: 'CONFLICT' },
    });
    expect((await decide('confirm', dropped)).errors?.[0]?.extensions.code).toBe('CONFLICT');
    await decide('confirm', applied);
    expect((await decide('discard', applied)).errors?.[0]?.extensions.code).toBe('CONFLICT');
    expect(await written('Applied')).toEqual({ users: 2, addresses: 2 });
  });

  test('an end user may not; a file of another tenant is as one that does not exist; an id that is none is named', async () => {
    const id = await ready('Others');
    expect((await decide('discard', id, world.globex.user.token)).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    for (const unknown of [id, newId()]) {
      expect((await decide('discard', unknown, world.initech.admin.token)).errors?.[0]).toMatchObject({
        message: 'There is no such end user import.',
        extensions: { code: 'NOT_FOUND' },
      });
    }
    expect((await decide('discard', 'x')).errors?.[0]?.extensions.fields?.[0]?.path).toBe('id');
    expect((await preview(id)).import.state).toBe('PREVIEW');
  });
});

describe('endUserImports', () => {
  test('are for those who write the directory, newest first', async () => {
    const { token } = world.initech.admin;
    const first = (await upload(token, fileOf('List', 1, 'initech.example'), { fileName: 'first.csv' })).id;
    app.clock.forward(1_000);
    await upload(token, fileOf('List', 1, 'initech.example'), { fileName: 'second.csv' });
    await decide('discard', first, token);
    const names = async (as: string, filter: object = {}) => {
      const { data, errors } = await app.ask<{ endUserImports: { nodes: { fileName: string }[] } }>(
        'query ($filter: EndUserImportFilter) { endUserImports(filter: $filter) { nodes { fileName } } }',
        { filter },
        as,
      );
      return errors?.[0]?.extensions.code ?? data.endUserImports.nodes.map(({ fileName }) => fileName);
    };
    expect(await names(token)).toEqual(['second.csv', 'first.csv']);
    expect(await names(token, { state: 'PREVIEW' })).toEqual(['second.csv']);
    expect(await names(world.initech.user.token)).toBe('FORBIDDEN');
    expect(await names(world.acme.admin.token, { companyId: world.initech.id })).toEqual([]);
  });
});

describe('forgetEndUserImport', () => {
  test('[U2] a file on which nobody decides is gone after a day, and only then', async () => {
    const old = await ready('Old');
    app.clock.forward(23 * 3_600_000);
    const token = await world.signIn(world.globex.admin.email);
    const young = (await upload(token, fileOf('Young', 2))).id;
    app.clock.forward(3_600_000);
    await app.app.work();
    await app.app.scopes.run(
      { kind: 'system', task: 'test', resellerId: null },
      { requestId: 'test' },
      (scope) => scope.enqueue('forget-old-previews', {}),
    );
    await expect
      .poll(() => world.sql('select from end_user_import where id = $1', [old]), { timeout: 20_000 })
      .toEqual([]);
    expect(await world.sql(`select state from end_user_import where id = $1`, [young])).toEqual([
      { state: 'PREVIEW' },
    ]);
    expect((await audited(old)).at(-1)).toEqual({
      action: 'forgetEndUserImport',
      subject_type: 'EndUserImport',
      company_id: world.globex.id,
      reference: null,
    });
    expect(await world.sql(`select from end_user_import where state = 'APPLIED'`)).not.toEqual([]);
  });
});
