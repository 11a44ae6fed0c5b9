import type { Level } from '@steward/shared';
import type { List } from '../../src/kernel/read/list.ts';

/** An index of the whole of a table: its columns in order, each as SQL. */
export interface Index {
  table: string;
  columns: string[];
}

/** `coalesce(r.due_on, 'infinity'::date)` and what the catalogue makes of it are one text. */
const plain = (sql: string): string => sql.toLowerCase().replaceAll(/\br\.|::[a-z ]+|[\s()"]/g, '');

/**
 * Sorts for which everything that staff or a reseller may see would be sorted to find one page: each wants an index of its
 * keys, for a reseller beginning with its column. What one company has is sorted in milliseconds.
 *
 * @param levels who may ask for the list
 */
export function sortProblems(
  { table: { table, options: whose }, options }: Pick<List, 'table' | 'options'>,
  levels: readonly Level[],
  indexes: readonly Index[],
): string[] {
  const here = indexes.filter((index) => index.table === table).map(({ columns }) => columns.map(plain));
  const exists = (columns: readonly string[]): boolean =>
    here.some((index) => columns.every((column, i) => index[i] === plain(column)));
  const { tenant, may } = whose;
  const beginnings = [
    ...(levels.includes('PLATFORM') && may.platform?.includes('s') ? [[]] : []),
    ...(levels.includes('RESELLER') && may.reseller?.includes('s') && tenant !== 'none'
      ? [[tenant.reseller]]
      : []),
  ];
  return Object.entries(options.sorts).flatMap(([sort, keys]) =>
    beginnings
      .map((beginning) => [...beginning, ...keys.map((key) => key.sql('r').replaceAll('r.', ''))])
      .filter((columns) => !exists(columns))
      .map(
        (columns) =>
          `${options.name} by ${sort}: create an index on ${table} (${columns.join(', ')}, id) in a migration.`,
      ),
  );
}
