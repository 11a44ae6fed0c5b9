import { StateBadge } from './StateBadge.tsx';

/** What has failed need not worry the one who waits for it: it is being set up. */
const WORDS: Record<string, string> = { PENDING: 'Being set up', PARKED: 'Being set up', ACTIVE: 'Ready' };

/** How a service stands, as the one who uses it cares to know. */
export function ServiceBadge({ state }: { state: string }) {
  return <StateBadge state={state === 'PARKED' ? 'PENDING' : state} label={WORDS[state]} />;
}
