import { words } from '../../../lib/words.ts';

export interface Method {
  kind: 'CARD' | 'DIRECT_DEBIT';
  brand: string | null;
  last4: string | null;
}

/** "Visa •••• 4242", "Bank account •••• 2345". */
export function methodName({ kind, brand, last4 }: Method): string {
  const name = kind === 'CARD' ? words(brand?.toUpperCase() ?? 'CARD') : 'Bank account';
  return last4 ? `${name} •••• ${last4}` : name;
}

/** What a state means to whose invoice it is. */
export const COLLECTION_STATES = {
  ANNOUNCED: 'Announced',
  STARTED: 'Being collected',
  PENDING: 'On its way from the bank',
  PAID: 'Paid',
  FAILED: 'Failed',
  STOPPED: 'Not to be collected',
  DROPPED: 'Dropped',
} as const;
