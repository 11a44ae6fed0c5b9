import { loadLocked } from '../../../kernel/assign.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { AccessRequest, type AccessRequestState } from './access-request.entity.ts';

const OVER: Record<Exclude<AccessRequestState, 'WAITING'>, string> = {
  APPROVED: 'This request has been approved already.',
  DECLINED: 'This request has been declined already.',
  LAPSED: 'This request has lapsed: nobody decided on it within 30 days. They can ask again.',
};

/** A request that waits, on which nobody else decides until this transaction ends; CONFLICT if it waits no longer. */
export async function lockWaiting(scope: Scope, requestId: string): Promise<AccessRequest> {
  const request = await loadLocked(scope, AccessRequest, requestId);
  const state = request.state === 'WAITING' && request.lapsesAt <= scope.now ? 'LAPSED' : request.state;
  if (state !== 'WAITING') throw conflict(OVER[state], 'id');
  return request;
}

/** Who decides, if it is somebody. */
export const decider = ({ actor }: Scope): string | null =>
  actor.kind === 'member' ? actor.membershipId : null;
