import { invalid } from '../../../kernel/problem.ts';
import { readLines } from '../../../kernel/read-lines.ts';
import type { CallColumns, CallFormat } from './call.entity.ts';
import { LocalTime } from './local-time.ts';
import { callNumber, isUnlisted } from './numbers.ts';

/** How a source writes its records. */
export interface Profile {
  format: CallFormat;
  columns: CallColumns | null;
  timeZone: string;
}

/** A call as it was read. */
export interface ReadCall {
  line: number;
  callId: string;
  from: string;
  to: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  seconds: number;
}

/** What a line is, if it is no call to book. */
export type Unbooked = 'unlisted' | 'unanswered' | { line: number; reason: string };

/** A record in the words of its source. */
export type Record = globalThis.Record<keyof CallColumns, string>;

/** Where things stand in the records of exchanges that write no heading, and of how many cells one consists. */
const PLACES: globalThis.Record<
  Exclude<CallFormat, 'CSV'>,
  { cells: number; at: globalThis.Record<keyof Record, number> }
> = {
  // accountcode, src, dst, dcontext, clid, channel, dstchannel, lastapp, lastdata, start, answer, end, duration, billsec, disposition,
  // amaflags, uniqueid, userfield
  ASTERISK: { cells: 17, at: { from: 1, to: 2, startedAt: 9, seconds: 13, callId: 16 } },
  // caller_id_name, caller_id_number, destination_number, context, start_stamp, answer_stamp, end_stamp, duration, billsec, hangup_cause,
  // uuid, bleg_uuid, accountcode, …
  FREESWITCH: { cells: 11, at: { from: 1, to: 2, startedAt: 4, seconds: 8, callId: 10 } },
};
const DISPOSITION = 14;
const LONGEST_CALL_SECONDS = 7 * 24 * 3600;

/** Between which moments a call may have begun. */
export interface Bounds {
  from: Date;
  until: Date;
  months: number;
}

/**
 * Reads the records of a source as they come, those of a piece of the file together: calls, and why others are none. INVALID_INPUT: the file
 * cannot be read. [B1]
 */
export async function* readCalls(
  content: AsyncIterable<Uint8Array>,
  profile: Profile,
  bounds: Bounds,
): AsyncGenerator<(ReadCall | Unbooked)[]> {
  const judge = judgeOf(profile.timeZone, bounds);
  let places = profile.format === 'CSV' ? undefined : PLACES[profile.format];
  let read = 0;
  for await (const lines of readLines(content)) {
    if (!places) {
      const heading = lines.shift();
      if (!heading) continue;
      places = placesIn(heading.cells ?? [], profile.columns);
    }
    read += lines.length;
    const { cells: needed, at } = places;
    yield lines.map(({ number, cells }) => {
      if (!cells) return { line: number, reason: 'A quotation mark is out of place.' };
      if (cells.length < needed)
        return {
          line: number,
          reason: `Is torn: it has ${cells.length} cells where ${needed} are needed.`,
        };
      const cell = (column: keyof Record): string => (cells[at[column]] ?? '').trim();
      const record = {
        callId: cell('callId'),
        from: cell('from'),
        to: cell('to'),
        startedAt: cell('startedAt'),
        seconds: cell('seconds'),
      };
      const failed = profile.format === 'ASTERISK' && !/^ANSWERED$/i.test(cells[DISPOSITION] ?? '');
      return failed && record.callId ? 'unanswered' : judge(record, number);
    });
  }
  if (!places) throw invalid('file', 'The file is empty.');
  if (!read) throw invalid('file', 'Has no calls.');
}

/** Judges one record after the other: a call to book, or why it is none. */
export function judgeOf(timeZone: string, { from, until, months }: Bounds) {
  const clock = new LocalTime(timeZone);
  const earliest = from.getTime();
  const latest = until.getTime();
  return (record: Record, line: number): ReadCall | Unbooked => {
    const wrong = (reason: string) => ({ line, reason });
    const { callId } = record;
    if (!callId || callId.length > 200) return wrong('Has no id of the call of at most 200 characters.');
    const startedAt = clock.momentOf(record.startedAt);
    if (startedAt === undefined)
      return wrong(`“${record.startedAt.slice(0, 40)}” is no time such as 2026-11-30 09:30:00.`);
    if (startedAt < earliest)
      return wrong(
        `Is of ${new Date(startedAt).toISOString().slice(0, 10)}: calls are kept for ${months} months.`,
      );
    if (startedAt > latest)
      return wrong(
        `Is of ${new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ')} UTC, which is to come: check the clock of the source.`,
      );
    const seconds = secondsOf(record.seconds);
    if (seconds === undefined) return wrong(`“${record.seconds.slice(0, 40)}” is no duration in seconds.`);
    if (!seconds) return 'unanswered';
    const to = callNumber(record.to);
    if (!to) return wrong(`“${record.to.slice(0, 40)}” is no number that can be called.`);
    if (isUnlisted(to)) return 'unlisted';
    // Who calls may withhold their number.
    const caller = callNumber(record.from) ?? '';
    return { line, callId, from: caller, to, startedAt, seconds };
  };
}

/** 92, 92.4 or 00:01:32; a second that has begun counts. */
function secondsOf(text: string): number | undefined {
  const [, hours, minutes, rest] = /^(?:(\d{1,3}):(\d\d):)?(\d{1,7}(?:\.\d+)?)$/.exec(text) ?? [];
  if (rest === undefined) return undefined;
  const seconds = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Math.ceil(Number(rest));
  return seconds <= LONGEST_CALL_SECONDS ? seconds : undefined;
}

function placesIn(heading: readonly string[], columns: CallColumns | null) {
  const same = (title: string): string => title.trim().toLowerCase();
  const titles = heading.map(same);
  const at = Object.fromEntries(
    Object.entries(columns ?? {}).map(([column, title]) => {
      const place = titles.indexOf(same(title));
      if (place < 0)
        throw invalid(
          'file',
          `Has no column “${title}”, which the source names. It has: ${heading.slice(0, 20).join(', ').slice(0, 400)}.`,
        );
      return [column, place];
    }),
  ) as globalThis.Record<keyof Record, number>;
  return { cells: Math.max(...Object.values(at)) + 1, at };
}
