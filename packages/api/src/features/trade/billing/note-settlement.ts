import type { Log } from '../../../kernel/log.ts';
import type { Settlement } from './settle-session.ts';

/** Tells the operator of what a person has to look at: money that came in and is not simply a payment. */
export function noteSettlement(
  { log, requestId }: { log: Log; requestId: string },
  checkoutId: string,
  settlement: Settlement,
): void {
  if (settlement === 'SURPLUS')
    log.warn({ requestId, checkoutId }, 'card payment: more was paid than was due');
  if (settlement === 'WRONG_AMOUNT') {
    log.error(
      { requestId, checkoutId },
      'card payment: Stripe names another amount than was asked for; it stands against no invoice',
    );
  }
}
