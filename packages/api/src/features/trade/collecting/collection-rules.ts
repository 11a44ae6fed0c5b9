import { addDays, addWorkingDays, type PlainDate } from '@steward/shared';
import type { MethodKind } from './stored-method.entity.ts';

/** How long before it is collected a customer is told: days for a card, working days for a bank account. */
const NOTICE = { CARD: 3, DIRECT_DEBIT: 3 } as const;

/** The first day on which may be collected what is announced on a day. */
export const earliest = (kind: MethodKind, announcedOn: PlainDate): PlainDate =>
  kind === 'CARD' ? addDays(announcedOn, NOTICE.CARD) : addWorkingDays(announcedOn, NOTICE.DIRECT_DEBIT);

/** On which day an invoice is collected if that is announced today; undefined while it is too early to announce it. */
export function collectOn(kind: MethodKind, dueOn: PlainDate, today: PlainDate): PlainDate | undefined {
  const first = earliest(kind, today);
  if (first < dueOn) return undefined;
  return first;
}

/** Days after the one before on which it is tried again: 3, 5 and 7 days after the first time. */
const RETRIES = [3, 2, 2] as const;

/** Codes of Stripe's with which the same may well succeed later (docs.stripe.com/declines/codes, …/bacs-debit). */
const PASSING = new Set([
  'insufficient_funds',
  'withdrawal_count_limit_exceeded',
  'card_velocity_exceeded',
  'processing_error',
  'issuer_not_available',
  'reenter_transaction',
  'try_again_later',
  'approve_with_id',
  'refer_to_customer',
  'not_sent',
]);
/** Codes with which a card or account never pays again. */
const GONE = new Set([
  'expired_card',
  'lost_card',
  'stolen_card',
  'pickup_card',
  'invalid_account',
  'new_account_information_available',
  'account_closed',
  'bank_account_closed',
  'no_account',
  'debit_not_authorized',
  'payment_method_not_available',
  'bank_ownership_changed',
  'mandate_inactive',
]);

/** Why a collection failed. */
export interface Failure {
  /** Stripe's own, the bank's where it gives one. */
  code: string;
  message: string;
}

/** Whether nothing is collected from the method any more. */
export const isGone = ({ code }: Failure): boolean => GONE.has(code);

/**
 * When a collection that failed is tried again: by itself only where the reason may pass, three times at most; undefined where a
 * person has to do something. [B7]
 */
export function retryOn(
  failure: Failure,
  failed: { kind: MethodKind; attempt: number; collectOn: PlainDate },
  today: PlainDate,
): PlainDate | undefined {
  const wait = RETRIES[failed.attempt - 1];
  if (wait === undefined || !PASSING.has(failure.code)) return undefined;
  const day = addDays(failed.collectOn, wait);
  // A debit is announced anew, so many working days before.
  const first = failed.kind === 'DIRECT_DEBIT' ? earliest('DIRECT_DEBIT', today) : addDays(today, 1);
  return day < first ? first : day;
}
