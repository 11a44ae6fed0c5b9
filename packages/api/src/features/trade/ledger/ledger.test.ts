import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StripeStandIn, startStripeStandIn } from '../../../demo/stripe-stand-in.ts';
import { freePort } from '../../../kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { bill } from '../billing/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';
import { verifyLedger } from './verify-ledger.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';
const INITECH = 'admin@initech.example';
const keys = { secretKey: 'sk_test_ledger', webhookSecret: 'whsec_ledger' };

let app: TestApp;
let world: World;
let stripe: StripeStandIn;

beforeAll(async () => {
  const port = await freePort();
  app = await startTestApp({
    at: '2026-09-01T09:00:00Z',
    config: { stripe: { ...keys, apiBase: `http://127.0.0.1:${port}` } },
  });
  stripe = await startStripeStandIn({
    port,
    apiKey: keys.secretKey,
    webhookSecret: keys.webhookSecret,
    webhookUrl: `${app.url}/webhooks/stripe`,
    accountId: 'acct_elsewhere',
    now: () => app.clock.now(),
  });
  world = await createWorld(app);
  // £15.00 a month, for which the reseller pays £10.00; Acme buys from the platform itself.
  for (const company of [world.globex, world.initech, world.acme])
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2026-09-01' });
  app.clock.set('2026-10-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-09');
  app.clock.set('2026-11-01T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await stripe.stop();
});

async function ask<T>(email: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, await world.signIn(email));
}

interface Account {
  openingMinor: number;
  closingMinor: number;
  issuerName: string;
  customerName: string;
  currency: string;
  entries: { on: string; kind: string; reference: string; amountMinor: number; balanceMinor: number }[];
}
const statement = (
  email: string,
  customerId: string,
  { from = '2026-10-01', to = '2026-12-31', issuerId = null as string | null } = {},
) =>
  ask<{ statement: Account }>(
    email,
    `query ($customerId: ID!, $from: Date!, $to: Date!, $issuerId: ID) {
      statement(customerId: $customerId, from: $from, to: $to, issuerId: $issuerId) {
        openingMinor closingMinor customerName issuerName currency entries { on kind reference setOff amountMinor balanceMinor } } }`,
    { customerId, from, to, issuerId },
  );
const owed = async (email: string, customerId: string) =>
  (await statement(email, customerId)).data.statement.closingMinor;

const invoicesTo = async (customer: string) =>
  (
    await world.sql<{ id: string; number: string; total: string }>(
      `select id, number, total_minor as total from invoice where buyer->>'name' = $1 order by issued_on`,
      [customer],
    )
  ).map(({ total, ...invoice }) => ({ ...invoice, total: Number(total) }));

const record = (email: string, invoiceId: string, amountMinor: number) =>
  ask(email, 'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', {
    input: { invoiceId, amountMinor, receivedOn: '2026-11-01', reference: newId() },
  });

/** Pays by card what is due; the worker hears of it. */
async function payByCard(email: string, invoiceId: string): Promise<void> {
  const { data } = await ask<{ startCheckout: { id: string; url: string } }>(
    email,
    'mutation ($id: ID!) { startCheckout(input: { invoiceIds: [$id] }) { id url } }',
    { id: invoiceId },
  );
  await stripe.completeSession(data.startCheckout.url.split('/').at(-1) ?? '');
  await expect
    .poll(async () => (await world.sql('select state from invoice where id = $1', [invoiceId]))[0])
    .toEqual({ state: 'PAID' });
}

/** What is posted for an invoice or its payment, by whose ledger it is. */
const posted = (invoiceId: string, kind: string) =>
  world.sql(
    `select r.name as ledger, p.account, p.amount_minor::int as minor, p.category from ledger_posting p join reseller r on r.id = p.ledger_id
      where p.invoice_id = $1 and p.kind = $2 order by r.is_platform desc, p.amount_minor desc, p.account`,
    [invoiceId, kind],
  );

const balances = async (email: string) => {
  const { data, errors } = await ask<{
    ledgerBalances: { account: string; openingMinor: number; closingMinor: number }[];
  }>(
    email,
    '{ ledgerBalances(from: "2026-11-01", to: "2026-12-31") { account currency openingMinor debitMinor creditMinor closingMinor } }',
  );
  expect(errors).toBeUndefined();
  return Object.fromEntries(data.ledgerBalances.map((balance) => [balance.account, balance]));
};

