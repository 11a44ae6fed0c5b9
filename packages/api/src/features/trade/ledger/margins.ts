import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { enumeration } from '../../../kernel/table.ts';
import { assertPeriod, periodRules } from './ledger-period.ts';

export const MarginBy = enumeration('MarginBy', { PRODUCT: 'PRODUCT', CUSTOMER: 'CUSTOMER' });

/** What a product or a customer has brought, in one currency. [O1] */
@ObjectType()
export class Margin {
  @Field(() => ID, {
    nullable: true,
    description: 'Of the product, company or reseller; none for lines of old.',
  })
  id!: string | null;
  @Field(() => String) name!: string;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor, { description: 'What was invoiced, without VAT, less what was credited.' })
  revenueMinor!: number;
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'What the platform invoiced for it, less what it credited. None for the platform itself.',
  })
  costMinor!: number | null;
}

type Side = 'sold' | 'bought';

/** SQL: whose invoices these are, beside whoever asks. */
const OF: Record<Side, string> = {
  sold: `issuer_id = ${setting('reseller_id')}`,
  bought: `issuer_id <> ${setting('reseller_id')} and i.customer_reseller_id = ${setting('reseller_id')}`,
};

/** SQL: the net of what was invoiced and credited in the days, by what it is asked by. What a reseller bought it bought for its companies. */
function amounts(side: Side, by: keyof typeof MarginBy): string {
  const forCompany = by === 'CUSTOMER' && side === 'bought';
  const key =
    by === 'PRODUCT' ? 'l.product_id' : forCompany ? 's.company_id' : 'coalesce(i.company_id, i.reseller_id)';
  const behind = forCompany
    ? 'join invoice_line_part q on q.invoice_line_id = l.id join subscription s on s.id = q.subscription_id'
    : '';
  const share = forCompany ? '* q.net_minor / nullif(l.net_minor, 0)' : '';
  return `
    select ${key} as id, i.currency, ${forCompany ? 'q.net_minor' : 'l.net_minor'}::numeric as minor from invoice i
      join invoice_line l on l.invoice_id = i.id ${behind}
      where i.${OF[side]} and i.state <> 'DRAFT' and i.document <> 'LATE_PAYMENT' and i.issued_on between $1::date and $2::date
    union all select ${key}, i.currency, -k.net_minor::numeric ${share} from credit_note n join invoice i on i.id = n.invoice_id
      join credit_note_line k on k.credit_note_id = n.id join invoice_line l on l.id = k.invoice_line_id ${behind}
      where i.${OF[side]} and i.document <> 'LATE_PAYMENT' and n.state = 'ISSUED' and n.issued_on between $1::date and $2::date`;
}

const NAMES: Record<keyof typeof MarginBy, string> = {
  PRODUCT: 'select name from product where id = m.id',
  CUSTOMER: `select name from company where id = m.id union all select name from reseller where id = m.id`,
};

/** What was earned in some days, by product or by customer, with what it cost a reseller; who brings most comes first. */
export const margins = view({
  name: 'margins',
  permission: 'LEDGER_READ',
  input: input('MarginsInput', { ...periodRules, by: oneOf(MarginBy) }),
  type: () => [Margin],
  async run(scope, { by, ...period }): Promise<Margin[]> {
    assertPeriod(period);
    const buys = memberOf(scope.actor).level === 'RESELLER';
    const sides: Side[] = buys ? ['sold', 'bought'] : ['sold'];
    return scope.sql<Margin>(
      `with amount as (${sides.map((side) => `select '${side}' as side, a.* from (${amounts(side, by)}) a`).join(' union all ')})
       select m.id, coalesce((${NAMES[by]} limit 1), '') as name, m.currency, m.sold::float8 as "revenueMinor",
           ${buys ? 'm.bought::float8' : 'null'} as "costMinor"
         from (select id, currency, round(coalesce(sum(minor) filter (where side = 'sold'), 0)) as sold,
             round(coalesce(sum(minor) filter (where side = 'bought'), 0)) as bought from amount group by id, currency) m
         where m.sold <> 0 or m.bought <> 0
         order by m.currency, m.sold desc, name`,
      [period.from, period.to],
    );
  },
});
