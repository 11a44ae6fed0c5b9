import { memberOf } from '../../../kernel/actor.ts';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { alreadyOver, type LockedOrder } from './lock-order.ts';

/**
 * Whoever decides is of those whom the order waits for, and did not place it: FORBIDDEN otherwise, CONFLICT if it waits for
 * nobody. The platform decides for the customers that are its own.
 */
export async function assertDecides(scope: Scope, order: LockedOrder): Promise<void> {
  if (order.state !== 'AWAITING_APPROVAL') throw alreadyOver(order.state);
  const { level, personId, resellerId } = memberOf(scope.actor);
  const mine = order.awaits[0] === 'COMPANY' ? level === 'COMPANY' : level !== 'COMPANY';
  const direct = level !== 'PLATFORM' || order.resellerId === resellerId;
  if (!mine || !direct)
    throw new Problem(
      'FORBIDDEN',
      order.awaits[0] === 'COMPANY'
        ? 'This order waits for the company to approve it.'
        : 'This order waits for the reseller to approve it.',
    );
  if (personId === order.placedByPerson)
    throw new Problem('FORBIDDEN', 'Somebody else has to decide: you placed this order.');
}