describe('what is posted', () => {
  test('[C3] [S74] one sale, three accounts: what the platform is owed the reseller owes, and what the company is charged is on its account', async () => {
    const [retail] = await invoicesTo('Globex Ltd');
    const [wholesale] = await invoicesTo('Northwind IT');
    expect(await posted(retail?.id ?? '', 'INVOICE')).toEqual([
      { ledger: 'Northwind IT', account: 'RECEIVABLE', minor: 1800, category: null },
      { ledger: 'Northwind IT', account: 'OUTPUT_VAT', minor: -300, category: null },
      { ledger: 'Northwind IT', account: 'REVENUE', minor: -1500, category: 'EMAIL' },
    ]);
    const [net = 0, vat = 0] = [wholesale?.total ?? 0].flatMap((total) => [(total * 5) / 6, total / 6]);
    expect(await posted(wholesale?.id ?? '', 'INVOICE')).toEqual([
      { ledger: 'Xe2', account: 'RECEIVABLE', minor: net + vat, category: null },
      { ledger: 'Xe2', account: 'OUTPUT_VAT', minor: -vat, category: null },
      { ledger: 'Xe2', account: 'REVENUE', minor: -net, category: 'EMAIL' },
      { ledger: 'Northwind IT', account: 'PURCHASES', minor: net, category: null },
      { ledger: 'Northwind IT', account: 'INPUT_VAT', minor: vat, category: null },
      { ledger: 'Northwind IT', account: 'PAYABLE', minor: -net - vat, category: null },
    ]);
    expect(await verifyLedger(app.app.scopes)).toMatchObject({ problems: [] });
  });

  test('[B7] a transfer is in the bank of whoever was paid, and gone from the bank of a reseller who paid', async () => {
    const [retail] = await invoicesTo('Globex Ltd');
    const [wholesale] = await invoicesTo('Northwind IT');
    expect((await record(NORTHWIND, retail?.id ?? '', 500)).errors).toBeUndefined();
    expect((await record(STAFF, wholesale?.id ?? '', 700)).errors).toBeUndefined();
    expect(await posted(retail?.id ?? '', 'PAYMENT')).toEqual([
      { ledger: 'Northwind IT', account: 'BANK', minor: 500, category: null },
      { ledger: 'Northwind IT', account: 'RECEIVABLE', minor: -500, category: null },
    ]);
    expect(await posted(wholesale?.id ?? '', 'PAYMENT')).toEqual([
      { ledger: 'Xe2', account: 'BANK', minor: 700, category: null },
      { ledger: 'Xe2', account: 'RECEIVABLE', minor: -700, category: null },
      { ledger: 'Northwind IT', account: 'PAYABLE', minor: 700, category: null },
      { ledger: 'Northwind IT', account: 'BANK', minor: -700, category: null },
    ]);
    expect(await verifyLedger(app.app.scopes)).toMatchObject({ problems: [] });
  });

  test('[B7] what the operator takes by card for a reseller it owes to that reseller, whose account with it says so', async () => {
    const [, invoice] = await invoicesTo('Globex Ltd');
    const before = await owed(NORTHWIND, world.northwind.id);
    await payByCard(GLOBEX, invoice?.id ?? '');
    expect(await posted(invoice?.id ?? '', 'PAYMENT')).toEqual([
      { ledger: 'Xe2', account: 'CARD_CLEARING', minor: 1800, category: null },
      { ledger: 'Xe2', account: 'SET_OFF', minor: -1800, category: null },
      { ledger: 'Northwind IT', account: 'SET_OFF', minor: 1800, category: null },
      { ledger: 'Northwind IT', account: 'RECEIVABLE', minor: -1800, category: null },
    ]);
    expect(await owed(NORTHWIND, world.northwind.id)).toBe(before - 1800);
    expect((await statement(STAFF, world.northwind.id)).data.statement.entries).toContainEqual(
      expect.objectContaining({ amountMinor: -1800, setOff: true }),
    );
    const [direct] = await invoicesTo('Acme Ltd');
    await payByCard('admin@acme.example', direct?.id ?? '');
    expect(await posted(direct?.id ?? '', 'PAYMENT')).toMatchObject([
      { ledger: 'Xe2', account: 'CARD_CLEARING' },
      { ledger: 'Xe2', account: 'RECEIVABLE' },
    ]);
    expect(await verifyLedger(app.app.scopes)).toMatchObject({ problems: [] });
  });

  test('[S74] card money that fits no invoice is held until somebody says what became of it', async () => {
    const [, invoice] = await invoicesTo('Initech Ltd');
    const { data } = await ask<{ startCheckout: { id: string; url: string } }>(
      INITECH,
      'mutation ($id: ID!) { startCheckout(input: { invoiceIds: [$id] }) { id url } }',
      { id: invoice?.id },
    );
    stripe.pauseWebhooks();
    await stripe.completeSession(data.startCheckout.url.split('/').at(-1) ?? '');
    await record(CONTOSO, invoice?.id ?? '', 1000);
    stripe.resumeWebhooks();
    const held = () => posted(invoice?.id ?? '', 'CARD_MONEY_HELD');
    await expect.poll(held).toEqual([
      { ledger: 'Xe2', account: 'CARD_CLEARING', minor: 1000, category: null },
      { ledger: 'Xe2', account: 'CARD_MONEY_HELD', minor: -1000, category: null },
    ]);
    const { errors } = await ask(
      STAFF,
      `mutation ($id: ID!) { resolveCheckout(input: { checkoutId: $id, resolution: REFUNDED, note: "Sent back." }) { id } }`,
      { id: data.startCheckout.id },
    );
    expect(errors).toBeUndefined();
    expect(await posted(invoice?.id ?? '', 'CARD_MONEY_RESOLVED')).toEqual([
      { ledger: 'Xe2', account: 'CARD_MONEY_HELD', minor: 1000, category: null },
      { ledger: 'Xe2', account: 'CARD_CLEARING', minor: -1000, category: null },
    ]);
    expect(await verifyLedger(app.app.scopes)).toMatchObject({ problems: [] });
  });
});

