import { newId } from '@steward/shared';
import { extractText, getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { bill } from '../billing/factory.ts';
import { brokenRules } from '../billing/testing/e-invoice-rules.ts';
import { verifyLedger } from '../ledger/index.ts';
import { addSubscription } from '../subscriptions/factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';

let app: TestApp;
let world: World;
/** Of somebody else at Northwind. */
let second: string;
/** October's to Globex: three of £15.00 for 20 of 31 days. */
let october: { id: string; lineId: string };
let wholesale: { id: string; lineId: string };

beforeAll(async () => {
  app = await startTestApp({ at: '2026-10-01T09:00:00Z' });
  world = await createWorld(app);
  await world.sql(`update company set vat_number = 'GB980780684' where id = $1`, [world.globex.id]);
  await addSubscription(world, world.globex, {
    productId: world.hosting,
    startsOn: '2026-10-12',
    quantity: 3,
  });
  app.clock.set('2026-11-03T09:00:00Z');
  await bill({ app, world, email: STAFF }, '2026-10');
  second = (await colleague(world, world.northwind.admin, 'FINANCE')).token;
  const invoiceOf = async (kind: string) => {
    const [row] = await world.sql<{ id: string; lineId: string }>(
      `select i.id, l.id as "lineId" from invoice i join invoice_line l on l.invoice_id = i.id where i.kind = $1`,
      [kind],
    );
    return row as { id: string; lineId: string };
  };
  october = await invoiceOf('RETAIL');
  wholesale = await invoiceOf('WHOLESALE');
});
afterAll(() => app.close());

async function ask<T>(who: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, who.includes('@') ? await world.signIn(who) : who);
}

const NOTE = `id state reason netMinor vatMinor totalMinor customerName requestedByMe
  lines { citedLineId quantity unitPriceMinor netMinor vatRateBp vatCategory }
  issued { id number document state dueMinor }`;
interface Note {
  id: string;
  state: string;
  issued: { id: string; number: string; state: string; dueMinor: number } | null;
}
const issue = (who: string, line: object = {}, over: object = {}) =>
  ask<{ issueDebitNote: Note }>(
    who,
    `mutation ($input: IssueDebitNoteInput!) { issueDebitNote(input: $input) { ${NOTE} } }`,
    {
      input: {
        invoiceId: october.id,
        reason: 'Two more were in use.',
        lines: [{ lineId: october.lineId, quantity: 2, ...line }],
        ...over,
      },
    },
  );
const decide = (who: string, verb: 'approve' | 'decline', id: string) =>
  ask<Record<string, Note>>(
    who,
    verb === 'approve'
      ? `mutation ($id: ID!) { approveDebitNote(input: { id: $id }) { ${NOTE} } }`
      : `mutation ($id: ID!) { declineDebitNote(input: { id: $id, reason: "Not agreed." }) { ${NOTE} } }`,
    { id },
  );
const approval = (approveAboveMinor: number | null) =>
  ask(
    NORTHWIND,
    'mutation ($input: SetCreditNoteApprovalInput!) { setCreditNoteApproval(input: $input) { id } }',
    { input: { approveAboveMinor } },
  );
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;
const expectLedger = async () => expect((await verifyLedger(app.app.scopes)).problems).toEqual([]);

