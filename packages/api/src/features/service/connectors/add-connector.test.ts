import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addProduct } from '../../trade/catalogue/factory.ts';
import { startMailDatabase } from './testing/mail-database.ts';

let app: TestApp;
let world: World;
let mail: Awaited<ReturnType<typeof startMailDatabase>>;
let productId: string;
const allow: string[] = [];

beforeAll(async () => {
  [app, mail] = await Promise.all([
    startTestApp({ config: { outboundAllow: allow } }),
    startMailDatabase('numbered'),
  ]);
  allow.push(`${mail.host}:${mail.port}`);
  world = await createWorld(app);
  productId = await addProduct(world, 'MAIL-50', { unit: 'PER_USER' });
});
afterAll(async () => {
  await app?.close();
  await mail?.stop();
});

const FIELDS =
  'id kind name url settingValues { name value } products { id connector } testedAt testOutcome testWords testDetail';
const ADD = `mutation ($input: AddConnectorInput!) { addConnector(input: $input) { ${FIELDS} } }`;
const UPDATE = `mutation ($input: UpdateConnectorInput!) { updateConnector(input: $input) { ${FIELDS} } }`;
const TEST = `mutation ($input: TestConnectorInput!) { testConnector(input: $input) { ${FIELDS} } }`;
const CREDENTIALS =
  'mutation ($input: SetConnectorCredentialsInput!) { setConnectorCredentials(input: $input) { id } }';

interface Shown {
  id: string;
  kind: string;
  name: string;
  url: string;
  settingValues: { name: string; value: string }[];
  products: { id: string; connector: string }[];
  testedAt: string | null;
  testOutcome: string | null;
  testWords: string | null;
  testDetail: string | null;
}

const pairs = (values: object) =>
  Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));
const settings = (changes: object = {}) => {
  const at = mail.settingsAt(mail.host, mail.port);
  return pairs({ ...at, ...changes });
};
const mailbox = (name: string, changes: object = {}) => ({
  kind: 'SQL_MAIL',
  name,
  settings: settings(),
  credentials: pairs(mail.credentials),
  productIds: [productId],
  ...changes,
});
const ask = async (query: string, input: object, token = world.platform.staff.token) => {
  const answer = await app.ask<Record<string, Shown>>(query, { input }, token);
  const fields = answer.errors?.[0]?.extensions.fields?.map(({ path, message }) => `${path}: ${message}`);
  return {
    shown: Object.values(answer.data ?? {})[0] as Shown,
    code: answer.errors?.[0]?.extensions.code,
    fields,
  };
};
const added = async (name: string, changes: object = {}): Promise<Shown> =>
  (await ask(ADD, mailbox(name, changes))).shown;
const setting = ({ settingValues }: Shown, name: string) =>
  settingValues.find((candidate) => candidate.name === name)?.value;

