import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';

let app: TestApp;
let world: World;
let token: string;
let newsId: string;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  token = world.northwind.admin.token;
  const { data } = await app.ask<{ addConsentPurpose: { id: string } }>(
    'mutation ($input: AddConsentPurposeInput!) { addConsentPurpose(input: $input) { id } }',
    {
      input: {
        name: 'News',
        channel: 'EMAIL',
        asks: 'CONTACTS',
        about: 'NEWS',
        text: 'May we write to you?',
      },
    },
    token,
  );
  newsId = data.addConsentPurpose.id;
});
afterAll(() => app.close());

const HEAD =
  'Name;E-mail;Kind;Kind shown by;Basis;About;Version of the words;Day;Where;What shows it;Could refuse';
const fileOf = (...lines: string[]): string => [HEAD, ...lines].join('\r\n');
const CONSENT = 'Ada;ada@engine.example;;;consent;news;1;2026-10-01;Trade fair;Her card, box 3;';
const SALE = 'Bob;bob@engine.example;individual;Sole trader;sale;news;;2026-09-01;;Order 12;yes';
const FIRM = 'Cy;cy@engine.example;corporate;Companies House 1;corporate;;;;;;';

interface Done {
  added: number;
  changed: number;
  same: number;
  wrong: number;
  rows: { line: number; outcome: string; detail: string; problems: { column: string; message: string }[] }[];
}
const FIELDS = '{ added changed same wrong rows { line outcome detail problems { column message } } }';
const preview = async (file: string, by = token): Promise<Done> =>
  (
    await app.ask<{ previewContactImport: Done }>(
      `query ($input: ImportContactsInput!) { previewContactImport(input: $input) ${FIELDS} }`,
      { input: { file } },
      by,
    )
  ).data.previewContactImport;
/** Takes it in; gives what came of it, or why it was refused. */
async function take(file: string, by = token): Promise<string> {
  app.clock.forward(1_000);
  const { data, errors } = await app.ask<{ importContacts: Done }>(
    `mutation ($input: ImportContactsInput!) { importContacts(input: $input) ${FIELDS} }`,
    { input: { file } },
    by,
  );
  const [error] = errors ?? [];
  if (error) return `${error.extensions.code}: ${error.message}`;
  const { added, changed, same } = data.importContacts;
  return `${added} added, ${changed} changed, ${same} same`;
}
const emails = async (): Promise<string[]> =>
  (await world.sql<{ email: string }>('select email from contact order by email')).map(({ email }) => email);
const decision = async (email: string): Promise<string> => {
  const [contact] = await world.sql<{ id: string }>('select id from contact where email = $1', [email]);
  const { data } = await app.ask<{ mayContact: { code: string } }>(
    'query ($id: ID!) { mayContact(contactId: $id, purpose: NEWS, channel: EMAIL) { code } }',
    { id: contact?.id },
    token,
  );
  return data.mayContact.code;
};