describe('issueDebitNote', () => {
  test('[B6] charges more of a line at its price and days, with its VAT, under a number of its own; it is owed like an invoice', async () => {
    const { data, errors } = await issue(NORTHWIND);
    expect(errors).toBeUndefined();
    // 2 × £15.00 × 20 / 31.
    expect(data.issueDebitNote).toMatchObject({
      state: 'ISSUED',
      netMinor: 1935,
      vatMinor: 387,
      totalMinor: 2322,
      customerName: 'Globex Ltd',
      requestedByMe: true,
      lines: [
        {
          citedLineId: october.lineId,
          quantity: 2,
          unitPriceMinor: 1500,
          netMinor: 1935,
          vatRateBp: 2000,
          vatCategory: 'STANDARD',
        },
      ],
      issued: { number: 'NW-DN-000001', document: 'DEBIT_NOTE', state: 'OPEN', dueMinor: 2322 },
    });
    const issuedId = data.issueDebitNote.issued?.id;
    const seen = await ask<{ invoice: object; invoices: { nodes: { number: string }[] } }>(
      GLOBEX,
      `query ($id: ID!, $cited: ID!) {
        invoice(id: $id) { number document reason dueOn citedInvoice { id number } vatBreakdown { vatRateBp netMinor vatMinor } }
        invoices(filter: { document: DEBIT_NOTE, citedInvoiceId: $cited }) { nodes { number } }
      }`,
      { id: issuedId, cited: october.id },
    );
    expect(seen.data.invoice).toEqual({
      number: 'NW-DN-000001',
      document: 'DEBIT_NOTE',
      reason: 'Two more were in use.',
      dueOn: '2026-11-17',
      citedInvoice: { id: october.id, number: 'NW-000001' },
      vatBreakdown: [{ vatRateBp: 2000, netMinor: 1935, vatMinor: 387 }],
    });
    expect(seen.data.invoices.nodes).toEqual([{ number: 'NW-DN-000001' }]);
    const [letter] = await world.letters<{ body: string }>(
      `select body from mail where subject = 'Debit note NW-DN-000001 for invoice NW-000001' and "to" = $1`,
      [GLOBEX],
    );
    expect(letter?.body).toMatch(/£23\.22, due by 17 November 2026\.\n\nTwo more were in use\./);
    expect(
      await world.sql(
        `select reference, company_id from audit_entry where action = 'issueDebitNote' and subject_id = $1`,
        [issuedId],
      ),
    ).toEqual([{ reference: 'NW-DN-000001', company_id: world.globex.id }]);
    await expectLedger();
    // A month is billed once, whatever is charged beside it.
    await bill({ app, world, email: NORTHWIND }, '2026-10');
    expect(
      await world.sql(`select from invoice where document = 'INVOICE' and company_id = $1`, [
        world.globex.id,
      ]),
    ).toHaveLength(1);
  });

  test('[B6] [B8] an amount, too; its e-invoice and PDF say what it is, of what and why, and break no rule', async () => {
    const { data } = await issue(NORTHWIND, { quantity: null, netMinor: 1001 });
    const note = data.issueDebitNote;
    expect(note).toMatchObject({ netMinor: 1001, vatMinor: 200, issued: { dueMinor: 1201 } });
    const file = async (form: string) =>
      fetch(`${app.url}/invoices/${note.issued?.id}/${form}`, {
        headers: { authorization: `Bearer ${await world.signIn(GLOBEX)}` },
      });
    const xml = await (await file('xml')).text();
    expect(brokenRules(xml)).toEqual([]);
    for (const part of [
      '<cbc:InvoiceTypeCode>383</cbc:InvoiceTypeCode><cbc:Note>Two more were in use.</cbc:Note>',
      '<cac:InvoiceDocumentReference><cbc:ID>NW-000001</cbc:ID>',
      '<cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity><cbc:LineExtensionAmount currencyID="GBP">10.01<',
    ])
      expect(xml).toContain(part);
    const [byQuantity] = await world.sql<{ id: string }>(
      `select id from invoice where number = 'NW-DN-000001'`,
    );
    const first = await fetch(`${app.url}/invoices/${byQuantity?.id}/xml`, {
      headers: { authorization: `Bearer ${await world.signIn(GLOBEX)}` },
    });
    expect(brokenRules(await first.text())).toEqual([]);
    const pdf = await getDocumentProxy(new Uint8Array(await (await file('pdf')).arrayBuffer()));
    const text = (await extractText(pdf, { mergePages: true })).text.replace(/\s+/g, ' ');
    for (const part of [
      'Debit note NW-DN-000002',
      'For invoice NW-000001',
      'Why: Two more were in use.',
      '£12.01 due by 17 November 2026',
    ])
      expect(text).toContain(part);
  });

  test('[S76] numbers without a gap, however many come at once', async () => {
    const both = await Promise.all([1, 2, 3].map(() => issue(NORTHWIND, { quantity: 1 })));
    expect(both.map(({ data }) => data.issueDebitNote.issued?.number).sort()).toEqual([
      'NW-DN-000003',
      'NW-DN-000004',
      'NW-DN-000005',
    ]);
    const [written] = await world.sql<{ n: number }>(
      `select count(*)::int as n from invoice where document = 'DEBIT_NOTE'`,
    );
    expect(written).toEqual({ n: 5 });
  });

  test('[S7] is for whoever issued the invoice, of a line of it, by one measure; not of a debit note', async () => {
    for (const [who, over, expected] of [
      [STAFF, {}, 'FORBIDDEN'],
      [GLOBEX, {}, 'FORBIDDEN'],
      [CONTOSO, {}, 'NOT_FOUND'],
      [NORTHWIND, { invoiceId: newId() }, 'NOT_FOUND'],
      [NORTHWIND, { invoiceId: wholesale.id }, 'FORBIDDEN'],
    ] as const)
      expect([who, code(await issue(who, {}, over))]).toEqual([who, expected]);
    for (const [line, path] of [
      [{ quantity: 0 }, 'lines.0.quantity'],
      [{ quantity: null }, 'lines.0.quantity'],
      [{ netMinor: 1 }, 'lines.0.quantity'],
      [{ quantity: 2_000_000_000 }, 'lines.0.quantity'],
      [{ lineId: wholesale.lineId }, 'lines.0.lineId'],
    ] as const)
      expect((await issue(NORTHWIND, line)).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path }],
      });
    const { data } = await issue(NORTHWIND, { quantity: 1 });
    const [line] = await world.sql<{ id: string }>('select id from invoice_line where invoice_id = $1', [
      data.issueDebitNote.issued?.id,
    ]);
    expect(
      code(await issue(NORTHWIND, { lineId: line?.id }, { invoiceId: data.issueDebitNote.issued?.id })),
    ).toBe('CONFLICT');
  });

  test('[B6] [C3] at wholesale stands in both ledgers; it can be paid, and credited', async () => {
    const { data } = await issue(
      STAFF,
      {},
      { invoiceId: wholesale.id, lines: [{ lineId: wholesale.lineId, quantity: null, netMinor: 500 }] },
    );
    const issued = data.issueDebitNote.issued;
    expect(issued).toMatchObject({ number: 'XE2-DN-000001', dueMinor: 600 });
    await expectLedger();
    const paid = await ask(
      STAFF,
      'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }',
      {
        input: { invoiceId: issued?.id, amountMinor: 100, receivedOn: '2026-11-03' },
      },
    );
    expect(paid.errors).toBeUndefined();
    const [line] = await world.sql<{ id: string }>('select id from invoice_line where invoice_id = $1', [
      issued?.id,
    ]);
    const credited = await ask<{ issueCreditNote: { totalMinor: number } }>(
      STAFF,
      'mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { totalMinor } }',
      {
        input: { invoiceId: issued?.id, reason: 'Not agreed.', lines: [{ lineId: line?.id, netMinor: 250 }] },
      },
    );
    expect(credited.data.issueCreditNote.totalMinor).toBe(300);
    await expectLedger();
  });
});

