import { newId, type PlainDate } from '@steward/shared';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { TestApp } from '../../../../kernel/testing/test-app.ts';
import type { World } from '../../../../kernel/testing/world.ts';

const ISSUERS: Record<string, string> = {
  Xe2: 'staff@xe2.example',
  'Northwind IT': 'admin@northwind.example',
  'Contoso Cloud': 'admin@contoso.example',
};

const CHARGED = { supplyKind: 'STANDARD' };

/** Which of the invoices or lines there are, and how much of what is left of it. */
const share = { which: fc.nat({ max: 99 }), tenths: fc.integer({ min: 1, max: 10 }) };

/** Something that whoever issued an invoice does with it. */
export const deed = fc.oneof(
  fc.record({ kind: fc.constant('pay' as const), ...share, byCard: fc.boolean() }),
  fc.record({ kind: fc.constant('pay' as const), ...share, byCard: fc.boolean() }),
  fc.record({ kind: fc.constant('overpay' as const), ...share, paidBack: fc.boolean() }),
  fc.record({
    kind: fc.constant('credit' as const),
    ...share,
    againstInvoice: fc.boolean(),
    paidBack: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('debit' as const), ...share }),
  fc.record({ kind: fc.constant('writeOff' as const), ...share }),
);
export type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

/** What is added to what a customer's next invoice holds, or taken off it. */
export const beside = fc.record({
  customer: fc.constantFrom('globex', 'initech', 'acme', 'northwind', 'contoso'),
  add: fc.oneof(
    fc.record({ unitMinor: fc.integer({ min: 1, max: 9_999 }), quantity: fc.integer({ min: 1, max: 7 }) }),
    fc.record({ percentBp: fc.integer({ min: 1, max: 10_000 }) }),
    fc.record({ amountMinor: fc.integer({ min: 1, max: 5_000 }) }),
  ),
});
export type Beside = typeof beside extends fc.Arbitrary<infer B> ? B : never;

interface Found {
  id: string;
  issuer: string;
  left: number;
}

/** Does the deeds of a story that was made up at random, each as whoever may. */
export class Deeds {
  readonly #app: TestApp;
  readonly #world: World;
  readonly #tokens = new Map<string, string>();
  #serial = 0;

  constructor(app: TestApp, world: World) {
    this.#app = app;
    this.#world = world;
  }

  /** A token lasts ten minutes: after the clock has moved everybody signs in anew. */
  newDay(): void {
    this.#tokens.clear();
  }

  async addBeside({ customer, add }: Beside, period: string, from: PlainDate): Promise<void> {
    const { northwind, contoso, globex, initech } = this.#world;
    const resellers = { northwind, contoso };
    const issuer = customer === 'globex' ? 'Northwind IT' : customer === 'initech' ? 'Contoso Cloud' : 'Xe2';
    const whose =
      customer in resellers
        ? { resellerId: resellers[customer as keyof typeof resellers].id }
        : { companyId: { globex, initech, acme: this.#world.acme }[customer as 'globex']?.id };
    if ('unitMinor' in add)
      await this.#send(issuer, 'addCharge', { ...whose, ...add, ...CHARGED, description: 'Work', from });
    else {
      const kind = 'amountMinor' in add ? CHARGED : {};
      await this.#send(issuer, 'addDiscount', {
        ...whose,
        ...add,
        ...kind,
        description: 'Good will',
        period,
      });
    }
  }

  async do(deed: Deed, on: PlainDate): Promise<void> {
    switch (deed.kind) {
      case 'pay':
        return this.#pay(deed, on);
      case 'overpay':
        return this.#overpay(deed, on);
      case 'credit':
        return this.#credit(deed, on);
      case 'debit':
        return this.#debit(deed);
      case 'writeOff':
        return this.#writeOff(deed);
    }
  }

