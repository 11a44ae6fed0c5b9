import { memberOf } from '../../../kernel/actor.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type MethodRow, readMethods } from './method-session.ts';

/**
 * Locks a method of the customer who acts. NOT_FOUND if none is seen, FORBIDDEN if it is somebody else's, CONFLICT if it is not kept
 * (any more).
 */
export async function holdOwnMethod(scope: Scope, methodId: string): Promise<MethodRow> {
  const [seen] = await readMethods(scope, 'm.id = $1', [methodId]);
  if (!seen) throw notFound('payment method');
  const { companyId } = memberOf(scope.actor);
  if (seen.companyId !== companyId)
    throw new Problem('FORBIDDEN', 'Only the customer whose payment method it is may do this.');
  const [method] = await readMethods(
    scope,
    `m.id = $1 and m.state in ('PENDING', 'ACTIVE', 'FAILED')`,
    [methodId],
    'for update',
  );
  if (!method) throw conflict('This payment method is not kept any more.', 'id');
  return method;
}