describe('a second person', () => {
  test('[B6] approves above the sum that the issuer sets for notes; until then there is no document', async () => {
    expect((await approval(2000)).errors).toBeUndefined();
    expect((await issue(NORTHWIND, { quantity: 1 })).data.issueDebitNote.state).toBe('ISSUED');
    const { data } = await issue(NORTHWIND);
    const { id } = data.issueDebitNote;
    expect(data.issueDebitNote).toMatchObject({ state: 'AWAITING_APPROVAL', issued: null });
    expect(
      await world.sql(
        `select reseller_id, company_id from audit_entry where action = 'issueDebitNote' and subject_id = $1`,
        [id],
      ),
    ).toEqual([{ reseller_id: world.northwind.id, company_id: null }]);
    const { data: home } = await ask<{ home: object }>(second, '{ home { debitNotesToApprove } }');
    expect(home.home).toEqual({ debitNotesToApprove: 1 });
    for (const [who, expected] of [
      [NORTHWIND, 'FORBIDDEN'],
      [CONTOSO, 'NOT_FOUND'],
      [STAFF, 'NOT_FOUND'],
      [GLOBEX, 'FORBIDDEN'],
    ] as const)
      expect([who, code(await decide(who, 'approve', id))]).toEqual([who, expected]);
    const both = await Promise.all([1, 2].map(() => decide(second, 'approve', id)));
    expect(both.map(code).sort()).toEqual(['CONFLICT', undefined]);
    const approved = both.find(({ errors }) => !errors)?.data.approveDebitNote;
    expect(approved).toMatchObject({ state: 'ISSUED', issued: { state: 'OPEN', dueMinor: 2322 } });
  });

  test('[B6] or declines, and nothing is charged', async () => {
    const { data } = await issue(NORTHWIND);
    const { id } = data.issueDebitNote;
    expect((await decide(second, 'decline', id)).data.declineDebitNote).toMatchObject({
      state: 'DECLINED',
      issued: null,
    });
    expect(code(await decide(second, 'approve', id))).toBe('CONFLICT');
    const theirs = await ask<{ debitNotes: { nodes: { state: string }[] } }>(
      NORTHWIND,
      '{ debitNotes(filter: { state: DECLINED }) { nodes { state } } }',
    );
    expect(theirs.data.debitNotes.nodes).toHaveLength(1);
    expect((await approval(null)).errors).toBeUndefined();
  });
});

