import type { PlainDate } from '@steward/shared';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { addInvoice, bill } from '../billing/factory.ts';
import { addProduct } from '../catalogue/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const DAYS = { from: '2026-11-01', to: '2026-11-30' };

let app: TestApp;
let world: World;

// Globex pays for three kinds at the standard rate whose pence of VAT cannot be shared evenly, and for calls.
beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const [name, retail, more] of [
    ['Mail', 1003, { category: 'EMAIL' }],
    ['Lines', 1003, { category: 'TELEPHONY' }],
    ['Sites', 1007, { category: 'HOSTING' }],
    ['Calls', 1001, { category: 'TELEPHONY', supplyKind: 'TELECOMS' }],
    ['Books', 900, { category: 'LICENCE', supplyKind: 'ZERO' }],
  ] as const) {
    const { category, ...kind } = { ...more };
    const productId = await addProduct(world, name, { wholesale: 503, retail, ...kind });
    await world.sql('update product set category = $2 where id = $1', [productId, category]);
    await addSubscription(world, world.globex, { productId, startsOn: '2026-10-01' });
  }
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  const [line] = await world.sql<{ invoiceId: string; lineId: string }>(
    `select i.id as "invoiceId", l.id as "lineId" from invoice i join invoice_line l on l.invoice_id = i.id
       where i.company_id = $1 and l.net_minor = 1007`,
    [world.globex.id],
  );
  const { errors } = await app.ask(
    'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { id } }',
    {
      input: {
        invoiceId: line?.invoiceId,
        reason: 'Outage.',
        lines: [{ lineId: line?.lineId, netMinor: 107 }],
      },
    },
    await world.signIn(NORTHWIND),
  );
  expect(errors).toBeUndefined();
});
afterAll(() => app.close());

const get = (asked: object, token?: string): Promise<Response> =>
  fetch(`${app.url}/bookkeeping/export?${new URLSearchParams({ ...DAYS, currency: 'GBP', ...asked })}`, {
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
type Row = Record<string, string>;
const rowsOf = async (email: string, target: string, content: string, over: object = {}): Promise<Row[]> => {
  const response = await get({ target, content, ...over }, await world.signIn(email));
  expect(response.status).toBe(200);
  return parse(await response.text(), { columns: true }) as Row[];
};
const pence = (rows: readonly Row[], column: string): number =>
  rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * 100), 0);
const ledger = async (email: string) => {
  const { data } = await app.ask<{
    ledgerBalances: { account: string; currency: string; debitMinor: number; creditMinor: number }[];
  }>(
    `query ($from: Date!, $to: Date!) { ledgerBalances(from: $from, to: $to) { account currency debitMinor creditMinor } }`,
    DAYS,
    await world.signIn(email),
  );
  return (account: string) => {
    const found = data.ledgerBalances.find((one) => one.account === account && one.currency === 'GBP');
    return found ? found.creditMinor - found.debitMinor : 0;
  };
};
const set = async (email: string, input: object) =>
  app.ask<{ setBookkeepingCodes: { id: string } }>(
    'mutation ($input: SetBookkeepingCodesInput!) { setBookkeepingCodes(input: $input) { id } }',
    { input },
    await world.signIn(email),
  );
const codeOf = async (email: string, target: string, subject: string) =>
  (
    await app.ask<{ bookkeepingCodes: { subject: string; code: string; usual: string }[] }>(
      'query ($target: BookkeepingTarget!) { bookkeepingCodes(target: $target) { subject code usual } }',
      { target },
      await world.signIn(email),
    )
  ).data.bookkeepingCodes.find((code) => code.subject === subject);

