import { newId } from '@steward/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { colleague } from '../../people/roles/factory.ts';
import { bill } from '../billing/factory.ts';
import { addSubscription } from '../subscriptions/factory.ts';

const STAFF = 'staff@xe2.example';
const NORTHWIND = 'admin@northwind.example';
const CONTOSO = 'admin@contoso.example';
const GLOBEX = 'admin@globex.example';
const INITECH = 'admin@initech.example';

let app: TestApp;
let world: World;
/** Of somebody else at Northwind. */
let second: string;
/** Invoices of £18.00 to Globex, one for every test. */
const unused: string[] = [];

beforeAll(async () => {
  app = await startTestApp({ at: '2025-10-01T09:00:00Z' });
  world = await createWorld(app);
  for (const company of [world.globex, world.initech])
    await addSubscription(world, company, { productId: world.hosting, startsOn: '2025-10-01' });
  app.clock.set('2026-11-03T09:00:00Z');
  second = (await colleague(world, world.northwind.admin, 'FINANCE')).token;
  for (let month = 0; month < 13; month += 1) {
    const period = new Date(Date.UTC(2025, 9 + month, 1)).toISOString().slice(0, 7);
    await bill({ app, world, email: STAFF }, period);
  }
  const rows = await world.sql<{ id: string }>(
    'select id from invoice where company_id = $1 order by number',
    [world.globex.id],
  );
  unused.push(...rows.map(({ id }) => id));
});
afterAll(() => app.close());

async function ask<T>(who: string, query: string, variables: object = {}) {
  return app.ask<T>(query, variables, who.includes('@') ? await world.signIn(who) : who);
}

const next = (): string => unused.shift() ?? '';
const lineOf = async (invoiceId: string): Promise<string> =>
  (await world.sql<{ id: string }>('select id from invoice_line where invoice_id = $1', [invoiceId]))[0]
    ?.id ?? '';

const NOTE = `id number state kind reason netMinor vatMinor totalMinor usedMinor leftMinor customerName issuerName
  lines { invoiceLineId description netMinor vatMinor vatRateBp vatCategory }
  uses { amountMinor reference payment { method invoice { id } } }`;
interface Note {
  id: string;
  number: string | null;
  state: string;
  totalMinor: number;
  usedMinor: number;
  leftMinor: number;
}
async function issue(email: string, invoiceId: string, netMinor: number, over: object = {}) {
  return ask<{ issueCreditNote: Note }>(
    email,
    `mutation ($input: IssueCreditNoteInput!) { issueCreditNote(input: $input) { ${NOTE} } }`,
    {
      input: {
        invoiceId,
        reason: 'Outage in the first week.',
        lines: [{ lineId: await lineOf(invoiceId), netMinor }],
        ...over,
      },
    },
  );
}
const seen = async (email: string, id: string) =>
  (
    await ask<{ creditNote: Note | null }>(email, `query ($id: ID!) { creditNote(id: $id) { ${NOTE} } }`, {
      id,
    })
  ).data.creditNote;
const invoice = async (id: string) =>
  (
    await ask<{
      invoice: {
        state: string;
        dueMinor: number;
        payments: { method: string; amountMinor: number; reference: string }[];
      };
    }>(
      GLOBEX,
      'query ($id: ID!) { invoice(id: $id) { state dueMinor payments { method amountMinor reference } } }',
      { id },
    )
  ).data.invoice;
const pay = (invoiceId: string, amountMinor: number) =>
  ask(NORTHWIND, 'mutation ($input: RecordPaymentInput!) { recordPayment(input: $input) { id } }', {
    input: { invoiceId, amountMinor, receivedOn: '2026-11-03', reference: newId() },
  });
const code = ({ errors }: { errors?: readonly { extensions: { code?: unknown } }[] }) =>
  errors?.[0]?.extensions.code;

