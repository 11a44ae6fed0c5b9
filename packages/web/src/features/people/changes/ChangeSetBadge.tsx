import { count } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const SAID: Readonly<Record<string, string>> = {
  PREVIEW: 'Not confirmed yet',
  WAITING: 'Waiting for approval',
  RUNNING: 'Being applied',
  FAILED: 'Stopped',
  REVERSING: 'Being reversed',
};

export const stateText = (state: string): string => SAID[state] ?? words(state);

interface ChangeSetBadgeProps {
  of: {
    state: string;
    addCount: number;
    changeCount: number;
    doneCount: number;
    refusedCount: number;
    reversedCount: number;
    keptCount: number;
  };
}

/** The state of a change-set; while it is under way, how far it is. */
export function ChangeSetBadge({
  of: { state, addCount, changeCount, doneCount, refusedCount, reversedCount, keptCount },
}: ChangeSetBadgeProps) {
  const progress =
    state === 'RUNNING'
      ? ` ${count(doneCount + refusedCount)} of ${count(addCount + changeCount)}`
      : state === 'REVERSING'
        ? ` ${count(reversedCount + keptCount)} of ${count(doneCount)}`
        : '';
  return <StateBadge state={state} label={`${stateText(state)}${progress}`} />;
}
