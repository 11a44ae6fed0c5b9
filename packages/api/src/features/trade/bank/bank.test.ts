import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { addCompany } from '../../platform/tenancy/factory.ts';
import { addInvoice } from '../billing/factory.ts';
import { verifyLedger } from '../ledger/verify-ledger.ts';

let app: TestApp;
let world: World;
let northwind = '';
let umbrella: { id: string };
let serial = 100;
let day = 0;

beforeAll(async () => {
  app = await startTestApp({ at: '2026-11-05T09:00:00Z' });
  world = await createWorld(app);
  northwind = world.northwind.admin.token;
  umbrella = await addCompany(world, world.northwind.id, 'Umbrella');
});
afterAll(() => app.close());
// What other tests left to be paid is no candidate.
beforeEach(async () => {
  await world.sql(`update invoice set paid_minor = total_minor, state = 'PAID' where issuer_id = $1`, [
    world.northwind.id,
  ]);
});

type Errors =
  | { message: string; extensions: { code: string; fields?: { path: string; message: string }[] } }[]
  | undefined;
const code = (errors: Errors) => errors?.[0]?.extensions.code;
const field = (errors: Errors) => errors?.[0]?.extensions.fields?.[0];
const COLUMNS = { on: 'Date', amount: 'Amount', reference: 'Text', account: 'Account' };
const OWN = '20-00-00 12345678';

interface Entry {
  id: string;
  amountMinor: number;
  bookedMinor: number;
  leftMinor: number;
  state: string;
  because: string | null;
  note: string | null;
  bookings: { payment: { amountMinor: number; invoice: { number: string; state: string } } }[];
}

const take = (lines: string[], token = northwind, columns: object | null = COLUMNS) =>
  app.ask<{ takeInStatement: { id: string; entries: number; newEntries: number; bookedEntries: number } }>(
    'mutation ($input: TakeInStatementInput!) { takeInStatement(input: $input) { id entries newEntries bookedEntries } }',
    {
      input: {
        fileName: 'november.csv',
        columns,
        content: Buffer.from(['Date,Amount,Text,Account', ...lines].join('\n')).toString('base64'),
      },
    },
    token,
  );
/** A line of a file; days are each their own, so that no two tests write the same. */
const line = (amount: string, text: string, account = OWN) =>
  `2026-${String(1 + Math.floor(day / 28)).padStart(2, '0')}-${String(1 + (day++ % 28)).padStart(2, '0')},${amount},${text},${account}`;
const taken = async (...lines: string[]) => {
  const { data, errors } = await take(lines);
  expect(errors).toBeUndefined();
  const read = await app.ask<{ bankEntries: { nodes: Entry[] } }>(
    `query ($id: ID!) { bankEntries(filter: { statementId: $id }, orderBy: { field: ON, direction: ASC }) { nodes { id amountMinor bookedMinor
       leftMinor state because note bookings { payment { amountMinor invoice { number state } } } } } }`,
    { id: data.takeInStatement.id },
    northwind,
  );
  return read.data.bankEntries.nodes as [Entry, ...Entry[]];
};
const bookIt = (input: object, token = northwind) =>
  app.ask<{ bookEntry: { state: string; leftMinor: number } }>(
    'mutation ($input: BookEntryInput!) { bookEntry(input: $input) { state leftMinor } }',
    { input },
    token,
  );
const putAside = (entryId: string, token = northwind) =>
  app.ask<{ putEntryAside: { state: string; note: string } }>(
    'mutation ($input: PutEntryAsideInput!) { putEntryAside(input: $input) { state note } }',
    { input: { entryId, note: 'A grant, not a payment.' } },
    token,
  );

/** An invoice of Northwind for £12.00 unless it is said otherwise. */
async function invoice(netMinor = 1000, of: { id: string } = world.globex, buyer = 'Globex Ltd') {
  serial += 1;
  const number = `NW-${String(serial).padStart(6, '0')}`;
  const id = await addInvoice(world, {
    issuerId: world.northwind.id,
    resellerId: world.northwind.id,
    companyId: of.id,
    net: netMinor,
    number,
    buyer,
    period: `${2000 + serial - 100}-01-01`,
  });
  return { id, number };
}
const dueOf = async (id: string) =>
  (
    await world.sql<{ due: number; state: string }>(
      'select (total_minor - paid_minor)::int as due, state from invoice where id = $1',
      [id],
    )
  )[0];

