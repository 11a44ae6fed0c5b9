import { isDeepStrictEqual } from 'node:util';
import type { Changes } from './audit.ts';

/** New values for some fields of a row; undefined leaves a field as it is. */
export type Assignment<T> = { [K in keyof T]?: T[K] | undefined };

/** Gives the row what was given and says, for the audit log, which fields are different now; undefined if none is. */
export function assign<T extends object>(row: T, to: Assignment<T>): Changes<keyof T & string> | undefined {
  const changed: Changes<keyof T & string> = {};
  for (const field of Object.keys(to) as (keyof T & string)[]) {
    const value = to[field];
    if (value === undefined || isDeepStrictEqual(row[field], value)) continue;
    changed[field] = [row[field], value];
    row[field] = value as T[typeof field];
  }
  return Object.keys(changed).length ? changed : undefined;
}