describe('writeOffInvoice', () => {
  const writeOff = (who: string, invoiceId: string, reason = 'Gone into liquidation.') =>
    ask<{ writeOffInvoice: { state: string; dueMinor: number } }>(
      who,
      'mutation ($input: WriteOffInvoiceInput!) { writeOffInvoice(input: $input) { state dueMinor overdue } }',
      { input: { invoiceId, reason } },
    );
  const pay = (invoiceId: string, amountMinor: number) =>
    ask<{ recordPayment: { invoice: { state: string } } }>(
      NORTHWIND,
      'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { invoice { state } } }',
      { input: { invoiceId, amountMinor, receivedOn: '2026-11-03', reference: newId() } },
    );
  const balanceOf = async (account: string) => {
    const { data } = await ask<{ ledgerBalances: { account: string; closingMinor: number }[] }>(
      NORTHWIND,
      '{ ledgerBalances(from: "2026-01-01", to: "2026-12-31") { account closingMinor } }',
    );
    return data.ledgerBalances.find((balance) => balance.account === account)?.closingMinor ?? 0;
  };

  test('[B7] makes what is due a bad debt, with no credit and no VAT back; money that comes after all takes it up again', async () => {
    const { id = '' } = (await issue(NORTHWIND)).data.issueDebitNote.issued ?? {};
    await pay(id, 322);
    const [revenue, vat] = [await balanceOf('REVENUE'), await balanceOf('OUTPUT_VAT')];
    for (const [who, invoiceId, expected] of [
      [STAFF, id, 'FORBIDDEN'],
      [GLOBEX, id, 'FORBIDDEN'],
      [CONTOSO, id, 'NOT_FOUND'],
      [NORTHWIND, newId(), 'NOT_FOUND'],
    ] as const)
      expect([who, code(await writeOff(who, invoiceId))]).toEqual([who, expected]);
    expect(code(await writeOff(NORTHWIND, id, ' '))).toBe('INVALID_INPUT');
    const tries = await Promise.all([1, 2].map(() => writeOff(NORTHWIND, id)));
    expect(tries.map(code).sort()).toEqual(['CONFLICT', undefined]);
    expect(tries.find(({ errors }) => !errors)?.data.writeOffInvoice).toEqual({
      state: 'WRITTEN_OFF',
      dueMinor: 2000,
      overdue: false,
    });
    expect(await balanceOf('BAD_DEBT')).toBe(2000);
    expect([await balanceOf('REVENUE'), await balanceOf('OUTPUT_VAT')]).toEqual([revenue, vat]);
    await expectLedger();
    // Why is the issuer's own business.
    const customer = await app.app.services.tokens.verify(await world.signIn(GLOBEX));
    await expect(
      app.app.scopes.run(customer, { requestId: 'test' }, (scope) =>
        scope.sql('select reason from write_off'),
      ),
    ).rejects.toMatchObject({ code: '42501' });

    expect((await pay(id, 500)).data.recordPayment.invoice.state).toBe('WRITTEN_OFF');
    expect(await balanceOf('BAD_DEBT')).toBe(1500);
    await expectLedger();
    expect((await pay(id, 1500)).data.recordPayment.invoice.state).toBe('PAID');
    expect(await balanceOf('BAD_DEBT')).toBe(0);
    expect(code(await writeOff(NORTHWIND, id))).toBe('CONFLICT');
    await expectLedger();
  });

  test('[B7] [C3] at wholesale leaves the debt in the reseller’s own books', async () => {
    const written = await writeOff(STAFF, wholesale.id);
    expect(written.data.writeOffInvoice.state).toBe('WRITTEN_OFF');
    await expectLedger();
    const [owed] = await world.sql<{ minor: number }>(
      `select sum(amount_minor)::int as minor from ledger_posting where ledger_id = $1 and account = 'PAYABLE' and invoice_id = $2`,
      [world.northwind.id, wholesale.id],
    );
    expect(owed?.minor).toBeLessThan(0);
  });
});

