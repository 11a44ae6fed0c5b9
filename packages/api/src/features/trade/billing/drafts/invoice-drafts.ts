import { addDays, type Month, month, monthPeriod } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../../kernel/actor.ts';
import { view } from '../../../../kernel/graphql/door.ts';
import { input } from '../../../../kernel/input.ts';
import { Money } from '../../../../kernel/money.ts';
import { GraphQLDate, GraphQLMinor } from '../../../../kernel/scalars.ts';
import { enumeration } from '../../../../kernel/table.ts';
import { customerIn } from '../customer-in.ts';
import { InvoiceKind } from '../invoice.entity.ts';
import { madeOutBy, turnOf } from '../terms/billing-turn.ts';
import { InvoiceDraft } from './draft.entity.ts';
import { dueLines } from './due-charges.ts';

/** More customers than this are not read at once: what is held or unusual comes first. */
const MOST = 500;

export const Unusual = enumeration('Unusual', {
  NEW: 'NEW',
  GONE: 'GONE',
  UP: 'UP',
  DOWN: 'DOWN',
  NOTHING: 'NOTHING',
});
export type Unusual = keyof typeof Unusual;

/** What one customer's invoice of a month will come to, beside the one before. Sums are net. */
@ObjectType()
export class CustomerDraft {
  @Field(() => InvoiceKind) kind!: InvoiceKind;
  @Field(() => ID, { nullable: true }) companyId!: string | null;
  @Field(() => ID, { nullable: true, description: 'Of a reseller that is invoiced at wholesale.' })
  resellerId!: string | null;
  @Field(() => String) customerName!: string;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLDate, { description: 'The first day on which it can be made out: its month is over.' })
  madeOutFrom!: string;
  @Field(() => GraphQLDate, { description: 'Its first day.' }) periodStart!: string;
  @Field(() => GraphQLDate, { description: 'The day after its last.' }) periodEnd!: string;
  @Field(() => Int) lineCount!: number;
  @Field(() => GraphQLMinor) netMinor!: number;
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'Of the month, quarter or year before. None: it had no invoice of that.',
  })
  beforeMinor!: number | null;
  @Field(() => Unusual, {
    nullable: true,
    description:
      'New, gone, more than 25 % up or down against the one before, or nothing to charge for what it has. What comes between two quarters or years is compared with nothing.',
  })
  unusual!: Unusual | null;
  @Field(() => String, { nullable: true, description: 'Why billing passes over it.' })
  heldReason!: string | null;
}

/** The drafts of a month: of all customers whom whoever asks invoices, and who have no invoice of it yet. [B4] */
@ObjectType()
export class InvoiceDrafts {
  @Field(() => String) period!: string;
  @Field(() => GraphQLDate, { description: 'The first day on which all of it can be billed.' })
  endsOn!: string;
  @Field(() => Boolean, { description: 'It is billed by itself when the days of grace are over.' })
  automatic!: boolean;
  @Field(() => Int) graceDays!: number;
  @Field(() => GraphQLDate, { description: 'The day on which the days of grace are over.' }) finalOn!: string;
  @Field(() => Int) draftCount!: number;
  @Field(() => [Money], {
    description: 'What all of them will come to, without VAT: the forecast of the month.',
  })
  net!: Money[];
  @Field(() => [CustomerDraft], { description: 'At most 500: first what is held, then what is unusual.' })
  drafts!: CustomerDraft[];
}

/** What a month's invoices will come to, customer by customer, and which of them are unusual. [B4] */
export const invoiceDrafts = view({
  name: 'invoiceDrafts',
  permission: 'BILLING_RUN',
  input: input('InvoiceDraftsInput', { period: month() }),
  type: () => InvoiceDrafts,
  async run(scope, { period }): Promise<InvoiceDrafts> {
    const { start, endExclusive } = monthPeriod(period as Month);
    const { resellerId, level } = memberOf(scope.actor);
    const kinds: InvoiceKind[] = level === 'PLATFORM' ? ['WHOLESALE', 'RETAIL'] : ['RETAIL'];
    const found = await scope.sql<CustomerDraft & { id: string; total: number; net: Money[] }>(
      `with draft as materialized (${kinds.map(draftsOf).join(' union all ')}),
         sum as (select currency, sum("netMinor") as minor from draft group by currency)
       select draft.*, count(*) over ()::int as total,
           (select json_agg(json_build_object('currency', currency, 'minor', minor) order by currency <> 'GBP', currency) from sum) as net
         from draft order by "heldReason" is null, unusual is null, "customerName", coalesce("companyId", "resellerId") limit ${MOST}`,
      [start, endExclusive, resellerId],
    );
    const rows = await scope.opened(InvoiceDraft, found);
    const [set] = await scope.sql<{ automatic: boolean; graceDays: number }>(
      'select automatic, grace_days as "graceDays" from billing_settings where reseller_id = $1',
      [resellerId],
    );
    const { automatic = false, graceDays = 0 } = set ?? {};
    return {
      ...{ period, automatic, graceDays, endsOn: endExclusive, finalOn: addDays(endExclusive, graceDays) },
      draftCount: rows[0]?.total ?? 0,
      net: rows[0]?.net ?? [],
      drafts: rows.map(({ id: _id, total: _total, net: _net, ...draft }) => draft),
    };
  },
});

const draftsOf = (kind: InvoiceKind): string => `(
  with ${dueLines(kind, { issuer: '$3::uuid' })},
  due as (select customer_id, count(*) as lines, sum(net_minor) as net from due_line group by customer_id),
  before as (
    select i.customer_id, i.net_minor as net
      from (select i.*, ${customerIn('i')} as customer_id, ${madeOutBy('i')} as made_out_by from invoice i
        where i.issuer_id = $3::uuid and i.kind = '${kind}' and i.document = 'INVOICE' and i.period_start >= $1::date - interval '14 months') i
      cross join lateral ${turnOf('$3::uuid', 'i.customer_id')}
      where i.made_out_by = turn.cut_off - (case when not turn.ahead then interval '1 month' when turn.in_advance then age(turn.period_end, turn.period_start) end)
        and not exists (select from invoice n where n.issuer_id = i.issuer_id and n.reseller_id = i.reseller_id
          and ${customerIn('n')} = i.customer_id and n.document = 'INVOICE' and ${madeOutBy('n')} = turn.cut_off))
  select '${kind}' as kind, ${kind === 'RETAIL' ? 'buyer.id as "companyId", null::uuid as "resellerId"' : 'null::uuid as "companyId", buyer.id as "resellerId"'},
      buyer.name as "customerName", buyer.currency, turn.cut_off::text as "madeOutFrom", turn.period_start::text as "periodStart", turn.period_end::text as "periodEnd",
      coalesce(due.lines, 0)::int as "lineCount", coalesce(due.net, 0)::float8 as "netMinor",
      before.net::float8 as "beforeMinor",
      case when due.net is null then 'GONE' when due.net = 0 then 'NOTHING' when turn.ahead and not turn.in_advance then null when before.net is null then 'NEW'
        when due.net > before.net * 1.25 then 'UP' when due.net < before.net * 0.75 then 'DOWN' end as unusual,
      held.held_reason as "heldReason", held.id
    from due full join before using (customer_id) join ${kind === 'RETAIL' ? 'company' : 'reseller'} buyer on buyer.id = customer_id
      cross join lateral ${turnOf('$3::uuid', 'buyer.id')}
      left join invoice_draft held on held.issuer_id = $3::uuid and held.kind = '${kind}' and held.held_at is not null
        and ${customerIn('held')} = customer_id)`;
