import { Field, ID, ObjectType } from 'type-graphql';
import { type Member, memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { enumeration } from '../../../kernel/table.ts';
import { assertPeriod, periodRules } from './ledger-period.ts';

export const MarginBy = enumeration('MarginBy', {
  PRODUCT: 'PRODUCT',
  RESELLER: 'RESELLER',
  COMPANY: 'COMPANY',
});
export type MarginBy = keyof typeof MarginBy;

/** What a product, a reseller or a company has brought, in one currency. [O1] */
@ObjectType()
export class Margin {
  @Field(() => ID, {
    nullable: true,
    description: 'Of the product, company or reseller; none for what is of no single one of them.',
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
export interface MarginAsked {
  from: string;
  to: string;
  by: MarginBy;
}
/** What margins are asked of: days, and by what. */
export const marginRules = { ...periodRules, by: oneOf(MarginBy) };

/** SQL: whose invoices these are, beside whoever asks. */
const OF: Record<Side, string> = {
  sold: `i.issuer_id = ${setting('reseller_id')}`,
  bought: `i.issuer_id <> ${setting('reseller_id')} and i.customer_reseller_id = ${setting('reseller_id')}`,
};

/** SQL: what a line `l` of an invoice `i` is of; `q`, what subscriptions `s` are behind it where that is asked. */
const KEYS: Record<Side, Record<MarginBy, string>> = {
  sold: { PRODUCT: 'l.product_id', RESELLER: 'i.customer_reseller_id', COMPANY: 'i.company_id' },
  bought: {
    PRODUCT: 'l.product_id',
    RESELLER: 'null::uuid',
    COMPANY: 'coalesce(s.company_id, c.company_id)',
  },
};
/** SQL: of all that is sold, what is told by it. */
const ONLY: Record<MarginBy, string> = {
  PRODUCT: 'true',
  RESELLER: 'i.company_id is null',
  COMPANY: 'i.company_id is not null',
};

/**
 * SQL: the net of what was invoiced and credited in the days, by what it is asked by, document by document. What a reseller bought it bought for its
 * companies: by them, a line falls to who is behind it, and what has been credited of it in the same shares, to the penny.
 */
function amounts(side: Side, by: MarginBy): string {
  const shared = by === 'COMPANY' && side === 'bought';
  const behind = shared
    ? `left join invoice_line_part q on q.invoice_line_id = l.id left join subscription s on s.id = q.subscription_id
        left join charge h on h.id = l.charge_id left join subscription c on c.id = h.subscription_id`
    : '';
  const those = `${OF[side]} and ${side === 'sold' ? ONLY[by] : 'true'} and i.document <> 'LATE_PAYMENT'`;
  const soFar = 'sum(q.net_minor) over (partition by k.id order by q.position, q.id)';
  const share = (minor: string): string =>
    `round(k.net_minor::numeric * (${minor}) / nullif(l.net_minor, 0))`;
  return `
    select ${KEYS[side][by]} as id, i.currency, i.id as invoice_id, null::uuid as credit_note_id, i.issued_on,
        (${shared ? 'coalesce(q.net_minor, l.net_minor)' : 'l.net_minor'})::numeric as minor
      from invoice i join invoice_line l on l.invoice_id = i.id ${behind}
      where ${those} and i.state <> 'DRAFT' and i.issued_on between $1::date and $2::date
    union all select ${KEYS[side][by]}, i.currency, i.id, n.id, n.issued_on,
        -${shared ? `case when q.id is null then k.net_minor else ${share(soFar)} - ${share(`${soFar} - q.net_minor`)} end` : 'k.net_minor::numeric'}
      from credit_note n join invoice i on i.id = n.invoice_id
        join credit_note_line k on k.credit_note_id = n.id join invoice_line l on l.id = k.invoice_line_id ${behind}
      where ${those} and n.state = 'ISSUED' and n.issued_on between $1::date and $2::date`;
}

/** SQL, an expression of a `with`: `amount`, all that margins are made of, by `side`; days are $1 and $2. */
export function marginAmounts(member: Member, by: MarginBy): string {
  const sides: Side[] = member.level === 'RESELLER' ? ['sold', 'bought'] : ['sold'];
  return `amount as (${sides.map((side) => `select '${side}' as side, a.* from (${amounts(side, by)}) a`).join(' union all ')})`;
}

/** Throws INVALID for days the wrong way round, and for resellers of one. */
export function assertMargin(member: Member, { by, ...period }: MarginAsked): void {
  assertPeriod(period);
  if (by === 'RESELLER' && member.level !== 'PLATFORM')
    throw invalid('by', 'You sell to companies: ask by PRODUCT or COMPANY.');
}

const NAMES: Record<MarginBy, string> = {
  PRODUCT: 'select name from product where id = m.id',
  RESELLER: 'select name from reseller where id = m.id',
  COMPANY: 'select name from company where id = m.id',
};

/** What was earned in some days, by product, reseller or company, with what it cost a reseller; who brings most comes first. */
export const margins = view({
  name: 'margins',
  permission: 'LEDGER_READ',
  input: input('MarginsInput', marginRules),
  type: () => [Margin],
  async run(scope, { by, ...period }): Promise<Margin[]> {
    const member = memberOf(scope.actor);
    assertMargin(member, { by, ...period });
    return scope.sql<Margin>(
      `with ${marginAmounts(member, by)}
       select m.id, coalesce((${NAMES[by]}), '') as name, m.currency, m.sold::float8 as "revenueMinor",
           ${member.level === 'RESELLER' ? 'm.bought::float8' : 'null'} as "costMinor"
         from (select id, currency, coalesce(sum(minor) filter (where side = 'sold'), 0) as sold,
             coalesce(sum(minor) filter (where side = 'bought'), 0) as bought from amount group by id, currency) m
         where m.sold <> 0 or m.bought <> 0
         order by m.currency, m.sold desc, name`,
      [period.from, period.to],
    );
  },
});
