import { words } from '../../../lib/words.ts';

/** What becomes of what nobody decides. */
export const SILENCE_WORDS = {
  KEEP: 'Keeps their access',
  REVOKE: 'Loses their access',
} as const;

interface Line {
  state: string;
  decision: string | null;
}

/** How it stands with somebody's access in a review: the decision, or that there is none. */
export function decisionWords({ state, decision }: Line): string {
  if (state === 'LEFT') return 'Had gone before';
  if (!decision) return 'Not decided';
  return state === 'FAILED' ? `${words(decision)}: not carried out` : (DECIDED[decision] ?? words(decision));
}

const DECIDED: Readonly<Record<string, string>> = { KEEP: 'Kept', REDUCE: 'Reduced', REVOKE: 'Revoked' };

/** Only what asks for attention is coloured. */
export const decisionTone = ({ state, decision }: Line): string => {
  if (state === 'FAILED') return 'FAILED';
  if (state === 'LEFT') return 'NONE';
  return decision === null ? 'WAITING' : decision === 'KEEP' ? 'ACTIVE' : 'ENDED';
};
