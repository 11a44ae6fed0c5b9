import { isDeepStrictEqual } from 'node:util';
import type { Changes } from './audit.ts';
import type { Known } from './known.ts';
import { lookingOnly } from './problem.ts';
import type { Scope } from './scope.ts';
import { allTables, type Class, tableOf } from './table.ts';

/** New values for some fields of a row; undefined leaves a field as it is. */
export type Assignment<T> = { [K in keyof T]?: T[K] | undefined };

/** What is sealed of a row of a table. */
const sealedOf = (row: object): readonly string[] =>
  allTables().find((table) => table.class === row.constructor)?.sealed ?? [];

/**
 * The row with this id, ready to be changed, which nobody else changes until the transaction ends; NOT_FOUND as of `load`,
 * FORBIDDEN if it is there to be looked at only.
 */
export async function loadLocked<T extends object>(scope: Scope, table: Class<T>, id: string): Promise<T> {
  const locked = await scope.sql(`select from ${tableOf(table).table} where id = $1 for no key update`, [id]);
  const row = await scope.load(table, id);
  if (!locked.length) throw lookingOnly();
  return row;
}

/**
 * Gives the row what was given and says, for the audit log, which fields are different now, as each was and is; undefined
 * if none is. CONFLICT if the caller knew something else of one of them.
 */
export function assign<T extends object>(
  row: T,
  to: Assignment<T>,
  known: Known | undefined,
): Changes<keyof T & string> | undefined {
  if (known) known.assertStill(row, to, sealedOf(row));
  const changed: Changes<keyof T & string> = {};
  for (const field of Object.keys(to) as (keyof T & string)[]) {
    const value = to[field];
    if (value === undefined || isDeepStrictEqual(row[field], value)) continue;
    changed[field] = [row[field], value];
    row[field] = value as T[typeof field];
  }
  return Object.keys(changed).length ? changed : undefined;
}
