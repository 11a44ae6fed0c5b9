import { count } from '../../../lib/format.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { stateText } from './change-set-states.ts';

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