describe('issueCreditNote', () => {
  test('[B6] credits part of a line with its VAT, under a number of its own, and pays what is due with it', async () => {
    const invoiceId = next();
    const { data, errors } = await issue(NORTHWIND, invoiceId, 500);
    expect(errors).toBeUndefined();
    const note = data.issueCreditNote;
    expect(note).toMatchObject({
      number: 'NW-CN-000001',
      state: 'ISSUED',
      kind: 'RETAIL',
      reason: 'Outage in the first week.',
      netMinor: 500,
      vatMinor: 100,
      totalMinor: 600,
      usedMinor: 600,
      leftMinor: 0,
      customerName: 'Globex Ltd',
      issuerName: 'Northwind IT',
      lines: [{ netMinor: 500, vatMinor: 100, vatRateBp: 2000, vatCategory: 'STANDARD' }],
      uses: [{ amountMinor: 600, payment: { method: 'CREDIT', invoice: { id: invoiceId } } }],
    });
    expect(await invoice(invoiceId)).toEqual({
      state: 'PART_PAID',
      dueMinor: 1200,
      payments: [{ method: 'CREDIT', amountMinor: 600, reference: 'NW-CN-000001' }],
    });
    expect(await seen(GLOBEX, note.id)).toEqual(note);
    const [letter] = await world.letters<{ subject: string; body: string }>(
      `select subject, body from mail where subject like 'Credit note NW-CN-000001%' and "to" = $1`,
      [GLOBEX],
    );
    expect(letter?.body).toContain('£6.00 of it pays that invoice.');
    expect(
      await world.sql(
        `select actor_level, reference, company_id from audit_entry where action = 'issueCreditNote' and subject_id = $1`,
        [note.id],
      ),
    ).toEqual([{ actor_level: 'RESELLER', reference: 'NW-CN-000001', company_id: world.globex.id }]);
  });

  test('[B6] within what is left of the line, however many come at once; the whole comes back to the penny', async () => {
    const invoiceId = next();
    const tries = await Promise.all([700, 700, 700].map((net) => issue(NORTHWIND, invoiceId, net)));
    expect(tries.map(code).sort()).toEqual(['INVALID_INPUT', undefined, undefined]);
    const refused = await issue(NORTHWIND, invoiceId, 101);
    expect(refused.errors?.[0]?.extensions).toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'lines.0.netMinor', message: expect.stringContaining('Must be at most £1.00') }],
    });
    expect((await issue(NORTHWIND, invoiceId, 100)).errors).toBeUndefined();
    expect(await invoice(invoiceId)).toMatchObject({ state: 'PAID', dueMinor: 0 });
    const [sum] = await world.sql(
      'select sum(net_minor)::int as net, sum(vat_minor)::int as vat from credit_note where invoice_id = $1',
      [invoiceId],
    );
    expect(sum).toEqual({ net: 1500, vat: 300 });
    // No verb is asked: the table itself refuses.
    await expect(
      world.sql(
        `insert into credit_note_line (id, reseller_id, company_id, issuer_id, credit_note_id, invoice_line_id, position, description, net_minor, vat_minor, vat_rate_bp, vat_category)
           select uuidv7(), k.reseller_id, k.company_id, k.issuer_id, (select id from credit_note where invoice_id <> $1 limit 1), k.invoice_line_id, 9, 'x', 1, 0, 0, 'STANDARD'
             from credit_note_line k join credit_note n on n.id = k.credit_note_id where n.invoice_id = $1 limit 1`,
        [invoiceId],
      ),
    ).rejects.toThrow('More of “');
  });

  test('[B6] of an invoice that is paid the credit is kept, put against another, paid back; never more than there is', async () => {
    const [invoiceId, other] = [next(), next()];
    await pay(invoiceId, 1800);
    const { data } = await issue(NORTHWIND, invoiceId, 1000);
    const { id } = data.issueCreditNote;
    expect(data.issueCreditNote).toMatchObject({ totalMinor: 1200, usedMinor: 0, leftMinor: 1200 });
    const use = (input: object, email = NORTHWIND) =>
      ask<{ useCredit: Note }>(
        email,
        `mutation ($input: UseCreditInput!) { useCredit(input: $input) { ${NOTE} } }`,
        {
          input: { creditNoteId: id, invoiceId: other, amountMinor: 700, ...input },
        },
      );
    expect((await use({ amountMinor: 1201 })).errors?.[0]?.message).toContain('Must be at most £12.00');
    const foreign = (
      await world.sql<{ id: string }>(`select id from invoice where buyer->>'name' = 'Northwind IT' limit 1`)
    )[0]?.id;
    for (const [email, input, expected] of [
      [NORTHWIND, { invoiceId: foreign }, 'FORBIDDEN'],
      [CONTOSO, {}, 'NOT_FOUND'],
      [GLOBEX, {}, 'FORBIDDEN'],
      [NORTHWIND, { creditNoteId: newId() }, 'NOT_FOUND'],
    ] as const)
      expect([email, code(await use(input, email))]).toEqual([email, expected]);
    expect((await use({})).data.useCredit).toMatchObject({ usedMinor: 700, leftMinor: 500 });
    expect(await invoice(other)).toMatchObject({ state: 'PART_PAID', dueMinor: 1100 });

    const refund = (input: object) =>
      ask<{ refundCredit: Note }>(
        NORTHWIND,
        `mutation ($input: RefundCreditInput!) { refundCredit(input: $input) { ${NOTE} } }`,
        {
          input: {
            creditNoteId: id,
            amountMinor: 500,
            paidOn: '2026-11-03',
            reference: 'BACS 4711',
            ...input,
          },
        },
      );
    expect((await refund({ amountMinor: 501 })).errors?.[0]?.extensions).toMatchObject({
      fields: [{ path: 'amountMinor' }],
    });
    expect((await refund({ paidOn: '2026-11-04' })).errors?.[0]?.extensions).toMatchObject({
      fields: [{ path: 'paidOn' }],
    });
    expect((await refund({})).data.refundCredit).toMatchObject({
      leftMinor: 0,
      uses: [{}, { amountMinor: 500, reference: 'BACS 4711', payment: null }],
    });
    expect(code(await refund({ amountMinor: 1 }))).toBe('CONFLICT');
  });

  test('[B6] is kept for the customer where that was asked for', async () => {
    const invoiceId = next();
    const { data } = await issue(NORTHWIND, invoiceId, 500, { againstInvoice: false });
    expect(data.issueCreditNote).toMatchObject({ usedMinor: 0, leftMinor: 600 });
    expect(await invoice(invoiceId)).toMatchObject({ state: 'OPEN', dueMinor: 1800 });
  });

  test('[S7] is for whoever issued the invoice: nobody else, of no other tenant, of no invoice that is not there', async () => {
    const invoiceId = next();
    const lineId = await lineOf(invoiceId);
    for (const [email, id, expected] of [
      [STAFF, invoiceId, 'FORBIDDEN'],
      [GLOBEX, invoiceId, 'FORBIDDEN'],
      [CONTOSO, invoiceId, 'NOT_FOUND'],
      [INITECH, invoiceId, 'FORBIDDEN'],
      [NORTHWIND, newId(), 'NOT_FOUND'],
    ] as const)
      expect([email, code(await issue(email, id, 1, { lines: [{ lineId, netMinor: 1 }] }))]).toEqual([
        email,
        expected,
      ]);
    for (const [over, path] of [
      [{ lines: [] }, 'lines'],
      [{ reason: ' ' }, 'reason'],
      [{ lines: [{ lineId, netMinor: 0 }] }, 'lines.0.netMinor'],
      [{ lines: [{ lineId: newId(), netMinor: 1 }] }, 'lines.0.lineId'],
    ] as const)
      expect((await issue(NORTHWIND, invoiceId, 1, over)).errors?.[0]?.extensions).toMatchObject({
        code: 'INVALID_INPUT',
        fields: [{ path }],
      });
  });
});