describe('[O1] sales for a bookkeeper', () => {
  test('come to what the ledger says, to the penny, in each program’s file', async () => {
    const balance = await ledger(NORTHWIND);
    const net = balance('REVENUE');
    expect(net).toBe(1003 + 1003 + 1007 + 1001 + 900 - 107);
    // What Northwind accounts for of its purchases is no VAT of its sales.
    const [due] = await world.sql<{ vat: string }>(
      'select sum(vat_minor) as vat from invoice where company_id = $1',
      [world.globex.id],
    );
    const vat = Number(due?.vat) - 21;
    const xero = await rowsOf(NORTHWIND, 'XERO', 'SALES');
    expect([pence(xero, '*UnitAmount'), pence(xero, 'TaxAmount')]).toEqual([net, vat]);
    for (const [target, type, credit, columns] of [
      ['SAGE_50', 'Type', 'SC', ['Net Amount', 'Tax Amount']],
      ['SAGE_ACCOUNTING', 'Type', 'Cr Note', ['Net', 'VAT']],
    ] as const) {
      const rows = await rowsOf(NORTHWIND, target, 'SALES');
      const credits = rows.filter((row) => row[type] === credit);
      const sold = rows.filter((row) => row[type] !== credit);
      expect(columns.map((column) => pence(sold, column) - pence(credits, column))).toEqual([net, vat]);
      expect(credits).toHaveLength(1);
    }
    const invoices = await rowsOf(NORTHWIND, 'QUICKBOOKS', 'SALES');
    const notes = await rowsOf(NORTHWIND, 'QUICKBOOKS', 'CREDIT_NOTES');
    for (const [column, sum] of [
      ['*ItemAmount', net],
      ['ItemTaxAmount', vat],
    ] as const)
      expect(pence(invoices, column) - pence(notes, column)).toBe(sum);
  });

  test('name customer, days, kind of supply and rate as the program does', async () => {
    const rows = await rowsOf(NORTHWIND, 'XERO', 'SALES');
    expect(rows[0]).toMatchObject({
      '*ContactName': 'Globex Ltd',
      EmailAddress: 'admin@globex.example',
      '*InvoiceDate': '01/11/2026',
      '*Quantity': '1',
      '*AccountCode': '200',
      '*TaxType': '20% (VAT on Income)',
      Currency: 'GBP',
    });
    expect(rows.map((row) => row['*TaxType'])).toContain('Zero Rated Income');
    expect(rows.at(-1)).toMatchObject({ '*UnitAmount': '-1.07', TaxAmount: '-0.21' });
    const [sage] = await rowsOf(NORTHWIND, 'SAGE_50', 'SALES');
    expect(sage).toMatchObject({
      Type: 'SI',
      'Nominal A/C Ref': '4000',
      Date: '01/11/2026',
      'Exchange Rate': '1',
    });
    expect(sage?.['Account Reference']).toMatch(/^[A-Z0-9]{1,8}$/);
    const operator = await rowsOf(STAFF, 'SAGE_50', 'SALES');
    expect(operator.map((row) => row['Tax Code'])).toContain('T20');
  });

  test('[S62] has no formula in a cell, while amounts stay amounts', async () => {
    await addInvoice(world, {
      issuerId: world.contoso.id,
      resellerId: world.contoso.id,
      companyId: world.initech.id,
      net: 500,
      issuedOn: '2026-11-05',
      buyer: '=HYPERLINK("http://evil.example")',
    });
    const [row] = await rowsOf('admin@contoso.example', 'XERO', 'SALES');
    expect(row).toMatchObject({ '*ContactName': `'=HYPERLINK("http://evil.example")`, '*UnitAmount': '5' });
  });

  test('goes page by page, each document once', async () => {
    for (let i = 0; i < 210; i += 1)
      await addInvoice(world, {
        issuerId: world.northwind.id,
        resellerId: world.northwind.id,
        companyId: world.globex.id,
        net: 100,
        number: `P-${i}`,
        issuedOn: '2026-12-05',
        period: new Date(Date.UTC(2000, i, 1)).toISOString().slice(0, 10) as PlainDate,
      });
    const rows = await rowsOf(NORTHWIND, 'XERO', 'SALES', { from: '2026-12-01', to: '2026-12-31' });
    expect(new Set(rows.map((row) => row['*InvoiceNumber'])).size).toBe(210);
    expect(rows).toHaveLength(210);
  });
});

describe('[O1] a journal for a bookkeeper', () => {
  test('balances, and is the ledger account by account', async () => {
    const xero = await rowsOf(NORTHWIND, 'XERO', 'JOURNAL');
    expect(xero.length).toBeGreaterThan(10);
    expect(pence(xero, '*Amount')).toBe(0);
    const quickBooks = await rowsOf(NORTHWIND, 'QUICKBOOKS', 'JOURNAL');
    expect(pence(quickBooks, '*Debits')).toBe(pence(quickBooks, '*Credits'));
    const sage = await rowsOf(NORTHWIND, 'SAGE_50', 'JOURNAL');
    const side = (type: string, account?: string) =>
      pence(
        sage.filter((row) => row.Type === type && (!account || row['Nominal A/C Ref'] === account)),
        'Net Amount',
      );
    expect(side('JD')).toBe(side('JC'));
    const balance = await ledger(NORTHWIND);
    expect(side('JC', '4000') - side('JD', '4000')).toBe(balance('REVENUE'));
    expect(side('JD', '5000') - side('JC', '5000')).toBe(-balance('PURCHASES'));
  });
});

