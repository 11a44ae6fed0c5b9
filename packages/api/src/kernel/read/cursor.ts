import { invalid } from '../problem.ts';

/**
 * A cursor is the sort values and the id of a row, so that it stays right while rows come and go. It is opaque to
 * callers: base64url of a JSON array of texts.
 */
export function readCursor(cursor: string, argument: string, length: number): (string | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => typeof value === 'string')
    ) {
      return values;
    }
  } catch {
    // Falls through to the one message below.
  }
  throw invalid(argument, 'Must be a cursor of this list, from pageInfo or an edge.');
}

/** SQL for the cursor of a row whose sort keys are these expressions. */
export const cursorSql = (keys: readonly string[]): string =>
  `translate(encode(convert_to(json_build_array(${keys.map((key) => `(${key})::text`).join(', ')})::text, 'UTF8'), 'base64'), E'+/=\\n', '-_')`;
