import { date } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';

const STATES = {
  PLANNED: 'Planned, not confirmed',
  CONFIRMED: 'Leaving',
  DONE: 'Left',
  UNDOING: 'Being undone',
  UNDONE: 'Undone',
  FAILED: 'Came to nothing',
} as const;

export const stateText = (state: unknown): string =>
  STATES[state as keyof typeof STATES] ?? words(String(state));
export const STATE_OPTIONS = Object.entries(STATES)
  .filter(([value]) => value !== 'PLANNED')
  .map(([value, label]) => ({ value, label }));

interface Item {
  fixed: string | null;
  fate: string;
  state: string;
  possible: readonly { fate: string; words: string }[];
  toEndUser: { displayName: string } | null;
}

/** What becomes, or has become, of one thing. */
export function fateText({ fixed, fate, state, possible, toEndUser }: Item): string {
  const meant =
    fixed ??
    (toEndUser
      ? `Handed over to ${toEndUser.displayName}`
      : (possible.find((one) => one.fate === fate)?.words ?? words(fate)));
  if (state === 'LEFT') return 'Left as it was: it had changed meanwhile';
  if (state === 'RESTORED') return 'Given back';
  if (state === 'GONE') return 'Could not be given back';
  return meant;
}

interface Passed {
  until: string;
  reply: string | null;
  byHand: readonly string[];
  forwardTo: { displayName: string } | null;
  delegates: readonly { displayName: string }[];
}

/** How the mail of what is kept for a while is passed on, line by line. */
export const passingLines = ({ until, reply, byHand, forwardTo, delegates }: Passed): string[] => [
  `Kept until ${date(until)}`,
  ...(forwardTo ? [`Mail forwarded to ${forwardTo.displayName}`] : []),
  ...(delegates.length
    ? [`May be opened by ${delegates.map(({ displayName }) => displayName).join(', ')}`]
    : []),
  ...(reply ? [`Automatic reply: ${reply}`] : []),
  ...byHand,
];