describe('the other side', () => {
  interface Match {
    customerName: string;
    netMinor: number;
    lineId: string;
    invoiceId: string;
  }
  const matches = async (who: string, invoiceId: string) =>
    (
      await ask<{ debitNoteMatches: Match[] }>(
        who,
        'query ($id: ID!) { debitNoteMatches(invoiceId: $id) { invoiceId lineId customerName netMinor } }',
        { id: invoiceId },
      )
    ).data.debitNoteMatches;
  /** Issues a note of an amount of a month's only line, and returns the invoice that it is. */
  const charge = async (who: string, of: { id: string; lineId: string }, netMinor: number) => {
    const { data } = await issue(who, { lineId: of.lineId, quantity: null, netMinor }, { invoiceId: of.id });
    return data.issueDebitNote.issued?.id ?? '';
  };

  test('[B6] [C3] what the platform charges a reseller more is proposed for its customers, in the same share, and the other way round', async () => {
    app.clock.set('2026-12-01T09:00:00Z');
    await bill({ app, world, email: STAFF }, '2026-11');
    const november = async (kind: string) =>
      (
        await world.sql<{ id: string; lineId: string }>(
          `select i.id, l.id as "lineId" from invoice i join invoice_line l on l.invoice_id = i.id
             where i.kind = $1 and i.document = 'INVOICE' and i.period_start = '2026-11-01' and i.reseller_id = $2`,
          [kind, world.northwind.id],
        )
      )[0] as { id: string; lineId: string };
    const [retail, bought] = [await november('RETAIL'), await november('WHOLESALE')];
    // £5.00 more of the £30.00 that Northwind pays: £7.50 of the £45.00 that Globex pays.
    const first = await charge(STAFF, bought, 500);
    const proposal = (netMinor: number) => [
      { customerName: 'Globex Ltd', netMinor, invoiceId: retail.id, lineId: retail.lineId },
    ];
    expect(await matches(NORTHWIND, first)).toEqual(proposal(750));
    expect(await matches(CONTOSO, first)).toEqual([]);
    expect(await matches(STAFF, first)).toEqual([]);
    const passedOn = await charge(NORTHWIND, retail, 750);
    expect(await matches(NORTHWIND, first)).toEqual([]);
    expect(await matches(STAFF, passedOn)).toEqual([]);
    // A further one is proposed for itself, and each comes to what is open, not to more.
    const next = await charge(STAFF, bought, 100);
    expect(await matches(NORTHWIND, next)).toEqual(proposal(150));
    expect(await matches(NORTHWIND, first)).toEqual(proposal(150));
    // What Northwind charges beyond that is proposed to the staff.
    const beyond = await charge(NORTHWIND, retail, 450);
    expect(await matches(STAFF, beyond)).toEqual([
      { customerName: 'Northwind IT', netMinor: 200, invoiceId: bought.id, lineId: bought.lineId },
    ]);
    expect(await matches(NORTHWIND, next)).toEqual([]);
  });

  test('[B6] is nothing of an invoice, and is not for who does not issue notes', async () => {
    expect(await matches(NORTHWIND, wholesale.id)).toEqual([]);
    expect(await matches(NORTHWIND, newId())).toEqual([]);
    expect(
      (
        await ask(GLOBEX, 'query ($id: ID!) { debitNoteMatches(invoiceId: $id) { netMinor } }', {
          id: october.id,
        })
      ).errors?.[0]?.extensions.code,
    ).toBe('FORBIDDEN');
  });
});
