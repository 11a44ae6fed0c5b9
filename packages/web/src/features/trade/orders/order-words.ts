import type { ResultOf } from '../../../data/graphql.ts';
import type { PlaceOrderDocument } from '../../../data/place-order.ts';
import { words } from '../../../lib/words.ts';

const STATES = {
  AWAITING_APPROVAL: 'Awaiting approval',
  QUEUED: 'Being carried out',
  DONE: 'Done',
  DECLINED: 'Declined',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
} as const;
export type OrderState = keyof typeof STATES;

export const STATE_OPTIONS = Object.entries(STATES).map(([value, label]) => ({ value, label }));
export const stateText = (state: unknown): string => STATES[state as OrderState] ?? words(String(state));

const KINDS = { CHANGE: 'Change of services', JOINER: 'Joiner', LEAVER: 'Leaver' } as const;

export const KIND_OPTIONS = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
export const kindText = (kind: string): string => KINDS[kind as keyof typeof KINDS] ?? words(kind);

/** Whose approval is awaited, as a sentence has it. */
export const APPROVERS = { COMPANY: 'the company', RESELLER: 'the reseller' } as const;

type Placed = ResultOf<typeof PlaceOrderDocument>['placeOrder'];

/** What is said once an order is placed. */
export function saidOf({ reference, state, awaits }: Placed): string {
  const [first] = awaits;
  return state === 'AWAITING_APPROVAL' && first
    ? `Order ${reference} waits for ${APPROVERS[first]} to approve it.`
    : `Order ${reference} is placed. Progress shows as it is set up.`;
}
