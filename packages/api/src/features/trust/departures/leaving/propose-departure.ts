import { addDays, formatDate, localDate, newId, type PlainDate } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { conflict, invalid } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { Departure } from './departure.entity.ts';
import { departureSubject, partyOf } from './lock-departure.ts';

const DAYS_AHEAD = 365;

/** Who is to leave, and why. */
export interface Leaving {
  resellerId: string;
  companyId: string | null;
  tenantName: string;
  sellerName: string;
  leftOn: PlainDate | null;
  leavesOn: PlainDate;
  reason: string;
}

/** Proposes that a tenant leaves on a day to come; whoever proposes has agreed, the other side is asked. */
export async function proposeDeparture(
  scope: Scope,
  { resellerId, companyId, tenantName, sellerName, leftOn, leavesOn, reason }: Leaving,
) {
  if (leftOn !== null) throw conflict(`${tenantName} left on ${formatDate(leftOn)}.`);
  const today = localDate(scope.now);
  const [first, last] = [addDays(today, 1), addDays(today, DAYS_AHEAD)];
  if (leavesOn < first || leavesOn > last)
    throw invalid('leavesOn', `Must be between ${formatDate(first)} and ${formatDate(last)}.`);
  const party = partyOf(scope, companyId);
  const departure = await scope.insert(Departure, {
    id: newId(),
    ...{ resellerId, companyId, tenantName, sellerName, leavesOn, reason },
    state: 'PROPOSED',
    proposedBy: memberOf(scope.actor).membershipId,
    proposedAt: scope.now,
    sellerAgreedAt: party === 'SELLER' ? scope.now : null,
    tenantAgreedAt: party === 'TENANT' ? scope.now : null,
    ...{ settledAt: null, settledBecause: null, heldBecause: null, openUntil: null, invoiceId: null },
    toldState: null,
  });
  return { result: departure.id, subject: departureSubject(departure, null) };
}
