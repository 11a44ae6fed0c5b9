/** The states of a subscription, in the order of its life [C4]. */
export const STATES = ['PENDING', 'ACTIVE', 'PARKED', 'ENDING', 'ENDED'] as const;