describe('[O1] an export', () => {
  test('[S17] is of one’s own books, for those who may read the ledger', async () => {
    const numbers = async (email: string) =>
      (await rowsOf(email, 'XERO', 'SALES')).map((row) => row['*ContactName']);
    expect(await numbers('admin@contoso.example')).not.toContain('Globex Ltd');
    expect(new Set(await numbers(STAFF))).toEqual(new Set(['Northwind IT']));
    const asked = { target: 'XERO', content: 'SALES' };
    expect((await get(asked, await world.signIn('admin@globex.example'))).status).toBe(403);
    expect((await get(asked)).status).toBe(401);
  });

  test('refuses what a program does not take, and days the wrong way round, in words', async () => {
    const refused = async (asked: object) => {
      const response = await get(
        { target: 'XERO', content: 'SALES', ...asked },
        await world.signIn(NORTHWIND),
      );
      const { errors } = (await response.json()) as { errors: { message: string }[] };
      return [response.status, errors[0]?.message];
    };
    expect(await refused({ target: 'EXCEL' })).toEqual([
      400,
      'target: Must be XERO, SAGE_50, SAGE_ACCOUNTING or QUICKBOOKS.',
    ]);
    expect((await refused({ target: 'SAGE_ACCOUNTING', content: 'JOURNAL' }))[0]).toBe(400);
    expect((await refused({ from: '2026-12-01' }))[1]).toContain('Must not be before the first day.');
    expect((await refused({ currency: 'pounds' }))[0]).toBe(400);
  });

  test('[S82] is audited, with program and days', async () => {
    const [entry] = await world.sql<{ reference: string }>(
      `select reference from audit_entry where action = 'exportBookkeeping' and reseller_id = $1 and actor_membership_id is not null
         and reference like 'SAGE_50 JOURNAL%' limit 1`,
      [world.northwind.id],
    );
    expect(entry?.reference).toBe('SAGE_50 JOURNAL, 2026-11-01 to 2026-11-30');
  });
});

describe('[O1] the codes of a bookkeeper', () => {
  test('are set for one program, are in its file, and go back to the usual ones', async () => {
    const subject = 'SALES_EMAIL';
    await set(NORTHWIND, { target: 'XERO', codes: [{ subject, code: '205' }] });
    expect(await codeOf(NORTHWIND, 'XERO', subject)).toEqual({ subject, code: '205', usual: '200' });
    expect((await codeOf(NORTHWIND, 'SAGE_50', subject))?.code).toBe('4000');
    const sold = async () => (await rowsOf(NORTHWIND, 'XERO', 'SALES')).map((row) => row['*AccountCode']);
    expect(new Set(await sold())).toEqual(new Set(['200', '205']));
    await set(NORTHWIND, { target: 'XERO', codes: [{ subject: 'VAT_STANDARD', code: 'Standard' }] });
    expect((await codeOf(NORTHWIND, 'XERO', subject))?.code).toBe('205');
    await set(NORTHWIND, { target: 'XERO', codes: [{ subject, code: null }] });
    await set(NORTHWIND, { target: 'XERO', codes: [{ subject, code: null }] });
    expect((await codeOf(NORTHWIND, 'XERO', subject))?.code).toBe('200');
    const entries = await world.sql(
      `select from audit_entry where action = 'setBookkeepingCodes' and reseller_id = $1`,
      [world.northwind.id],
    );
    expect(entries).toHaveLength(3);
  });

  test('[S17] are one’s own', async () => {
    await set(NORTHWIND, { target: 'QUICKBOOKS', codes: [{ subject: 'BANK', code: 'Barclays' }] });
    for (const email of [STAFF, 'admin@contoso.example'])
      expect((await codeOf(email, 'QUICKBOOKS', 'BANK'))?.code).toBe('Current account');
  });

  test('are refused to who may not set them, and where the program has none such', async () => {
    const { token } = await colleague(world, world.northwind.admin, 'READ_ONLY');
    const input = { target: 'XERO', codes: [{ subject: 'BANK', code: '1' }] };
    const mutation =
      'mutation ($input: SetBookkeepingCodesInput!) { setBookkeepingCodes(input: $input) { id } }';
    for (const who of [token, await world.signIn('admin@globex.example')])
      expect((await app.ask(mutation, { input }, who)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const { errors } = await set(NORTHWIND, { ...input, target: 'SAGE_ACCOUNTING' });
    expect(errors?.[0]?.extensions.fields).toEqual([
      { path: 'codes.0.subject', message: 'Must be one that this program takes.' },
    ]);
    expect(
      (await set(NORTHWIND, { target: 'XERO', codes: [{ subject: 'BANK', code: 'x'.repeat(61) }] })).errors,
    ).toHaveLength(1);
  });
});
