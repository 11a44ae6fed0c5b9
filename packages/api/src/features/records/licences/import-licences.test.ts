import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addEndUsers } from '../../people/directory/factory.ts';

let app: TestApp;
let world: World;

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
});
afterAll(() => app.close());

interface Looked {
  added: number;
  changed: number;
  same: number;
  wrong: number;
  rows: { line: number; outcome: string; detail: string; problems: { column: string; message: string }[] }[];
}
const HEAD = 'Vendor,Product,Seats,Last day,Key,People,Note\n';
const ask = (name: string, file: string, token = world.northwind.admin.token) =>
  app.ask<Record<string, Looked>>(
    `${name.startsWith('preview') ? 'query' : 'mutation'} ($input: ImportLicencesInput!) { ${name}(input: $input) {
      added changed same wrong rows { line outcome detail problems { column message } } } }`,
    { input: { companyId: world.globex.id, file } },
    token,
  );
const look = async (file: string) => (await ask('previewLicenceImport', file)).data.previewLicenceImport;
const take = async (file: string) => (await ask('importLicences', file)).data.importLicences;
const kept = (product: string) =>
  world.sql<{ seats: number; ends: string | null; key: string | null; holders: number }>(
    `select l.seats, l.expires_on::text as ends, k.value as key,
        (select count(*)::integer from licence_seat s where s.licence_id = l.id and s.held_until is null) as holders
       from licence l left join licence_key k on k.licence_id = l.id where l.product = $1 order by l.expires_on nulls first`,
    [product],
  );
type Errors = { extensions: { code: string; fields?: { message: string }[] } }[] | undefined;
const code = (errors: Errors) => errors?.[0]?.extensions.code;

describe('a file of licences', () => {
  test('[R2] [S55] is looked at row by row, then taken in as a whole, its keys sealed', async () => {
    const [ada] = await addEndUsers(world, world.globex, [{ firstName: 'Ada', lastName: 'Lovelace' }]);
    const [person] = await world.sql<{ user: string }>(
      'select user_key as user from end_user where id = $1',
      [ada],
    );
    const bad = `${HEAD}Adobe,Acrobat,none,,,,\n,Photoshop,3,,,,\nAdobe,InDesign,1,,,"user@globex.example ${person?.user}",\nAdobe,Bridge,2,31/12/2026,,user@initech.example,\nSage,50,1,,,,\nsage,50,1,,,,\n`;
    const looked = await look(bad);
    expect(looked).toMatchObject({ added: 1, wrong: 5 });
    expect(looked?.rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([
      ['Seats'],
      ['Vendor'],
      ['Seats'],
      ['Last day', 'People'],
      [],
      [''],
    ]);
    const refused = await ask('importLicences', bad);
    expect(code(refused.errors)).toBe('INVALID_INPUT');
    expect(refused.errors?.[0]?.extensions.fields?.[0]?.message).toMatch(/^Line 2, Seats: /);
    expect(await kept('50')).toEqual([]);

    const good = `${HEAD}Adobe,Acrobat,3,2027-06-30,KEY-1234,"user@globex.example, ${person?.user}",for design\nSage,50,1,,,,\n`;
    expect((await look(good))?.rows[0]?.detail).toBe(
      '3 seats · until 30 June 2027 · a key · seats for 2 people · a note',
    );
    expect(await take(good)).toMatchObject({ added: 2 });
    const [acrobat] = await kept('Acrobat');
    expect(acrobat).toMatchObject({ seats: 3, ends: '2027-07-01', holders: 2 });
    expect(acrobat?.key).not.toContain('KEY');
    const { data } = await app.ask<{ licences: { nodes: { id: string }[] } }>(
      '{ licences(filter: { search: "acrobat" }) { nodes { id } } }',
      {},
      world.globex.admin.token,
    );
    const shown = await app.ask<{ revealLicenceKey: string }>(
      'mutation ($id: ID!) { revealLicenceKey(input: { id: $id }) }',
      { id: data.licences.nodes[0]?.id },
      world.globex.admin.token,
    );
    expect(shown.data.revealLicenceKey).toBe('KEY-1234');
  });

  test('[R2] twice changes nothing; what it says otherwise is changed, but for a key that is kept', async () => {
    const file = `${HEAD}Corel,Draw,2,2027-01-31,AAA,user@globex.example,\n`;
    expect(await take(file)).toMatchObject({ added: 1 });
    const [before] = await kept('Draw');
    expect(await take(file.replace('AAA', 'BBB'))).toMatchObject({ added: 0, changed: 0, same: 1 });
    expect(await kept('Draw')).toEqual([before]);
    expect(await take(`${HEAD}COREL,draw,5,2028-01-31,,,\n`)).toMatchObject({
      changed: 1,
      rows: [{ detail: '5 seats · until 31 January 2028' }],
    });
    expect(await kept('Draw')).toEqual([{ ...before, seats: 5, ends: '2028-02-01' }]);
    expect((await look(`${HEAD}Corel,Draw,0,,,,\n`))?.rows[0]?.problems).toMatchObject([{ column: 'Seats' }]);
  });

  test('[R2] several of one name are told apart by their last day', async () => {
    const two = `${HEAD}Autodesk,Revit,1,2027-03-31,,,\nAutodesk,Revit,4,2027-09-30,,,\n`;
    expect(await take(two)).toMatchObject({ added: 2 });
    expect(await look(two)).toMatchObject({ same: 2 });
    expect(await take(`${HEAD}Autodesk,Revit,6,2027-09-30,,,\n`)).toMatchObject({ changed: 1 });
    expect(await kept('Revit')).toMatchObject([{ seats: 1 }, { seats: 6 }]);
    expect((await look(`${HEAD}Autodesk,Revit,7,,,,\n`))?.rows[0]?.problems).toMatchObject([
      { column: 'Last day' },
    ]);
    const person = `${HEAD}Autodesk,Revit,,2027-03-31,,user@globex.example,\n`;
    expect(await take(person)).toMatchObject({ changed: 1, rows: [{ detail: 'a seat for 1 person' }] });
    expect(await take(person)).toMatchObject({ same: 1 });
  });

  test('[S10] is for those who keep licences of the company', async () => {
    const file = `${HEAD}Corel,Painter,2,,,,\n`;
    const { globex, contoso, initech } = world;
    expect(code((await ask('importLicences', file, globex.user.token)).errors)).toBe('FORBIDDEN');
    expect(code((await ask('importLicences', file, contoso.admin.token)).errors)).toBe('NOT_FOUND');
    expect(code((await ask('previewLicenceImport', file, initech.admin.token)).errors)).toBe('NOT_FOUND');
    expect(await kept('Painter')).toEqual([]);
  });
});