describe('[B7] a bank statement', () => {
  test('is taken in: what is sure is booked, the rest waits, what went out is listed', async () => {
    const sure = await invoice();
    const likely = await invoice(2000);
    const [first, second, third, fourth] = await taken(
      line('12.00', `GLOBEX ${sure.number}`),
      line('24.00', 'GLOBEX LTD'),
      line('7.77', 'WHO KNOWS'),
      line('-3.00', 'FEES'),
    );
    expect(first).toMatchObject({
      state: 'BOOKED',
      bookedMinor: 1200,
      bookings: [{ payment: { amountMinor: 1200, invoice: { number: sure.number, state: 'PAID' } } }],
    });
    expect(second).toMatchObject({ state: 'PROPOSED', leftMinor: 2400, bookings: [] });
    expect(second?.because).toContain(likely.number);
    expect(third).toMatchObject({ state: 'UNKNOWN', because: null });
    expect(fourth).toMatchObject({ state: 'OUTGOING', leftMinor: 0 });
    expect(await dueOf(likely.id)).toMatchObject({ due: 2400 });
  });

  test('keeps each entry once, whether the file or the days come again', async () => {
    const { id, number } = await invoice();
    const [one, two] = [line('6.00', number), line('1.11', 'OTHER')];
    await taken(one);
    const again = await take([one]);
    expect(code(again.errors)).toBe('CONFLICT');
    expect(again.errors?.[0]?.message).toMatch(/has taken in this very file already, on 5 November 2026/);
    const { data } = await take([one, two]);
    expect(data.takeInStatement).toMatchObject({ entries: 2, newEntries: 1, bookedEntries: 0 });
    expect(await dueOf(id)).toMatchObject({ due: 600, state: 'PART_PAID' });
  });

  test('of another account is refused by name, and nothing of it is kept', async () => {
    const { id, number } = await invoice();
    const { errors } = await take([line('12.00', number), line('1.00', 'A', '30-00-00 87654321')]);
    expect(code(errors)).toBe('INVALID_INPUT');
    expect(field(errors)?.message).toMatch(
      /account 30-00-00 87654321\. Your customers pay into 20-00-00 12345678/,
    );
    expect(await dueOf(id)).toMatchObject({ due: 1200 });
  });

  test('remembers which column is what, for its issuer', async () => {
    await taken(line('1.12', 'A'));
    const ask = (token: string) =>
      app.ask<{ bankColumns: object[] }>(
        '{ bankColumns { on amount paidOut reference account } }',
        {},
        token,
      );
    expect((await ask(northwind)).data.bankColumns).toEqual([{ ...COLUMNS, paidOut: null }]);
    expect((await ask(world.contoso.admin.token)).data.bankColumns).toEqual([]);
  });

  test('comes over its own address, too, within 10 MiB', async () => {
    const send = (body: Uint8Array | string, token: string, query = '') =>
      fetch(`${app.url}/bank-statements?fileName=a.csv${query}`, {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream', authorization: `Bearer ${token}` },
        body: body as BodyInit,
      });
    const file = `Date,Amount,Text\n${line('1.13', 'A')}`;
    expect(
      await (await send(file, northwind, '&on=Date&amount=Amount&reference=Text')).json(),
    ).toHaveProperty('id');
    expect((await send(file, world.globex.admin.token)).status).toBe(403);
    expect(await (await send(new Uint8Array(10 * 1024 * 1024 + 1), northwind)).text()).toContain(
      'at most 10 MiB',
    );
  });
});

