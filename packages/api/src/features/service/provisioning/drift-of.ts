import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Difference } from './drift.ts';

interface Row {
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  reference: string;
  drift: Difference[] | null;
}

/** In what a subscription's service differs, locked; NOT_FOUND if it is not there, CONFLICT if nothing differs (any more). */
export async function driftOf(scope: Scope, subscriptionId: string) {
  const [subscription] = await scope.sql<Omit<Row, 'drift'>>(
    `select reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId", reference
       from subscription where id = $1 for no key update`,
    [subscriptionId],
  );
  if (!subscription) throw await notLocked(scope, 'subscription', subscriptionId);
  const [observation] = await scope.sql<Pick<Row, 'drift'>>(
    'select drift from observation where subscription_id = $1 for no key update',
    [subscriptionId],
  );
  const drift = observation?.drift ?? [];
  if (!drift.length) throw conflict('Nothing differs any more.', 'subscriptionId');
  return { drift, subject: { type: 'Subscription', id: subscriptionId, ...subscription } };
}
