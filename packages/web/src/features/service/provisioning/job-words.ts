import { words } from '../../../lib/words.ts';

/** What a job does, for its title: "Set up Mailbox 50 GB". */
export function jobTitle({
  action,
  subscription,
}: {
  action: string;
  subscription: { product: { name: string } };
}): string {
  return `${ACTIONS[action] ?? words(action)} ${subscription.product.name}`;
}

const ACTIONS: Record<string, string> = {
  PROVISION: 'Set up',
  CHANGE: 'Change',
  CORRECT: 'Correct',
  DEPROVISION: 'Remove',
};

/** How one attempt ended, in words [P1]. */
const OUTCOMES: Record<string, string> = {
  DONE: 'Done',
  REFUSED: 'Refused by the receiving system',
  GONE: 'The receiving system is gone for good',
  UNAVAILABLE: 'The receiving system is out of order',
  TIMEOUT: 'No answer in time',
  NETWORK: 'The receiving system could not be reached',
  THROTTLED: 'The receiving system asked to be asked later',
  UNSETTLED: 'Taken, but not shown yet',
  NOT_SENT: 'There was nowhere to send it',
  INTERRUPTED: 'Interrupted before the answer came',
};

/** The ways in which an attempt may fail, to choose among. */
export const FAULTS = Object.entries(OUTCOMES)
  .filter(([value]) => value !== 'DONE')
  .map(([value, label]) => ({ value, label }));

export function outcomeWords(outcome: string): string {
  return OUTCOMES[outcome] ?? outcome;
}

/** How long an attempt took: "184 ms", "2.4 s". */
export function duration(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}
