import { Field, ID, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import type { Feature, Found } from '../../../kernel/feature.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import type { SoughtNumber } from '../../../kernel/number-index.ts';
import { beginsWith } from '../../../kernel/read/list.ts';
import { Statement } from '../../../kernel/read/statement.ts';

/** Something found by a few letters of its name. */
@ObjectType()
export class SearchHit {
  @Field(() => String, { description: 'What it is, e.g. COMPANY or INVOICE.' })
  kind!: string;
  @Field(() => ID) id!: string;
  @Field(() => String) title!: string;
  @Field(() => String) subtitle!: string;
}

/** At most this many of each kind: the search is for going somewhere, the lists are for looking through. */
const PER_KIND = 8;

const kinds: Found[] = [];

/** Takes in what there is to be found, in the order of the features. */
export function gatherKinds(features: readonly Feature[]): void {
  kinds.push(...features.flatMap(({ finds = [] }) => finds));
}

/**
 * Finds what the reader may read, by the beginnings of names, codes, numbers and addresses: every word of the text must
 * begin one of them. People are also found by the whole of a telephone number or by its end. All kinds in one statement; kinds
 * without the permission are left out. [O2]
 */
export const search = view({
  name: 'search',
  permission: 'member',
  input: input('SearchInput', { text: z.string().trim().max(100, 'May have at most 100 characters.') }),
  type: () => [SearchHit],
  async run(scope, { text }, { seals }): Promise<SearchHit[]> {
    const { permissions } = memberOf(scope.actor);
    const allowed = kinds.filter((kind) => permissions.has(kind.permission));
    if (!text || !allowed.length) return [];
    const statement = new Statement();
    const numbers = seals.numbers.sought(text);
    const found = allowed.map((one, i) => {
      const { kind, table, keys, order, title, subtitle, also, only, join = '' } = one;
      const searched = also?.like.test(text) ? [...keys, also.key] : keys;
      const named = beginsWith(...searched).condition('t', text, statement);
      const begins =
        one.numbers && numbers.length ? `(${named} or ${reached(one, numbers, statement)})` : named;
      const condition = only ? `${only} and ${begins}` : begins;
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

/** SQL: the row is one of those with such a number. They are found first, each by its index, whatever the order of hits. */
function reached(
  { table, numbers = [] }: Found,
  sought: readonly SoughtNumber[],
  statement: Statement,
): string {
  const each = sought.flatMap(({ is, begins = '' }) => {
    const bound = statement.bind(is ?? begins);
    return numbers.map((column) => `n.${column}_sought ${is ? '=' : '^@'} ${bound}`);
  });
  return `t.id = any (array(select n.id from ${table} n where ${each.join(' or ')} limit 100))`;
}
