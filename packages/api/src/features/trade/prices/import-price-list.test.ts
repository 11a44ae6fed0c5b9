import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addList } from './factory.ts';

let app: TestApp;
let world: World;
let list: { id: string; versionId: string };

beforeAll(async () => {
  app = await startTestApp();
  world = await createWorld(app);
  list = await addList(world, {
    issuer: world.northwind.id,
    kind: 'RETAIL',
    name: 'Retail prices',
    everyone: true,
    prices: [
      [world.mailbox, 1, 450],
      [world.mailbox, 10, 400],
      [world.hosting, 1, 1_500],
    ],
  });
});
afterAll(() => app.close());

const codes = async () => {
  const rows = await world.sql<{ id: string; code: string }>('select id, code from product', []);
  const of = (id: string) => rows.find((row) => row.id === id)?.code ?? '';
  return { mailbox: of(world.mailbox), hosting: of(world.hosting), archive: of(world.archive) };
};
const codeOf = ({ errors }: { errors?: { extensions: { code: string } }[] }) => errors?.[0]?.extensions.code;
const preview = (token: string | undefined, csv: string) =>
  app.ask<{
    priceListImport: { beforeNumber: number; rows: { code: string; outcome: string; problem: string }[] };
  }>(
    `query ($priceListId: ID!, $csv: String!) { priceListImport(priceListId: $priceListId, csv: $csv) { beforeNumber
       rows { code fromQuantity beforeMinor minor outcome problem } } }`,
    { priceListId: list.id, csv },
    token,
  );
const send = (token: string | undefined, csv: string) =>
  app.ask<{ importPriceList: { versions: { id: string; standing: string }[] } }>(
    'mutation ($input: ImportPriceListInput!) { importPriceList(input: $input) { versions { id standing } } }',
    { input: { priceListId: list.id, csv } },
    token,
  );

describe('importPriceList', () => {
  test('[C2] shows what is new, changed, the same and gone, and becomes a draft of exactly that', async () => {
    const { mailbox, hosting, archive } = await codes();
    const csv = `Code,Product,From quantity,Price,Version\r\n${mailbox},"Mail, box",1,4.95,1\r\n${archive},x,1,£2.10,1\r\n${hosting.toLowerCase()},x,,15.00,1\r\n`;
    const { data, errors } = await preview(world.northwind.admin.token, csv);
    expect(errors).toBeUndefined();
    expect(data.priceListImport).toEqual({
      beforeNumber: 1,
      rows: [
        { code: mailbox, fromQuantity: 1, beforeMinor: 450, minor: 495, outcome: 'CHANGED', problem: null },
        { code: archive, fromQuantity: 1, beforeMinor: null, minor: 210, outcome: 'NEW', problem: null },
        { code: hosting, fromQuantity: 1, beforeMinor: 1_500, minor: 1_500, outcome: 'SAME', problem: null },
        { code: mailbox, fromQuantity: 10, beforeMinor: 400, minor: null, outcome: 'GONE', problem: null },
      ],
    });
    const made = await send(world.northwind.admin.token, csv);
    expect(made.errors).toBeUndefined();
    const draft = made.data.importPriceList.versions.find(({ standing }) => standing === 'DRAFT')?.id;
    const prices = await world.sql<{ minor: number }>(
      'select minor from list_price where price_list_version_id = $1 order by minor',
      [draft],
    );
    expect(prices.map(({ minor }) => minor)).toEqual([210, 495, 1_500]);
    expect(codeOf(await send(world.northwind.admin.token, csv)), 'twice').toBe('CONFLICT');
    await app.ask(
      'mutation ($input: DiscardPriceListDraftInput!) { discardPriceListDraft(input: $input) { id } }',
      { input: { versionId: draft } },
      world.northwind.admin.token,
    );
  });

  test('names every line that is wrong, and keeps nothing', async () => {
    const { mailbox } = await codes();
    const csv = `code;price;from quantity\nNOPE;1;1\n${mailbox};-1;1\n${mailbox};4;0\n${mailbox};4;2\n${mailbox};5;2\n`;
    const { data } = await preview(world.northwind.admin.token, csv);
    expect(
      data.priceListImport.rows.filter(({ outcome }) => outcome === 'WRONG').map(({ problem }) => problem),
    ).toEqual([
      'There is no product with the code NOPE.',
      'The price must be one such as 4.50, not below zero.',
      'From quantity must be a whole number between 1 and 100,000.',
      'It stands in the file twice.',
    ]);
    expect(codeOf(await send(world.northwind.admin.token, csv))).toBe('INVALID_INPUT');
    expect(codeOf(await send(world.northwind.admin.token, 'a,b\n1,2\n'))).toBe('INVALID_INPUT');
    expect(codeOf(await send(world.northwind.admin.token, 'Code,Price\n"1,2\n'))).toBe('INVALID_INPUT');
  });

  test('[S10] another’s list is not there, and companies import nothing', async () => {
    const csv = 'Code,Price\n';
    for (const [token, code] of [
      [world.contoso.admin.token, 'NOT_FOUND'],
      [world.globex.admin.token, 'FORBIDDEN'],
      [undefined, 'UNAUTHENTICATED'],
    ] as const) {
      expect(codeOf(await send(token, csv))).toBe(code);
      expect(codeOf(await preview(token, csv))).toBe(code);
    }
  });

  test('[C2] a file that was made from the version before is refused, with the reason', async () => {
    const { mailbox } = await codes();
    const set = await app.ask(
      'mutation ($input: SetRetailPriceInput!) { setRetailPrice(input: $input) { id } }',
      { input: { productId: world.mailbox, retailMinor: 470 } },
      world.northwind.admin.token,
    );
    expect(set.errors).toBeUndefined();
    const answer = await send(world.northwind.admin.token, `Code,Price,Version\n${mailbox},4.95,1\n`);
    expect(codeOf(answer)).toBe('CONFLICT');
    expect(answer.errors?.[0]?.message).toMatch(/version 1, and version 2 has been published since/);
  });
});
