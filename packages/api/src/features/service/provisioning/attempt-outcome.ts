/**
 * How one attempt ended. REFUSED, GONE: a clear no. UNAVAILABLE: the target is out of order. TIMEOUT, NETWORK: no complete
 * answer. THROTTLED: it was asked too often. UNSETTLED: it took everything and shows something else. NOT_SENT: there was nowhere
 * it could be sent. INTERRUPTED: the worker was gone before the answer.
 */
export type AttemptOutcome =
  | 'DONE'
  | 'REFUSED'
  | 'GONE'
  | 'UNAVAILABLE'
  | 'TIMEOUT'
  | 'NETWORK'
  | 'THROTTLED'
  | 'UNSETTLED'
  | 'NOT_SENT'
  | 'INTERRUPTED';

/** After these nothing can have been provisioned; after the others it may have been, whatever came back. */
export const NOTHING_PROVISIONED: readonly AttemptOutcome[] = ['REFUSED', 'GONE', 'NOT_SENT'];

/** Repeating helps, perhaps: the trouble may pass by itself. */
export const TEMPORARY: readonly AttemptOutcome[] = [
  'UNAVAILABLE',
  'TIMEOUT',
  'NETWORK',
  'THROTTLED',
  'UNSETTLED',
  'INTERRUPTED',
];
