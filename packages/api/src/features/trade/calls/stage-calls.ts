import type { Scope } from '../../../kernel/scope.ts';
import type { Bounds, ReadCall, Unbooked } from './read-calls.ts';

/** Refused lines that are told one by one; all are counted. */
const MOST_TOLD = 1_000;

/** What has been read so far. */
export class Tally {
  lines = 0;
  staged = 0;
  unlisted = 0;
  unanswered = 0;
  refused = 0;
  readonly refusals: { line: number; reason: string }[] = [];

  /** Counts what was read; gives it back if it is a call to book. */
  count(read: ReadCall | Unbooked): ReadCall | undefined {
    this.lines += 1;
    if (read === 'unlisted' || read === 'unanswered') this[read] += 1;
    else if ('reason' in read) {
      this.refused += 1;
      if (this.refusals.length < MOST_TOLD) this.refusals.push(read);
    } else {
      this.staged += 1;
      return read;
    }
    return undefined;
  }
}

/** Between which moments a call may have begun: as long as calls are kept, and until a day from now, for clocks are wrong. */
export async function boundsOf(scope: Scope): Promise<Bounds> {
  const [row] = await scope.sql<{ from: Date; until: Date; months: number }>(
    `select date_trunc('month', $1::timestamptz - make_interval(months => call_months()), 'UTC') as from,
        $1::timestamptz + interval '1 day' as until, call_months() as months`,
    [scope.now],
  );
  return row as Bounds;
}

// Arrays as PostgreSQL writes them: the driver would look through each value several times.
const numbers = (values: readonly number[]): string => `{${values.join()}}`;
const texts = (values: readonly string[]): string =>
  `{${values.map((value) => `"${/["\\]/.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`).join()}}`;

/** Puts down calls as they were read, until all of their file has been and is booked. */
export async function stageCalls(
  scope: Scope,
  { id, resellerId }: { id: string; resellerId: string },
  calls: readonly ReadCall[],
): Promise<void> {
  if (!calls.length) return;
  await scope.sql(
    `insert into call_staged (id, reseller_id, call_import_id, line, call_id, from_number, to_number, started_at, seconds)
       select uuidv7(), $1, $2, s.line, s.call_id, s.from_number, s.to_number, to_timestamp(s.started_at), s.seconds
         from unnest($3::integer[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::integer[])
           s (line, call_id, from_number, to_number, started_at, seconds)`,
    [
      resellerId,
      id,
      numbers(calls.map(({ line }) => line)),
      texts(calls.map(({ callId }) => callId)),
      texts(calls.map(({ from }) => from)),
      texts(calls.map(({ to }) => to)),
      numbers(calls.map(({ startedAt }) => startedAt / 1000)),
      numbers(calls.map(({ seconds }) => seconds)),
    ],
  );
}

/** The file has been read to its end: what was counted stands in its row, and it waits to be booked. */
export async function endReading(scope: Scope, importId: string, tally: Tally): Promise<void> {
  const { lines, staged, unlisted, unanswered, refused, refusals } = tally;
  await scope.sql(
    `update call_import set state = 'BOOKING', lines = $2, staged = $3, unlisted = $4, unanswered = $5, refused = $6, refusals = $7
       where id = $1`,
    [importId, lines, staged, unlisted, unanswered, refused, JSON.stringify(refusals)],
  );
}
