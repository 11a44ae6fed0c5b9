import {
  id,
  localDate,
  month,
  monthPeriod,
  optional,
  type Period,
  sumMinor,
  totalInvoice,
} from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { VatRounding, VatTreatment } from '../../platform/tenancy/index.ts';
import type { SupplyKind } from '../catalogue/index.ts';
import { CHARGED, dueLines } from './drafts/due-charges.ts';
import { isSetAside, saidOf } from './drafts/say-of-draft.ts';
import { customerOf } from './due-lines.ts';
import { InvoiceKind } from './invoice.entity.ts';
import { firstDayOf, madeOut, turnOf } from './terms/billing-turn.ts';
import { paymentDays } from './terms/payment-days.ts';
import { VatCategory, vatByKind } from './vat.ts';

/** A line that an invoice would have. */
@ObjectType()
export class InvoicePreviewLine {
  @Field(() => String) description!: string;
  @Field(() => Int) quantity!: number;
  @Field(() => GraphQLMinor) unitPriceMinor!: number;
  @Field(() => GraphQLDate) from!: string;
  @Field(() => GraphQLDate, { description: 'The day after the last.' }) to!: string;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => Int, { description: 'Hundredths of a per cent: 2000 is 20 %.' }) vatRateBp!: number;
  @Field(() => VatCategory) vatCategory!: VatCategory;
  @Field(() => ID, {
    nullable: true,
    description: 'The charge or discount that it is of; none of what recurs.',
  })
  chargeId!: string | null;
}

/** What a customer would be invoiced when a month of its is over, as things stand now. [B4] */
@ObjectType()
export class InvoicePreview {
  @Field(() => InvoiceKind) kind!: InvoiceKind;
  @Field(() => String, { description: 'YYYY-MM' }) period!: string;
  @Field(() => GraphQLDate, { description: 'The first day on which it can be made out: its month is over.' })
  madeOutFrom!: string;
  @Field(() => GraphQLDate, { description: 'Its first day.' }) periodStart!: string;
  @Field(() => GraphQLDate, { description: 'The day after its last.' }) periodEnd!: string;
  @Field(() => Boolean, {
    description: 'What recurs is charged ahead, for these days; else it is of the days that are over.',
  })
  inAdvance!: boolean;
  @Field(() => String) customerName!: string;
  @Field(() => String) currency!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'The invoice of this month, if it is there: the lines are what came after it.',
  })
  invoiceId!: string | null;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => GraphQLMinor) vatMinor!: number;
  @Field(() => GraphQLMinor) totalMinor!: number;
  @Field(() => GraphQLMinor, {
    description:
      'What discounts, and what is given back, come to beyond what there is to pay, net: it is left for the next invoice.',
  })
  leftMinor!: number;
  @Field(() => Boolean, { description: 'Whoever asks makes it out.' }) ofIssuer!: boolean;
  @Field(() => String, { nullable: true }) purchaseOrder!: string | null;
  @Field(() => String, { nullable: true }) note!: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'From its issue, in which it is to be paid; for whoever makes it out.',
  })
  paymentDays!: number | null;
  @Field(() => Boolean, { description: 'Billing passes over it until its issuer releases it.' })
  held!: boolean;
  @Field(() => [InvoicePreviewLine]) lines!: InvoicePreviewLine[];
}

interface Previewed {
  id: string;
  name: string;
  currency: string;
  vatNumber: string | null;
  vatTreatment: VatTreatment;
  issuerId: string;
  sellerVatNumber: string | null;
  vatRounding: VatRounding;
}

/** Row security shows customers to themselves, and to who looks after them. */
const CUSTOMERS: Record<InvoiceKind, string> = {
  RETAIL: `select c.id, c.name, c.currency, c.vat_number as "vatNumber", c.vat_treatment as "vatTreatment", r.id as "issuerId",
      r.vat_number as "sellerVatNumber", r.vat_rounding as "vatRounding" from company c join reseller r on r.id = c.reseller_id where c.id = $1`,
  WHOLESALE: `select r.id, r.name, r.currency, r.vat_number as "vatNumber", r.vat_treatment as "vatTreatment", operator.id as "issuerId",
      operator.vat_number as "sellerVatNumber", operator.vat_rounding as "vatRounding" from reseller r cross join operator() operator
      where r.id = $1 and r.id <> operator.id`,
};

/** SQL, an expression of a `with`: the terms of the customer, whoever asks. */
const AGREED = 'agreed_cycle as materialized (select * from cycle_of($3::uuid, $4::uuid))';
const CYCLE = '(select * from agreed_cycle)';

const dueOf = (kind: InvoiceKind): string => `
  with ${AGREED}, ${dueLines(kind, { issuer: '$3::uuid', terms: CYCLE, subscriptions: `${customerOf(kind)} = $4::uuid`, charges: `${CHARGED} = $4::uuid` })}
  select coalesce((select json_agg(json_build_object('description', description, 'quantity', quantity, 'unitPriceMinor', unit_minor,
          'from', "from", 'to', "to", 'netMinor', net_minor, 'supplyKind', supply_kind, 'chargeId', charge_id) order by place)
        from due_line), '[]') as lines,
    (select coalesce(sum(-c.net_minor - coalesce(d.minor, 0)), 0)::float8
        from charge_due c left join discount d using (id) where c.net_minor < 0)
      + (select coalesce(sum(minor), 0)::float8 from left_over) as "leftMinor"`;