describe('a second person', () => {
  const approval = (email: string, approveAboveMinor: number | null) =>
    ask(
      email,
      'mutation ($input: SetCreditNoteApprovalInput!) { setCreditNoteApproval(input: $input) { approveAboveMinor } }',
      {
        input: { approveAboveMinor },
      },
    );
  const decide = (email: string, verb: 'approve' | 'decline', id: string) =>
    ask<Record<string, Note>>(
      email,
      verb === 'approve'
        ? `mutation ($id: ID!) { approveCreditNote(input: { id: $id }) { ${NOTE} } }`
        : `mutation ($id: ID!) { declineCreditNote(input: { id: $id, reason: "Not agreed." }) { ${NOTE} } }`,
      { id },
    );

  test('[B6] approves above the sum that the issuer sets; until then its customer sees nothing of it', async () => {
    expect((await approval(NORTHWIND, 600)).errors).toBeUndefined();
    expect(code(await approval(GLOBEX, 600))).toBe('FORBIDDEN');
    const invoiceId = next();
    expect((await issue(NORTHWIND, invoiceId, 500)).data.issueCreditNote.state).toBe('ISSUED');
    const { data } = await issue(NORTHWIND, invoiceId, 501);
    const { id } = data.issueCreditNote;
    expect(data.issueCreditNote).toMatchObject({ state: 'AWAITING_APPROVAL', number: null, leftMinor: 0 });
    expect(await seen(GLOBEX, id)).toBeNull();
    expect(
      await world.sql(
        `select reseller_id, company_id from audit_entry where action = 'issueCreditNote' and subject_id = $1`,
        [id],
      ),
    ).toEqual([{ reseller_id: world.northwind.id, company_id: null }]);
    expect(code(await decide(NORTHWIND, 'approve', id))).toBe('FORBIDDEN');
    expect(code(await decide(CONTOSO, 'approve', id))).toBe('NOT_FOUND');
    expect(code(await decide(STAFF, 'approve', id))).toBe('FORBIDDEN');
    const { data: home } = await ask<{ home: object }>(second, '{ home { creditNotesToApprove } }');
    expect(home.home).toEqual({ creditNotesToApprove: 1 });
    const both = await Promise.all([1, 2].map(() => decide(second, 'approve', id)));
    expect(both.map(code).sort()).toEqual(['CONFLICT', undefined]);
    expect(await seen(GLOBEX, id)).toMatchObject({
      state: 'ISSUED',
      number: expect.stringMatching(/^NW-CN-/),
    });
    expect(await invoice(invoiceId)).toMatchObject({ state: 'PART_PAID', dueMinor: 599 });
  });

  test('[B6] or declines, and what was asked for is left of the line again', async () => {
    const invoiceId = next();
    const { data } = await issue(NORTHWIND, invoiceId, 1500);
    const { id } = data.issueCreditNote;
    expect(code(await issue(NORTHWIND, invoiceId, 1))).toBe('INVALID_INPUT');
    const declined = await decide(second, 'decline', id);
    expect(declined.data.declineCreditNote).toMatchObject({ state: 'DECLINED', number: null });
    expect(code(await decide(second, 'approve', id))).toBe('CONFLICT');
    expect(await seen(GLOBEX, id)).toBeNull();
    expect((await approval(NORTHWIND, null)).errors).toBeUndefined();
    expect((await issue(NORTHWIND, invoiceId, 1500)).data.issueCreditNote).toMatchObject({ state: 'ISSUED' });
  });
});