describe('statement', () => {
  test('[B7] is the same for whoever pays and whoever is paid: what was owed, what changed it, what is owed', async () => {
    const [first, second] = await invoicesTo('Globex Ltd');
    const { data } = await statement(GLOBEX, world.globex.id, { from: '2026-11-01' });
    expect(data.statement).toEqual({
      customerName: 'Globex Ltd',
      issuerName: 'Northwind IT',
      currency: 'GBP',
      openingMinor: 1800,
      closingMinor: 1300,
      entries: [
        {
          on: '2026-11-01',
          kind: 'INVOICE',
          reference: second?.number,
          setOff: false,
          amountMinor: 1800,
          balanceMinor: 3600,
        },
        expect.objectContaining({ kind: 'PAYMENT', amountMinor: -500, balanceMinor: 3100 }),
        expect.objectContaining({ kind: 'PAYMENT', amountMinor: -1800, balanceMinor: 1300 }),
      ],
    });
    for (const email of [NORTHWIND, STAFF])
      expect((await statement(email, world.globex.id, { from: '2026-11-01' })).data).toEqual(data);
    const before = await statement(GLOBEX, world.globex.id, { to: '2026-10-31' });
    expect(before.data.statement).toMatchObject({
      openingMinor: 0,
      closingMinor: 1800,
      entries: [{ reference: first?.number }],
    });
  });

  test('[S7] is nobody else’s: a customer of another reseller, another company, one that does not exist', async () => {
    for (const [email, customerId] of [
      [INITECH, world.globex.id],
      [CONTOSO, world.globex.id],
      [CONTOSO, world.northwind.id],
      [GLOBEX, world.northwind.id],
      [STAFF, newId()],
    ] as const) {
      const { errors } = await statement(email, customerId, { issuerId: world.northwind.id });
      expect([email, errors?.[0]?.extensions.code]).toEqual([email, 'NOT_FOUND']);
    }
    expect((await statement('user@globex.example', world.globex.id)).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
  });

  test('refuses days the wrong way round', async () => {
    const { errors } = await statement(GLOBEX, world.globex.id, { from: '2026-11-02', to: '2026-11-01' });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', fields: [{ path: 'to' }] });
  });
});

describe('readings of one’s own ledger', () => {
  test('[S74] the trial balance adds up to nothing, and margin is in it', async () => {
    for (const email of [STAFF, NORTHWIND]) {
      const all = Object.values(await balances(email));
      for (const side of ['openingMinor', 'closingMinor'] as const)
        expect(all.reduce((sum, balance) => sum + balance[side], 0)).toBe(0);
    }
    const [northwind, platform] = [await balances(NORTHWIND), await balances(STAFF)];
    expect(northwind.REVENUE).toMatchObject({ closingMinor: -3000, creditMinor: 1500, openingMinor: -1500 });
    expect(northwind.PURCHASES?.closingMinor).toBe(2000);
    // From Northwind and Contoso £10.00 a month each, from Acme £15.00.
    expect(platform.REVENUE?.closingMinor).toBe(-7000);
  });

  test('[B7] aged debt: by days since it was due, as it stood at the end of a day', async () => {
    const aged = async (on: string) =>
      (
        await ask<{ agedDebt: object[] }>(
          NORTHWIND,
          'query ($on: Date!) { agedDebt(on: $on) { customerName companyId invoiceCount notDueMinor to30Minor to60Minor to90Minor olderMinor totalMinor } }',
          { on },
        )
      ).data.agedDebt;
    const nothing = { notDueMinor: 0, to30Minor: 0, to60Minor: 0, to90Minor: 0, olderMinor: 0 };
    const globex = { customerName: 'Globex Ltd', companyId: world.globex.id };
    expect(await aged('2026-10-15')).toContainEqual({
      ...globex,
      ...nothing,
      invoiceCount: 1,
      notDueMinor: 1800,
      totalMinor: 1800,
    });
    for (const [on, column] of [
      ['2026-11-14', 'to30Minor'],
      ['2026-11-15', 'to60Minor'],
      ['2027-01-13', 'to90Minor'],
      ['2027-01-14', 'olderMinor'],
    ] as const)
      expect(await aged(on)).toContainEqual({
        ...globex,
        ...nothing,
        invoiceCount: 1,
        [column]: 1300,
        totalMinor: 1300,
      });
  });

  test('[B5] VAT figures: due on sales, paid on purchases, by rate', async () => {
    const { data } = await ask<{ vatFigures: object[] }>(
      NORTHWIND,
      `{ vatFigures(from: "2026-11-01", to: "2026-11-30") { currency outputVatMinor inputVatMinor salesMinor purchasesMinor
         rates { category rateBp netMinor vatMinor } } }`,
    );
    const [, wholesale] = await invoicesTo('Northwind IT');
    const total = wholesale?.total ?? 0;
    expect(data.vatFigures).toEqual([
      {
        currency: 'GBP',
        outputVatMinor: 300,
        inputVatMinor: total / 6,
        salesMinor: 1500,
        purchasesMinor: (total * 5) / 6,
        rates: [{ category: 'STANDARD', rateBp: 2000, netMinor: 1500, vatMinor: 300 }],
      },
    ]);
  });

  test('the journal shows every posting of the reader’s own ledger, narrowed by account and customer', async () => {
    const journal = async (email: string, filter: object = {}) =>
      (
        await ask<{
          ledgerPostings: { totalCount: number; nodes: { account: string; amountMinor: number }[] };
        }>(
          email,
          'query ($filter: LedgerPostingFilter) { ledgerPostings(first: 100, filter: $filter) { totalCount nodes { account amountMinor } } }',
          { filter },
        )
      ).data.ledgerPostings;
    const own = await journal(NORTHWIND);
    expect(own.nodes.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
    expect(new Set(own.nodes.map(({ account }) => account))).toContain('PURCHASES');
    expect((await journal(CONTOSO, { customerId: world.globex.id })).totalCount).toBe(0);
    const { nodes } = await journal(NORTHWIND, { account: 'RECEIVABLE', customerId: world.globex.id });
    expect(nodes.map(({ amountMinor }) => amountMinor)).toEqual([-1800, -500, 1800, 1800]);
  });

  test.each([
    'ledgerBalances(from: "2026-11-01", to: "2026-11-30") { account }',
    'agedDebt(on: "2026-11-01") { totalMinor }',
    'vatFigures(from: "2026-11-01", to: "2026-11-30") { currency }',
    'ledgerPostings { totalCount }',
  ])('is not for a company or an end user: %s', async (field) => {
    for (const email of [GLOBEX, 'user@globex.example'])
      expect((await ask(email, `{ ${field} }`)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('[S7] row security', () => {
  const seenBy = async (email: string) => {
    const who = await app.app.services.tokens.verify(await world.signIn(email));
    return app.app.scopes.run(who, { requestId: 'test' }, (scope) =>
      scope.sql<{ ledger: string; account: string }>(
        `select distinct r.name as ledger, p.account from ledger_posting p left join reseller r on r.id = p.ledger_id order by 1, 2`,
      ),
    );
  };

  test('a company sees its own account, a reseller its ledger and its account with the platform', async () => {
    expect(new Set((await seenBy(GLOBEX)).map(({ account }) => account))).toEqual(new Set(['RECEIVABLE']));
    expect((await seenBy(NORTHWIND)).filter(({ ledger }) => ledger !== 'Northwind IT')).toEqual([
      { ledger: null, account: 'RECEIVABLE' },
      { ledger: null, account: 'SET_OFF' },
    ]);
    expect(new Set((await seenBy(CONTOSO)).map(({ ledger }) => ledger))).toEqual(
      new Set(['Contoso Cloud', null]),
    );
  });

  test('[S74] nobody who serves writes to it, and nobody at all changes it or what was issued', async () => {
    for (const email of [STAFF, NORTHWIND, GLOBEX]) {
      const who = await app.app.services.tokens.verify(await world.signIn(email));
      for (const sql of [
        'update ledger_posting set amount_minor = 1',
        'delete from ledger_posting',
        'insert into ledger_posting (id) values (uuidv7())',
        'update invoice set net_minor = 1',
        'update invoice_line set net_minor = 1',
        'delete from invoice',
      ]) {
        const done = app.app.scopes.run(who, { requestId: 'test' }, (scope) => scope.sql(sql));
        await expect(done, `${email}: ${sql}`).rejects.toMatchObject({ code: '42501' });
      }
    }
    for (const sql of [
      'update ledger_posting set amount_minor = 1',
      'delete from ledger_posting',
      'truncate ledger_posting',
    ])
      await expect(world.sql(sql)).rejects.toThrow('never changed');
    await expect(world.sql('update invoice set due_on = due_on + 1')).rejects.toThrow('never changed');
    const { id } = (await world.sql<{ id: string }>('select id from ledger_posting limit 1'))[0] ?? {};
    await expect(
      world.sql(
        `insert into ledger_posting (id, ledger_id, reseller_id, company_id, entry_id, kind, "on", account, amount_minor, currency, invoice_id, reference, created_at)
           select uuidv7(), ledger_id, reseller_id, company_id, uuidv7(), kind, "on", account, 1, currency, invoice_id, reference, created_at
             from ledger_posting where id = $1`,
        [id],
      ),
    ).rejects.toThrow('is not balanced');
  });
});

describe('verifyLedger', () => {
  /** Changes what no role can change. */
  const tamper = (sql: string) =>
    world.sql(
      `alter table ledger_posting disable trigger keep_ledger; ${sql}; alter table ledger_posting enable trigger keep_ledger`,
    );
  const problems = async () => (await verifyLedger(app.app.scopes)).problems;

  test('[S74] says which entry does not add up, and which invoice it was of', async () => {
    const [invoice] = await invoicesTo('Globex Ltd');
    const of = `where invoice_id = '${invoice?.id}' and account = 'REVENUE'`;
    await tamper(`update ledger_posting set amount_minor = amount_minor - 1 ${of}`);
    expect(await problems()).toEqual([
      expect.stringMatching(/^Entry [\w-]+ of ledger [\w-]+ does not add up to nothing: -1 GBP is left\.$/),
      `Invoice ${invoice?.number} has net 1500 and VAT 300, the ledger of its issuer says 1501 and 300.`,
    ]);
    await tamper(`update ledger_posting set amount_minor = amount_minor + 1 ${of}`);
    expect(await problems()).toEqual([]);
  });

  test('[S74] says what is missing, and where two ledgers do not agree', async () => {
    const [invoice] = await invoicesTo('Northwind IT');
    await tamper(
      `create table kept as select * from ledger_posting where invoice_id = '${invoice?.id}' and kind = 'PAYMENT';
       delete from ledger_posting where id in (select id from kept where account = 'RECEIVABLE')`,
    );
    expect(await problems()).toEqual([
      expect.stringContaining('does not add up to nothing: 700 GBP is left.'),
      `Of invoice ${invoice?.number} 500 is still to be paid, the ledger of its issuer says 1200.`,
      expect.stringMatching(/^Payment [\w-]+ of 700 is posted 0 times\.$/),
      'The platform and Northwind IT do not agree: of what is owed 700 GBP is left, of what is set off 0.',
    ]);
    const columns = (
      await world.sql<{ name: string }>(
        `select quote_ident(attname) as name from pg_attribute where attrelid = 'ledger_posting'::regclass and attnum > 0 and attgenerated = ''`,
      )
    ).map(({ name }) => name);
    await world.sql(
      `set session_replication_role = replica; insert into ledger_posting (${columns}) select ${columns} from kept where account = 'RECEIVABLE';
       set session_replication_role = default; drop table kept`,
    );
    expect(await problems()).toEqual([]);
  });

  test('[S74] notices a payment that was noted at its invoice alone', async () => {
    const [, invoice] = await invoicesTo('Northwind IT');
    await world.sql(`update invoice set paid_minor = 1, state = 'PART_PAID' where id = $1`, [invoice?.id]);
    expect(await problems()).toEqual([
      `Of invoice ${invoice?.number} 1199 is still to be paid, the ledger of its issuer says 1200.`,
    ]);
    await world.sql(`update invoice set paid_minor = 0, state = 'OPEN' where id = $1`, [invoice?.id]);
  });
});
