import { invalid } from '../problem.ts';

/**
 * A cursor is the sort values and the id of a row, so that it stays right while rows come and go. It is opaque to
 * callers: base64url of a JSON array of texts.
 */
export function readCursor(cursor: string, argument: string, types: readonly string[]): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === types.length && values.every(fits(types))) return values;
  } catch {
    // Falls through to the one message below.
  }
  throw invalid(argument, 'Must be a cursor of this list, from pageInfo or an edge.');
}

/** How PostgreSQL writes the types that lists are ordered by; a value of another form would fail the transaction. */
const FORMS: Record<string, RegExp> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  timestamptz: /^\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/,
  date: /^\d{4,6}-\d\d-\d\d$/,
  integer: /^-?\d{1,10}$/,
  bigint: /^-?\d{1,18}$/,
  text: /^[^\0]*$/,
};

const fits =
  (types: readonly string[]) =>
  (value: unknown, i: number): boolean =>
    typeof value === 'string' && (FORMS[types[i] as string] ?? /^[^\0]*$/).test(value);

/** SQL for the cursor of a row whose sort keys are these expressions. */
export const cursorSql = (keys: readonly string[]): string =>
  `translate(encode(convert_to(json_build_array(${keys.map((key) => `(${key})::text`).join(', ')})::text, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
