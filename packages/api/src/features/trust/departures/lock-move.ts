import { memberOf } from '../../../kernel/actor.ts';
import type { Subject } from '../../../kernel/audit.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { CompanyMove, type CompanyMoveState, type MoveParty } from './company-move.entity.ts';

const SETTLED: Partial<Record<CompanyMoveState, string>> = {
  MOVED: 'The company has moved already.',
  DECLINED: 'This move has been declined.',
  WITHDRAWN: 'This move has been withdrawn.',
};

/** A move that is not settled yet, locked; NOT_FOUND if it is not there or not visible, CONFLICT if it is settled. */
export async function lockMove(scope: Scope, moveId: string): Promise<CompanyMove> {
  const [locked] = await scope.sql('select from company_move where id = $1 for update', [moveId]);
  if (!locked) throw await notLocked(scope, 'company_move', moveId);
  const move = await scope.load(CompanyMove, moveId);
  const settled = SETTLED[move.state];
  if (settled) throw conflict(settled, 'id');
  return move;
}

/** The parties for which whoever acts may speak. */
export function partiesOf(scope: Scope, move: CompanyMove): MoveParty[] {
  const { level, resellerId } = memberOf(scope.actor);
  if (level === 'COMPANY') return ['COMPANY'];
  return [
    ...(move.resellerId === resellerId ? (['FROM'] as const) : []),
    ...(move.toResellerId === resellerId ? (['TO'] as const) : []),
    ...(level === 'PLATFORM' ? (['PLATFORM'] as const) : []),
  ];
}

/** Tells live consoles of all who have a say. */
export const hintMove = (scope: Scope, { id, companyId, resellerId, toResellerId }: CompanyMove): void =>
  scope.hint(
    { kind: 'CompanyMove', id, resellerId, companyId },
    { kind: 'CompanyMove', id, resellerId: toResellerId },
  );

/** What the audit log says of it, in the tenancy of whoever acts: the reseller that it goes to does not write into the other's. */
export function subjectOf(scope: Scope, move: CompanyMove, from: CompanyMoveState): Subject {
  const { id, resellerId, companyId, companyName, toResellerId, state } = move;
  const { actor } = scope;
  const receives = actor.kind === 'member' && actor.level === 'RESELLER' && actor.resellerId === toResellerId;
  return {
    ...{ type: 'CompanyMove', id, reference: companyName },
    ...(receives ? { resellerId: toResellerId } : { resellerId, companyId }),
    ...(from !== state && { changed: { state: [from, state] as const } }),
  };
}

/** Ends a move before its day, with the reason that all who have a say are told. */
export function settleMove(
  scope: Scope,
  move: CompanyMove,
  state: 'DECLINED' | 'WITHDRAWN',
  because: string,
) {
  const before = move.state;
  Object.assign(move, { state, settledAt: scope.now, settledBecause: because });
  hintMove(scope, move);
  return { result: move.id, subject: subjectOf(scope, move, before) };
}
