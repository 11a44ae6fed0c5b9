import { type FilterField, typed } from '../../../kernel/read/list.ts';

/** Where a subscription is found, beside its own reference: the table, and which of its columns the text may begin. */
const PLACES = [
  { table: 'company', columns: ['name_key', 'code_key'], by: 'company_id' },
  { table: 'end_user', columns: ['last_key', 'first_key', 'email_key'], by: 'end_user_id' },
  { table: 'product', columns: ['name_key', 'code_key'], by: 'product_id' },
] as const;

/**
 * Finds rows by their subscription, whose id is in the column: by reference, company, end user and product, the whole text or
 * every word of it somewhere. The ids are gathered place by place, each by an index of its own: as one OR over several tables
 * the planner would read the whole list for it.
 */
export const searchBySubscription = (column: string): FilterField => ({
  type: () => String,
  condition: (row, value, statement) => {
    const { whole, words } = typed(value);
    if (!whole) return 'true';
    const found = (part: string): string => {
      const text = statement.bind(part);
      const places = PLACES.map(({ table, columns, by }) => {
        const begins = columns.map((key) => `f.${key} ^@ ${text}`).join(' or ');
        return `select s.id from ${table} f join subscription s on s.${by} = f.id where ${begins}`;
      });
      return `(select s.id from subscription s where s.reference_key ^@ ${text} union all ${places.join(' union all ')})`;
    };
    const ids = words.length
      ? `${found(whole)} union all (${words.map(found).join(' intersect ')})`
      : found(whole);
    return `${row}.${column} = any (array(${ids}))`;
  },
});