describe('[B7] an entry that waits', () => {
  test('is booked against several invoices, in parts, and once', async () => {
    const [one, two] = [await invoice(), await invoice(2000)];
    const [entry] = await taken(line('30.01', 'MIXED'));
    const parts = [
      { invoiceId: one.id, amountMinor: 1200 },
      { invoiceId: two.id, amountMinor: 1000 },
    ];
    const first = await bookIt({ entryId: entry.id, leftMinor: 3001, parts });
    expect(first.data.bookEntry).toMatchObject({ leftMinor: 801 });
    expect(await dueOf(two.id)).toMatchObject({ due: 1400, state: 'PART_PAID' });
    expect(code((await bookIt({ entryId: entry.id, leftMinor: 3001, parts })).errors)).toBe('CONFLICT');
    const rest = await bookIt({
      entryId: entry.id,
      leftMinor: 801,
      parts: [{ invoiceId: two.id, amountMinor: 801 }],
    });
    expect(rest.data.bookEntry).toEqual({ state: 'BOOKED', leftMinor: 0 });
    expect(code((await bookIt({ entryId: entry.id, leftMinor: 1, parts })).errors)).toBe('CONFLICT');
  });

  test('keeps what is too much as credit of the customer, which pays another invoice or is sent back', async () => {
    const paid = await invoice();
    const [entry] = await taken(line('20.02', 'TOO MUCH'));
    const { data } = await bookIt({
      entryId: entry.id,
      leftMinor: 2002,
      parts: [{ invoiceId: paid.id, amountMinor: 1200 }],
      keepRest: true,
    });
    expect(data.bookEntry).toEqual({ state: 'BOOKED', leftMinor: 0 });
    const read = await app.ask<{ overpayments: { nodes: { id: string; leftMinor: number }[] } }>(
      'query ($id: ID!) { overpayments(filter: { invoiceId: $id }) { nodes { id leftMinor } } }',
      { id: paid.id },
      world.globex.admin.token,
    );
    const [credit] = read.data.overpayments.nodes;
    expect(credit).toMatchObject({ leftMinor: 802 });
    const next = await invoice();
    const use = (amountMinor: number, invoiceId = next.id, token = northwind) =>
      app.ask<{ useOverpayment: { leftMinor: number } }>(
        'mutation ($input: UseOverpaymentInput!) { useOverpayment(input: $input) { leftMinor } }',
        { input: { overpaymentId: credit?.id, invoiceId, amountMinor } },
        token,
      );
    const back = (amountMinor: number, token = northwind) =>
      app.ask<{ refundOverpayment: { leftMinor: number } }>(
        'mutation ($input: RefundOverpaymentInput!) { refundOverpayment(input: $input) { leftMinor } }',
        { input: { overpaymentId: credit?.id, amountMinor, paidOn: '2026-11-05', reference: 'Back' } },
        token,
      );
    expect(field((await use(803)).errors)?.message).toMatch(/at most £8.02, which is what is left/);
    expect(field((await use(100, (await invoice(1000, umbrella, 'Umbrella')).id)).errors)?.path).toBe(
      'invoiceId',
    );
    expect(code((await use(100, next.id, world.contoso.admin.token)).errors)).toBe('NOT_FOUND');
    expect(code((await back(1, world.globex.admin.token)).errors)).toBe('FORBIDDEN');
    expect((await use(500)).data.useOverpayment.leftMinor).toBe(302);
    expect(await dueOf(next.id)).toMatchObject({ due: 700 });
    expect((await back(302)).data.refundOverpayment.leftMinor).toBe(0);
    expect(code((await back(1)).errors)).toBe('CONFLICT');
    const kinds = await world.sql<{ kind: string; account: string; minor: number }>(
      `select kind, account, sum(amount_minor)::int as minor from ledger_posting
         where invoice_id in ($1, $2) and kind in ('OVERPAYMENT', 'REFUND') group by 1, 2 order by 1, 2`,
      [paid.id, next.id],
    );
    expect(kinds).toEqual([
      { kind: 'OVERPAYMENT', account: 'BANK', minor: 802 },
      { kind: 'OVERPAYMENT', account: 'CUSTOMER_CREDIT', minor: -802 },
      { kind: 'REFUND', account: 'BANK', minor: -302 },
      { kind: 'REFUND', account: 'CUSTOMER_CREDIT', minor: 302 },
    ]);
    expect((await verifyLedger(app.app.scopes)).problems.filter((one) => /credit/.test(one))).toEqual([]);
  });

  test('paid twice is kept whole as credit of an invoice that is paid', async () => {
    const paid = await invoice();
    await taken(line('12.00', paid.number));
    const [entry] = await taken(line('12.00', `${paid.number} again`));
    const { data } = await bookIt({
      entryId: entry.id,
      leftMinor: 1200,
      parts: [{ invoiceId: paid.id, amountMinor: 0 }],
      keepRest: true,
    });
    expect(data.bookEntry).toEqual({ state: 'BOOKED', leftMinor: 0 });
  });

  test('is put aside with a note, once, and can be booked after all', async () => {
    const { id } = await invoice();
    const [entry] = await taken(line('12.03', 'GRANT'));
    expect((await putAside(entry.id)).data.putEntryAside).toEqual({
      state: 'PUT_ASIDE',
      note: 'A grant, not a payment.',
    });
    expect(code((await putAside(entry.id)).errors)).toBe('CONFLICT');
    const { data } = await bookIt({
      entryId: entry.id,
      leftMinor: 1203,
      parts: [{ invoiceId: id, amountMinor: 1200 }],
    });
    expect(data.bookEntry).toEqual({ state: 'UNKNOWN', leftMinor: 3 });
  });

  test('is booked within what came in and what is due, for one’s own invoices', async () => {
    const { id } = await invoice();
    const [entry] = await taken(line('13.04', 'WRONG'));
    const tried = (parts: object[], more = {}) =>
      bookIt({ entryId: entry.id, leftMinor: 1304, parts, ...more });
    expect(field((await tried([{ invoiceId: id, amountMinor: 1201 }])).errors)?.message).toMatch(
      /at most £12.00 for NW/,
    );
    expect(field((await tried([{ invoiceId: id, amountMinor: 0 }])).errors)?.path).toBe('parts');
    expect(
      field(
        (
          await tried([
            { invoiceId: id, amountMinor: 1 },
            { invoiceId: id, amountMinor: 1 },
          ])
        ).errors,
      )?.message,
    ).toMatch(/once/);
    const euros = await addInvoice(world, {
      issuerId: world.northwind.id,
      resellerId: world.northwind.id,
      companyId: world.globex.id,
      net: 1000,
      currency: 'EUR',
    });
    expect(field((await tried([{ invoiceId: euros, amountMinor: 1 }])).errors)?.message).toMatch(/in GBP/);
    const foreign = await addInvoice(world, {
      issuerId: world.contoso.id,
      resellerId: world.contoso.id,
      companyId: world.initech.id,
      net: 1000,
    });
    expect(code((await tried([{ invoiceId: foreign, amountMinor: 1 }])).errors)).toBe('NOT_FOUND');
    const initech = await invoice(1000, umbrella, 'Umbrella');
    expect(
      field(
        (
          await tried(
            [
              { invoiceId: id, amountMinor: 1 },
              { invoiceId: initech.id, amountMinor: 1 },
            ],
            { keepRest: true },
          )
        ).errors,
      )?.path,
    ).toBe('keepRest');
    expect(await dueOf(id)).toMatchObject({ due: 1200 });
  });

  test('says what it is probably for', async () => {
    const one = await invoice(1000, world.globex, 'Globex Trading');
    const two = await invoice(2000, world.globex, 'Globex Trading');
    const [entry] = await taken(line('24.00', 'GLOBEX TRADING'));
    const { data } = await app.ask<{ bankEntryMatch: object[] }>(
      'query ($id: ID!) { bankEntryMatch(entryId: $id) { number amountMinor dueMinor } }',
      { id: entry.id },
      northwind,
    );
    expect(data.bankEntryMatch.slice(0, 2)).toEqual([
      { number: two.number, amountMinor: 2400, dueMinor: 2400 },
      { number: one.number, amountMinor: 0, dueMinor: 1200 },
    ]);
  });

  test('is its holder’s alone: neither another reseller’s, nor the platform’s, nor a company’s', async () => {
    const { id } = await invoice();
    const [entry] = await taken(line('12.05', 'MINE'));
    const parts = [{ invoiceId: id, amountMinor: 1 }];
    for (const token of [world.contoso.admin.token, world.platform.staff.token]) {
      expect(code((await putAside(entry.id, token)).errors)).toBe('NOT_FOUND');
      expect(code((await bookIt({ entryId: entry.id, leftMinor: 1205, parts }, token)).errors)).toBe(
        'NOT_FOUND',
      );
      const { data } = await app.ask<{ bankEntries: { nodes: object[] } }>(
        '{ bankEntries { nodes { id } } }',
        {},
        token,
      );
      expect(data.bankEntries.nodes).toEqual([]);
    }
    for (const token of [world.globex.admin.token, world.globex.user.token]) {
      expect(code((await putAside(entry.id, token)).errors)).toBe('FORBIDDEN');
      expect(code((await take([line('1.00', 'A')], token)).errors)).toBe('FORBIDDEN');
    }
  });
});