type DueLine = Omit<InvoicePreviewLine, 'vatRateBp' | 'vatCategory'> & { supplyKind: SupplyKind };

/**
 * What the invoice of a month will come to, so far: what was begun, changed and ended is in it from the day it is known; what runs is
 * taken to run on. The arithmetic is the billing run's own.
 */
export const previewInvoice = view({
  name: 'previewInvoice',
  permission: 'INVOICE_READ',
  input: input('PreviewInvoiceInput', {
    companyId: optional(id()),
    resellerId: optional(id()),
    period: month(),
  }),
  type: () => InvoicePreview,
  async run(scope, { companyId, resellerId, period }): Promise<InvoicePreview> {
    if (!companyId === !resellerId)
      throw invalid('companyId', 'Must be filled in, or else the reseller: one of the two.');
    const kind = companyId ? 'RETAIL' : 'WHOLESALE';
    // What its reseller pays is not for a company.
    if (resellerId && memberOf(scope.actor).companyId) throw notFound('customer');
    const [customer] = await scope.sql<Previewed>(CUSTOMERS[kind], [companyId ?? resellerId]);
    if (!customer) throw notFound('customer');
    const { start, endExclusive } = monthPeriod(period);
    const turn = await turnFor(scope, kind, customer, { start, endExclusive });
    // The tax point is the day of issue, which is when its month is over at the earliest.
    const vat = vatByKind(
      { vatNumber: customer.sellerVatNumber },
      { ...customer, resells: kind === 'WHOLESALE' },
      [localDate(scope.now), turn.madeOutFrom].sort()[1] as string,
    );
    const [found] = await scope.sql<{ lines: DueLine[]; leftMinor: number }>(dueOf(kind), [
      start,
      endExclusive,
      customer.issuerId,
      customer.id,
    ]);
    const { lines: due = [], leftMinor = 0 } = found ?? {};
    const lines = due.map(({ supplyKind, ...line }) => {
      const { rateBp: vatRateBp, category: vatCategory } = vat[supplyKind];
      return { ...line, vatRateBp, vatCategory };
    });
    const netMinor = sumMinor(lines.map((line) => line.netMinor));
    const { vatMinor } = totalInvoice(lines, customer.vatRounding);
    const { name: customerName, currency } = customer;
    return {
      ...{
        kind,
        period,
        customerName,
        currency,
        netMinor,
        vatMinor,
        totalMinor: netMinor + vatMinor,
        leftMinor,
        lines,
      },
      ...turn,
      ...(await saidOfIt(scope, customer, start)),
    };
  },
});

type Turn = Pick<InvoicePreview, 'madeOutFrom' | 'periodStart' | 'periodEnd' | 'inAdvance' | 'invoiceId'>;

/** When the invoice of a month is made out and for which days, and the invoice, if it is there. */
async function turnFor(
  scope: Scope,
  kind: InvoiceKind,
  { id: customerId, issuerId }: Previewed,
  { start, endExclusive }: Period,
): Promise<Turn> {
  const reseller = kind === 'RETAIL' ? '$3::uuid' : '$4::uuid';
  const [turn] = await scope.sql<Turn>(
    `with ${AGREED} select turn.cut_off::text as "madeOutFrom", ${firstDayOf('$3::uuid', reseller, '$4::uuid')}::text as "periodStart", turn.period_end::text as "periodEnd",
        turn.in_advance as "inAdvance", ${madeOut('$3::uuid', reseller, '$4::uuid')} as "invoiceId"
      from (values (1)) one cross join lateral ${turnOf('$3::uuid', '$4::uuid', CYCLE)}`,
    [start, endExclusive, issuerId, customerId],
  );
  return turn as Turn;
}

/** What its issuer says of the invoice. */
async function saidOfIt(
  scope: Scope,
  { id: customerId, issuerId }: Previewed,
  start: string,
): Promise<Pick<InvoicePreview, 'ofIssuer' | 'purchaseOrder' | 'note' | 'held' | 'paymentDays'>> {
  const { resellerId, companyId } = memberOf(scope.actor);
  const [said] = await scope.sql<Pick<InvoicePreview, 'purchaseOrder' | 'note' | 'held'>>(
    `select ${saidOf('purchase_order', '$2', '$3')} as "purchaseOrder", ${saidOf('note', '$2', '$3')} as note, ${isSetAside('$2', '$3')} as held`,
    [start, issuerId, customerId],
  );
  const { purchaseOrder = null, note = null, held = false } = said ?? {};
  const ofIssuer = !companyId && resellerId === issuerId;
  const [terms] = ofIssuer
    ? await scope.sql<{ days: number }>(`select ${paymentDays('$1', '$2')} as days`, [issuerId, customerId])
    : [];
  return { ofIssuer, purchaseOrder, note, held, paymentDays: terms?.days ?? null };
}
