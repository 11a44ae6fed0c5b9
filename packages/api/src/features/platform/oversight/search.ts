import { Field, ID, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import type { Permission } from '../../../kernel/permission.ts';
import { beginsWith } from '../../../kernel/read/list.ts';
import { Statement } from '../../../kernel/read/statement.ts';

/** Something found by a few letters of its name. */
@ObjectType()
export class SearchHit {
  @Field(() => String, { description: 'RESELLER, COMPANY, END_USER, INVOICE or SUBSCRIPTION.' })
  kind!: string;
  @Field(() => ID) id!: string;
  @Field(() => String) title!: string;
  @Field(() => String) subtitle!: string;
}

/** At most this many of each kind: the search is for going somewhere, the lists are for looking through. */
const PER_KIND = 8;

interface Kind {
  kind: string;
  permission: Permission;
  table: string;
  /** Columns in lower case, one of which each word must begin. */
  keys: readonly string[];
  order: string;
  title: string;
  subtitle: string;
  /** What title and subtitle need beside the row itself, whose alias is `hit`. */
  join?: string;
}

const KINDS: readonly Kind[] = [
  {
    kind: 'RESELLER',
    permission: 'RESELLER_READ',
    table: 'reseller',
    keys: ['name_key'],
    order: 'name_key, id',
    title: 'hit.name',
    subtitle: `hit.address->>'city'`,
  },
  {
    kind: 'COMPANY',
    permission: 'COMPANY_READ',
    table: 'company',
    keys: ['name_key', 'code_key'],
    order: 'name_key, id',
    title: 'hit.name',
    subtitle: `concat_ws(' · ', hit.customer_code, r.name)`,
    join: 'join reseller r on r.id = hit.reseller_id',
  },
  {
    kind: 'END_USER',
    permission: 'END_USER_READ',
    table: 'end_user',
    keys: ['last_key', 'first_key', 'email_key'],
    order: 'last_key, first_key, id',
    title: `hit.first_name || ' ' || hit.last_name`,
    subtitle: `concat_ws(' · ', hit.email, c.name)`,
    join: 'join company c on c.id = hit.company_id',
  },
  {
    kind: 'INVOICE',
    permission: 'INVOICE_READ',
    table: 'invoice',
    keys: ['number_key', 'customer_key'],
    order: 'issued_on desc nulls first, id desc',
    title: `coalesce(hit.number, 'Draft')`,
    subtitle: `concat_ws(' · ', hit.buyer->>'name', to_char(hit.period_start, 'FMMonth YYYY'))`,
  },
  {
    kind: 'SUBSCRIPTION',
    permission: 'SUBSCRIPTION_READ',
    table: 'subscription',
    keys: ['reference_key'],
    order: 'reference_key, id',
    title: 'hit.reference',
    subtitle: `concat_ws(' · ', p.name, coalesce(u.first_name || ' ' || u.last_name, c.name))`,
    join: 'join product p on p.id = hit.product_id join company c on c.id = hit.company_id left join end_user u on u.id = hit.end_user_id',
  },
];

/**
 * Finds what the reader may read, by the beginnings of names, codes, numbers and addresses: every word of the text must
 * begin one of them. All kinds in one statement; kinds without the permission are left out. [O2]
 */
export const search = view({
  name: 'search',
  permission: 'member',
  input: input('SearchInput', { text: z.string().trim().max(100, 'May have at most 100 characters.') }),
  type: () => [SearchHit],
  async run(scope, { text }): Promise<SearchHit[]> {
    const { permissions } = memberOf(scope.actor);
    const kinds = KINDS.filter((kind) => permissions.has(kind.permission));
    if (!text || !kinds.length) return [];
    const statement = new Statement();
    const found = kinds.map(({ kind, table, keys, order, title, subtitle, join = '' }, i) => {
      const condition = beginsWith(...keys).condition('t', text, statement);
      // Only the ids are searched: no role may read every column of every table.
      const ids = `select t.id, row_number() over (order by ${order}) as n from ${table} t where ${condition} order by ${order} limit ${PER_KIND}`;
      return `select '${kind}' as kind, hit.id, ${title} as title, coalesce(${subtitle}, '') as subtitle, ${i} as rank, best.n
        from (${ids}) best join ${table} hit on hit.id = best.id ${join}`;
    });
    return scope.sql<SearchHit>(
      `select kind, id, title, subtitle from (${found.join(' union all ')}) found order by rank, n`,
      statement.parameters,
    );
  },
});