describe('the other side', () => {
  const matches = async (email: string, id: string) =>
    (
      await ask<{ creditNoteMatches: { customerName: string; netMinor: number; invoiceId: string }[] }>(
        email,
        'query ($id: ID!) { creditNoteMatches(creditNoteId: $id) { invoiceId invoiceNumber customerName description netMinor } }',
        { id },
      )
    ).data.creditNoteMatches;

  test('[B6] [C3] what the platform credits a reseller is proposed for that reseller’s customers, in the same share, and the other way round', async () => {
    const [retail] = await world.sql<{ id: string; period: string }>(
      `select id, period_start::text as period from invoice where id = $1`,
      [unused.at(-1)],
    );
    const [wholesale] = await world.sql<{ id: string }>(
      `select id from invoice where buyer->>'name' = 'Northwind IT' and period_start = $1`,
      [retail?.period],
    );
    // £5.00 of £10.00 that Northwind pays: £7.50 of the £15.00 that Globex pays.
    const { data } = await issue(STAFF, wholesale?.id ?? '', 500);
    expect(data.issueCreditNote).toMatchObject({
      state: 'ISSUED',
      number: 'XE2-CN-000001',
      kind: 'WHOLESALE',
    });
    expect(await matches(NORTHWIND, data.issueCreditNote.id)).toEqual([
      expect.objectContaining({ invoiceId: retail?.id, customerName: 'Globex Ltd', netMinor: 750 }),
    ]);
    expect(await matches(CONTOSO, data.issueCreditNote.id)).toEqual([]);
    expect(await seen(GLOBEX, data.issueCreditNote.id)).toBeNull();
    const passedOn = await issue(NORTHWIND, retail?.id ?? '', 1500);
    expect(await matches(STAFF, passedOn.data.issueCreditNote.id)).toEqual([
      expect.objectContaining({ invoiceId: wholesale?.id, customerName: 'Northwind IT', netMinor: 500 }),
    ]);
  });
});

test('[S74] what was issued is never changed, by anybody', async () => {
  await expect(world.sql(`update credit_note set reason = 'x' where state = 'ISSUED'`)).rejects.toThrow(
    'never changed',
  );
  const who = await app.app.services.tokens.verify(await world.signIn(NORTHWIND));
  for (const sql of [
    'update credit_note_line set net_minor = 1',
    'update credit_note set net_minor = 1',
    'delete from credit_note',
    'update credit_use set amount_minor = 1',
  ])
    await expect(
      app.app.scopes.run(who, { requestId: 'test' }, (scope) => scope.sql(sql)),
      sql,
    ).rejects.toMatchObject({ code: '42501' });
});
