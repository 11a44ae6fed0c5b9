import { isDeepStrictEqual } from 'node:util';

/** New values for some fields of a row; undefined leaves a field as it is. */
export type Assignment<T> = { [K in keyof T]?: T[K] | undefined };

/** Gives the row what was given and says, for the audit log, which fields are different now. */
export function assign<T extends object>(row: T, to: Assignment<T>): string[] {
  const changed: string[] = [];
  for (const field of Object.keys(to) as (keyof T & string)[]) {
    const value = to[field];
    if (value === undefined || isDeepStrictEqual(row[field], value)) continue;
    row[field] = value as T[typeof field];
    changed.push(field);
  }
  return changed;
}