describe('[N2] a list of contacts', () => {
  test.each(['opted in until advised otherwise', 'Opt-out', 'legacy list', 'implied', ''])(
    'without a basis is refused as a whole, in words: “%s”',
    async (basis) => {
      const file = fileOf(FIRM, `Eve;eve@engine.example;;;${basis};news;1;2026-10-01;;A list;`);
      const { rows, wrong } = await preview(file);
      expect(wrong).toBe(1);
      expect(rows[1]?.problems).toEqual([
        { column: 'Basis', message: expect.stringContaining('silence is no consent') },
      ]);
      expect(await take(file)).toMatch(/^INVALID_INPUT: Line 3, Basis: .*opted in until advised otherwise/);
      expect(await emails()).toEqual([]);
    },
  );

  test.each([
    ['What shows it', 'Eve;eve@engine.example;;;consent;news;1;2026-10-01;;;'],
    ['Version of the words', 'Eve;eve@engine.example;;;consent;news;;2026-10-01;;Card;'],
    ['Version of the words', 'Eve;eve@engine.example;;;consent;news;7;2026-10-01;;Card;'],
    ['Day', 'Eve;eve@engine.example;;;consent;news;1;2026-09-01;;Card;'],
    ['Day', 'Eve;eve@engine.example;;;consent;news;1;2027-09-01;;Card;'],
    ['About', 'Eve;eve@engine.example;;;consent;offers;1;2026-10-01;;Card;'],
    ['Could refuse', 'Eve;eve@engine.example;;;sale;news;;2026-09-01;;Order 3;'],
    ['Kind', 'Eve;eve@engine.example;individual;Card;corporate;;;;;;'],
    ['Kind shown by', 'Eve;eve@engine.example;corporate;;corporate;;;;;;'],
    ['E-mail', 'Eve;"eve@engine.example\nBcc: all@engine.example";;;consent;news;1;2026-10-01;;Card;'],
    ['Name', ';eve@engine.example;;;consent;news;1;2026-10-01;;Card;'],
  ])('says what is missing or wrong: %s', async (column, line) => {
    const { rows } = await preview(fileOf(line));
    expect(rows[0]?.problems.map((problem) => problem.column)).toContain(column);
    expect(await take(fileOf(line))).toMatch(/^INVALID_INPUT/);
    expect(await emails()).toEqual([]);
  });

  test('is for those who may, and each takes in their own', async () => {
    expect(await take(fileOf(FIRM), world.globex.admin.token)).toMatch(/^FORBIDDEN/);
    expect(await take(fileOf(FIRM), '')).toMatch(/^UNAUTHENTICATED/);
    // Of another tenant's words it knows nothing.
    expect(await take(fileOf(CONSENT), world.contoso.admin.token)).toMatch(/^INVALID_INPUT: Line 2, About/);
  });

  test('with a basis in each row is taken in, once', async () => {
    const file = fileOf(CONSENT, SALE, FIRM);
    expect(await take(file)).toBe('3 added, 0 changed, 0 same');
    const all = ['ada@engine.example', 'bob@engine.example', 'cy@engine.example'];
    expect(await emails()).toEqual(all);
    expect(await Promise.all(all.map(decision))).toEqual(['CONSENTED', 'SOFT_OPT_IN', 'CORPORATE']);
    await take(file);
    const said = await world.sql('select deed, via from consent_entry where purpose_id = $1 order by deed', [
      newsId,
    ]);
    expect(said).toEqual([
      { deed: 'GIVEN', via: 'IMPORT' },
      { deed: 'SOFT_OPT_IN', via: 'IMPORT' },
    ]);
    expect(await emails()).toEqual(all);
  });

  test('[S87] undoes no later no, and brings nobody back who wants no marketing', async () => {
    const [ada] = await world.sql<{ id: string }>(
      `select id from contact where email = 'ada@engine.example'`,
    );
    app.clock.forward(1_000);
    await app.ask(
      'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { id } }',
      {
        input: {
          purposeId: newsId,
          contactId: ada?.id,
          deed: 'WITHDRAWN',
          saidOn: '2026-10-01',
          via: 'EMAIL',
          evidence: 'Her letter.',
        },
      },
      token,
    );
    await take(fileOf(CONSENT));
    expect(await decision('ada@engine.example')).toBe('SAID_NO');
    const [cy] = await world.sql<{ id: string }>(`select id from contact where email = 'cy@engine.example'`);
    await app.ask(
      'mutation ($input: SuppressContactInput!) { suppressContact(input: $input) { id } }',
      { input: { contactId: cy?.id, complained: true } },
      token,
    );
    await world.sql('delete from contact where id = $1', [cy?.id]);
    expect((await preview(fileOf(FIRM))).rows[0]).toMatchObject({
      outcome: 'SAME',
      detail: 'Left out: they want no marketing',
    });
    expect(await take(fileOf(FIRM))).toBe('0 added, 0 changed, 1 same');
    expect(await emails()).not.toContain('cy@engine.example');
  });
});