describe('[P2] connectors of known kinds', () => {
  test('[C1] [P1] names no bundle, which is set up as what it is made of', async () => {
    const vault = await addProduct(world, 'VAULT-50', { unit: 'PER_USER' });
    const bundle = await addProduct(world, 'BUNDLE-50', { unit: 'PER_USER', parts: [productId, vault] });
    const { fields } = await ask(ADD, mailbox('Bundles', { productIds: [bundle] }));
    expect(fields).toEqual([
      'productIds: Must not name BUNDLE-50: a bundle is set up as what it is made of.',
    ]);
  });

  test('staff add one, and it sets its products up', async () => {
    const shown = await added('Mail platform');
    expect(shown).toMatchObject({
      kind: 'SQL_MAIL',
      name: 'Mail platform',
      url: `postgres://${mail.host}:${mail.port}/${mail.credentials.user}`,
      products: [{ id: productId, connector: 'SQL_MAIL' }],
      testedAt: null,
    });
    expect(setting(shown, 'mailboxTable')).toBe('virtual_users');
    expect(setting(shown, 'encrypted')).toBe('false');
  });

  test('[S55] its credentials are sealed, and neither shown nor kept in the audit log', async () => {
    const shown = await added('Sealed');
    const [row] = await world.sql<{ secret: string; all: string }>(
      'select secret, row_to_json(c)::text as all from connector c where id = $1',
      [shown.id],
    );
    expect(row?.secret).toMatch(/^[0-9a-f]{8}\.[\w-]+$/);
    const audit = await world.sql<{ entry: string }>(
      'select row_to_json(a)::text as entry from audit_entry a',
    );
    const { password } = mail.credentials;
    expect([row?.all, JSON.stringify(shown), ...audit.map(({ entry }) => entry)].join()).not.toContain(
      password,
    );
    expect(audit.some(({ entry }) => entry.includes('addConnector'))).toBe(true);
  });

  test('nobody but staff may, or sees the kinds', async () => {
    for (const token of [world.northwind.admin.token, world.globex.admin.token, world.globex.user.token]) {
      expect((await ask(ADD, mailbox('Theirs'), token)).code).toBe('FORBIDDEN');
      const kinds = await app.ask('{ connectorKinds { kind } }', {}, token);
      expect(kinds.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  test('what is wrong is said at its field', async () => {
    const given = settings({ host: 'no host', port: 'many', mailboxTable: 'x; drop table y' });
    const wrong = await ask(ADD, mailbox('Wrong', { settings: given }));
    expect(wrong.code).toBe('INVALID_INPUT');
    expect(wrong.fields).toEqual([
      'settings.host: Must be a host such as mail.example.com.',
      'settings.port: Must be a number.',
      'settings.mailboxTable: Must be the name of a table such as virtual_users or mail.users.',
    ]);
    expect((await ask(ADD, mailbox('Wrong', { settings: [] }))).fields).toEqual([
      'settings.host: Must be filled in.',
    ]);
    expect((await ask(ADD, mailbox('Wrong', { settings: pairs({ hots: 'x' }) }))).fields).toEqual([
      'settings.hots: There is no such setting.',
    ]);
    expect((await ask(ADD, mailbox('Wrong', { credentials: pairs({ user: 'mail' }) }))).fields).toEqual([
      'credentials.password: Must be filled in.',
    ]);
    expect((await ask(ADD, mailbox('Wrong', { kind: 'WEBHOOK' }))).fields).toEqual([
      'kind: Must be a kind that connectorKinds names.',
    ]);
    expect((await ask(ADD, mailbox('Wrong', { productIds: [world.globex.id] }))).code).toBe('NOT_FOUND');
    expect(await world.sql(`select from connector where name = 'Wrong'`)).toEqual([]);
  });

  test('twice by one name is refused', async () => {
    await added('Twin');
    const again = await ask(ADD, mailbox('twin'));
    const webhook = 'mutation ($input: ConfigureWebhookInput!) { configureWebhook(input: $input) { id } }';
    const over = await ask(webhook, {
      name: 'Twin',
      url: `http://${mail.host}:${mail.port}`,
      productIds: [productId],
    });
    expect([over.code, over.fields]).toEqual([
      'CONFLICT',
      ['name: A connector of this name exists already.'],
    ]);
    expect([again.code, again.fields]).toEqual([
      'CONFLICT',
      ['name: A connector of this name exists already.'],
    ]);
  });

  test('its form says what is asked, in words', async () => {
    const answer = await app.ask<{
      connectorKinds: { kind: string; settings: object[]; credentials: object[] }[];
    }>(
      '{ connectorKinds { kind label about settings { name title type section required preset options } credentials { name title required } attributes { name label } } }',
      {},
      world.platform.staff.token,
    );
    const kind = answer.data.connectorKinds.find((candidate) => candidate.kind === 'SQL_MAIL');
    expect(kind?.settings).toContainEqual({
      name: 'host',
      title: 'Host',
      type: 'TEXT',
      section: 'Connection',
      required: true,
      preset: null,
      options: [],
    });
    expect(kind?.settings).toContainEqual({
      name: 'quotaUnit',
      title: 'Quota is in',
      type: 'CHOICE',
      section: 'Mailboxes',
      required: false,
      preset: 'BYTES',
      options: ['BYTES', 'KILOBYTES', 'MEGABYTES', 'GIGABYTES'],
    });
    const nameless = kind?.settings.filter((field) => !('section' in field && field.section));
    expect(nameless).toEqual([]);
    expect(kind?.credentials).toEqual([
      { name: 'user', title: 'User name', required: true },
      { name: 'password', title: 'Password', required: true },
    ]);
  });
});

describe('[P2] a connector that is there', () => {
  test('gets other settings, and its address follows', async () => {
    const { id } = await added('Moving');
    const { shown } = await ask(UPDATE, {
      id,
      settings: settings({ host: 'Mail-DB.example.com', quotaUnit: 'MEGABYTES' }),
    });
    expect(shown.url).toMatch(/^postgres:\/\/mail-db\.example\.com:/);
    expect([setting(shown, 'host'), setting(shown, 'quotaUnit')]).toEqual([
      'mail-db.example.com',
      'MEGABYTES',
    ]);
    expect((await ask(UPDATE, { id, url: 'https://example.com' })).fields).toEqual([
      'url: Follows from the settings of the connector.',
    ]);
    expect((await ask(UPDATE, { id, settings: settings({ port: 0 }) })).fields).toEqual([
      'settings.port: Must be from 1 to 65535.',
    ]);
    expect((await ask(UPDATE, { id, productIds: [] })).shown.products).toEqual([]);
  });

  test('two who edit its settings: the second is told', async () => {
    const { id, settingValues } = await added('Contended');
    const first = await ask(UPDATE, {
      id,
      settings: settings({ quotaParameter: 'size' }),
      known: { settings: settingValues },
    });
    expect(setting(first.shown, 'quotaParameter')).toBe('size');
    const second = await ask(UPDATE, {
      id,
      settings: settings({ port: 5433 }),
      known: { settings: settingValues },
    });
    expect([second.code, second.fields]).toEqual([
      'CONFLICT',
      ['known.settings: Somebody has changed this meanwhile.'],
    ]);
  });

  test('is tested: what was found, and when, is kept with it', async () => {
    const { id } = await added('Tested');
    const { shown } = await ask(TEST, { id });
    expect(shown).toMatchObject({
      testOutcome: 'DONE',
      testDetail: null,
      testedAt: '2026-10-01T09:00:00+00:00',
    });
    expect(shown.testWords).toMatch(/^Signed in to PostgreSQL \d+.*mailboxes: \d+\.$/);
  });

  test('new credentials hold at once; wrong ones are said in words', async () => {
    const { id } = await added('Rotated');
    await ask(CREDENTIALS, { id, credentials: pairs(mail.wrongCredentials) });
    expect((await ask(TEST, { id })).shown).toMatchObject({
      testOutcome: 'REFUSED',
      testWords: 'The mail platform refused the sign-in: the user name or the password is wrong.',
    });
    await ask(CREDENTIALS, { id, credentials: pairs(mail.credentials) });
    expect((await ask(TEST, { id })).shown.testOutcome).toBe('DONE');
    // What was tested is not what is there any more.
    const { shown } = await ask(UPDATE, { id, settings: settings({ quotaParameter: 'size' }) });
    expect([shown.testOutcome, shown.testedAt, shown.testWords]).toEqual([null, null, null]);
  });

  test('[S66] one on a private network is not spoken to', async () => {
    const { id } = await added('Inside', { settings: settings({ host: '10.0.0.8' }) });
    expect((await ask(TEST, { id })).shown).toMatchObject({
      testOutcome: 'NOT_SENT',
      testWords: 'The address of the mail platform may not be called: staff must change it.',
      testDetail: 'The address must be on the public internet, not on a private or local network',
    });
  });

  test('nobody but staff tests it or replaces its credentials; one that is not there is not found', async () => {
    const { id } = await added('Guarded');
    for (const token of [world.northwind.admin.token, world.globex.admin.token, world.globex.user.token]) {
      expect((await ask(TEST, { id }, token)).code).toBe('FORBIDDEN');
      expect((await ask(CREDENTIALS, { id, credentials: pairs(mail.credentials) }, token)).code).toBe(
        'FORBIDDEN',
      );
    }
    expect((await ask(TEST, { id: productId })).code).toBe('NOT_FOUND');
    expect((await ask(CREDENTIALS, { id: productId, credentials: [] })).code).toBe('NOT_FOUND');
  });
});