  /** Pays a part of what is due of an invoice, which may have been given up: by transfer, or by card as the billing feature books it. */
  async #pay({ which, tenths, byCard }: Deed & { kind: 'pay' }, on: PlainDate) {
    const invoice = await this.#due(which, ['OPEN', 'PART_PAID', 'WRITTEN_OFF']);
    if (!invoice) return;
    const amountMinor = Math.ceil((invoice.left * tenths) / 10);
    if (!byCard) {
      const reference = this.#reference();
      await this.#send(invoice.issuer, 'recordPayment', {
        invoiceId: invoice.id,
        amountMinor,
        receivedOn: on,
        reference,
      });
      return;
    }
    await this.#world.sql(
      `insert into payment (id, reseller_id, company_id, issuer_id, invoice_id, method, amount_minor, received_on, reference, created_at)
         select $1, reseller_id, company_id, issuer_id, id, 'CARD', $3, $4::date, $1::uuid::text, now() from invoice where id = $2`,
      [newId(), invoice.id, amountMinor, on],
    );
    await this.#world.sql(
      `update invoice set paid_minor = paid_minor + $2, state = case when paid_minor + $2 = total_minor then 'PAID'
         when state = 'WRITTEN_OFF' then state else 'PART_PAID' end where id = $1`,
      [invoice.id, amountMinor],
    );
  }

  /** More comes in than is due, on a statement of the bank: the rest is credit of its customer, or is sent back. */
  async #overpay({ which, tenths, paidBack }: Deed & { kind: 'overpay' }, on: PlainDate) {
    const invoice = await this.#due(which, ['OPEN', 'PART_PAID']);
    if (!invoice) return;
    const amountMinor = invoice.left + tenths * 37;
    const lines = [
      'Date,Amount,Text,Account',
      `${on},${(amountMinor / 100).toFixed(2)},${this.#reference()},20-00-00 12345678`,
    ];
    const { id } = await this.#send(invoice.issuer, 'takeInStatement', {
      fileName: 'story.csv',
      columns: { on: 'Date', amount: 'Amount', reference: 'Text', account: 'Account' },
      content: Buffer.from(lines.join('\n')).toString('base64'),
    });
    const [entry] = await this.#world.sql<{ id: string }>(
      'select id from bank_entry where bank_statement_id = $1',
      [id],
    );
    await this.#send(invoice.issuer, 'bookEntry', {
      entryId: entry?.id,
      leftMinor: amountMinor,
      parts: [{ invoiceId: invoice.id, amountMinor: invoice.left }],
      keepRest: true,
    });
    if (!paidBack) return;
    const [kept] = await this.#world.sql<{ id: string; left: number }>(
      'select id, (total_minor - used_minor)::int as left from overpayment where invoice_id = $1 order by id desc limit 1',
      [invoice.id],
    );
    await this.#send(invoice.issuer, 'refundOverpayment', {
      overpaymentId: kept?.id,
      amountMinor: kept?.left,
      paidOn: on,
      reference: this.#reference(),
    });
  }

  /** Credits a part of what is left of a line; what is kept for the customer may be paid back. */
  async #credit({ which, tenths, againstInvoice, paidBack }: Deed & { kind: 'credit' }, on: PlainDate) {
    const line = await this.#line(which);
    if (!line) return;
    const netMinor = Math.ceil((line.left * tenths) / 10);
    const note = await this.#send(
      line.issuer,
      'issueCreditNote',
      {
        invoiceId: line.invoiceId,
        reason: 'A story.',
        lines: [{ lineId: line.id, netMinor }],
        againstInvoice,
      },
      'id leftMinor',
    );
    if (!paidBack || !note.leftMinor) return;
    const back = {
      creditNoteId: note.id,
      amountMinor: note.leftMinor,
      paidOn: on,
      reference: this.#reference(),
    };
    await this.#send(line.issuer, 'refundCredit', back);
  }

  /** Charges some tenths of a line once more. */
  async #debit({ which, tenths }: Deed & { kind: 'debit' }) {
    const line = await this.#line(which, false);
    if (!line) return;
    await this.#send(line.issuer, 'issueDebitNote', {
      invoiceId: line.invoiceId,
      reason: 'A story.',
      lines: [{ lineId: line.id, netMinor: Math.ceil((line.left * tenths) / 10) }],
    });
  }

  async #writeOff({ which }: Deed & { kind: 'writeOff' }) {
    const invoice = await this.#due(which, ['OPEN', 'PART_PAID']);
    if (invoice)
      await this.#send(invoice.issuer, 'writeOffInvoice', { invoiceId: invoice.id, reason: 'A story.' });
  }

  async #due(which: number, states: readonly string[]): Promise<Found | undefined> {
    const found = await this.#world.sql<Found>(
      `select i.id, r.name as issuer, (total_minor - paid_minor)::int as left from invoice i join reseller r on r.id = i.issuer_id
         where i.state = any ($1) and total_minor > paid_minor order by i.id`,
      [states],
    );
    return found[which % Math.max(found.length, 1)];
  }

  /** A line of which something is left to credit: what was charged, less what has been credited, within what its invoice comes to. */
  async #line(which: number, ofNotesToo = true): Promise<(Found & { invoiceId: string }) | undefined> {
    const found = await this.#world.sql<Found & { invoiceId: string }>(
      `select l.id, l.invoice_id as "invoiceId", r.name as issuer, least(l.net_minor - coalesce((
          select sum(k.net_minor) from credit_note_line k where k.invoice_line_id = l.id), 0), i.net_minor - coalesce((
          select sum(k.net_minor) from credit_note_line k join invoice_line o on o.id = k.invoice_line_id where o.invoice_id = i.id), 0))::int as left
        from invoice_line l join invoice i on i.id = l.invoice_id join reseller r on r.id = l.issuer_id
        where $1 or i.document = 'INVOICE' order by l.id`,
      [ofNotesToo],
    );
    const left = found.filter((line) => line.left > 0);
    return left[which % Math.max(left.length, 1)];
  }

  #reference = (): string => {
    this.#serial += 1;
    return `STORY ${this.#serial}`;
  };

  async #send(issuer: string, name: string, given: object, selection = 'id') {
    const email = ISSUERS[issuer] ?? '';
    const token = this.#tokens.get(email) ?? (await this.#world.signIn(email));
    this.#tokens.set(email, token);
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
    const { data, errors } = await this.#app.ask<Record<string, { id: string; leftMinor: number }>>(
      `mutation ($input: ${type}) { ${name}(input: $input) { ${selection} } }`,
      { input: given },
      token,
    );
    expect(errors).toBeUndefined();
    return data[name] as { id: string; leftMinor: number };
  }
}
