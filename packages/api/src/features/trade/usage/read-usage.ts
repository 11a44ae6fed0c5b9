import { invalid } from '../../../kernel/problem.ts';
import { readLines } from '../../../kernel/read-lines.ts';
import type { ReadUsage } from './stage-usage.ts';

/** What one event may come to either way. */
export const MOST_USED = 1_000_000_000;
export const LONGEST_KEY = 100;

const TITLES = ['subscription', 'at', 'quantity', 'key', 'replaces'] as const;
type Title = (typeof TITLES)[number];
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d))?$/;
const NUMBER = /^-?\d{1,10}(\.\d{1,3})?$/;

/** Reads a file of usage, one event after the other, and why lines are none. INVALID_INPUT: the file cannot be read. [B1] */
export async function* readUsage(
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<ReadUsage | { line: number; reason: string }> {
  let places: Record<Title, number> | undefined;
  for await (const lines of readLines(content))
    for (const { number: line, cells } of lines) {
      if (!places) {
        places = placesOf(cells ?? []);
        continue;
      }
      const read = cells && eventOf(cells, places);
      if (!read)
        yield { line, reason: 'A quotation mark is out of place: the line is torn, or has one too few.' };
      else yield typeof read === 'string' ? { line, reason: read } : { line, ...read };
    }
  if (!places) throw invalid('file', 'Must not be empty.');
}

function placesOf(cells: readonly string[]): Record<Title, number> {
  const titles = cells.map((cell) => cell.trim().toLowerCase());
  const places = Object.fromEntries(TITLES.map((title) => [title, titles.indexOf(title)])) as Record<
    Title,
    number
  >;
  const missing = TITLES.filter((title) => title !== 'replaces' && places[title] < 0);
  if (missing.length)
    throw invalid(
      'file',
      `Must have the columns subscription, at, quantity and key in its first line, and replaces if need be: ${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} missing.`,
    );
  return places;
}

/** An event as the line says it, or why it says none. */
function eventOf(cells: readonly string[], places: Record<Title, number>): Omit<ReadUsage, 'line'> | string {
  const cell = (title: Title): string => cells[places[title]]?.trim() ?? '';
  const [subscription, at, amount, key, replaces] = TITLES.map(cell) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const needed = Math.max(...TITLES.map((title) => (title === 'replaces' ? -1 : places[title]))) + 1;
  if (cells.length < needed)
    return `Has ${cells.length} of ${needed} columns: the line is torn. Send it whole.`;
  if (!subscription || subscription.length > 40)
    return 'subscription: must be the reference of a subscription, such as S-0123.';
  if (!MOMENT.test(at) || !isReal(at))
    return `at: must be a moment such as 2026-11-30T09:30:00Z, or a day such as 2026-11-30, not “${at.slice(0, 40)}”.`;
  const quantity = Number(amount);
  if (!NUMBER.test(amount) || Math.abs(quantity) > MOST_USED)
    return `quantity: must be a number such as 412.5, with at most three decimal places, not “${amount.slice(0, 40)}”.`;
  if (!key || key.length > LONGEST_KEY)
    return `key: must be what you call the event, of at most ${LONGEST_KEY} characters, so that it is counted once.`;
  if (replaces.length > LONGEST_KEY) return `replaces: may have at most ${LONGEST_KEY} characters.`;
  return { subscription, at, quantity, key, replaces: replaces || null };
}

/** JavaScript counts on past the end of a month: 30 February would become 2 March. */
function isReal(at: string): boolean {
  const day = at.slice(0, 10);
  const midnight = new Date(`${day}T00:00:00Z`);
  return (
    !Number.isNaN(Date.parse(at)) &&
    midnight.toISOString().startsWith(day) &&
    midnight.getUTCFullYear() >= 1970
  );
}
