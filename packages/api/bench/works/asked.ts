/** One question, as each server is asked it. The answers have the same members, but for what PostGraphile lacks. */
export interface Asked {
  steward: string;
  postgraphile: string;
  /** The ceiling's statement: one row, one column, the JSON; `$1` is the id, if there is one. */
  sql: string;
}
