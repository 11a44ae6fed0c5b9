/** The states of a subscription, in the order of its life [C4]. */
export const STATES = ['PENDING', 'ACTIVE', 'PARKED', 'ENDING', 'ENDED'] as const;

/** How a subscription stands as people see it: what is suspended is in no other state for them while it runs. */
export const shownState = ({ state, suspendedAt }: { state: string; suspendedAt: string | null }): string =>
  suspendedAt && state !== 'ENDING' && state !== 'ENDED' ? 'SUSPENDED' : state;
