import { localDate, newId } from '@steward/shared';
import { type Assignment, assign, loadLocked } from '../../../kernel/assign.ts';
import { emit, enqueue, event } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Outcome } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { mailRightsNewsJob } from './mail-rights-news.ts';
import { dueOnOf, pausesOf } from './rights-clock.ts';
import {
  RightsEvent,
  type RightsEventKind,
  RightsPause,
  RightsRequest,
  type RightsStatus,
  type RightsWait,
} from './rights-request.entity.ts';

interface OfRequest {
  resellerId: string;
  requestId: string;
}
/** Somebody asks something about the data kept about them. */
export const rightsRequestOpened = event<OfRequest>('rightsRequestOpened');
/** It has been answered, refused or withdrawn. */
export const rightsRequestClosed = event<OfRequest>('rightsRequestClosed');

const CLOSED: Partial<Record<RightsStatus, string>> = {
  COMPLETED: 'This request has been completed already.',
  REFUSED: 'This request has been refused already.',
  WITHDRAWN: 'This request has been withdrawn by the person who made it.',
};

/** A request that is open, which nobody else changes until this transaction ends; CONFLICT if it is closed. */
export async function lockRightsRequest(scope: Scope, requestId: string): Promise<RightsRequest> {
  const request = await loadLocked(scope, RightsRequest, requestId);
  const closed = CLOSED[request.status];
  if (closed) throw conflict(closed, 'id');
  return request;
}

/** Notes what has happened, and has those told whom it concerns. */
export async function noteEvent(
  scope: Scope,
  { id, resellerId, companyId, endUserId, dueOn }: RightsRequest,
  kind: RightsEventKind,
  words: string | null,
): Promise<void> {
  const { actor } = scope;
  const { name } = await who(scope);
  const eventId = newId();
  await scope.insert(RightsEvent, {
    ...{
      id: eventId,
      resellerId,
      companyId,
      endUserId,
      rightsRequestId: id,
      at: scope.now,
      kind,
      dueOn,
      words,
    },
    byLevel: actor.kind === 'member' ? actor.level : null,
    byName: name,
  });
  await enqueue(scope, mailRightsNewsJob, { resellerId, eventId });
}

/** Changes a request by what has happened: the time it has left is worked out anew, and what happened stands in its trail. */
export async function changeRightsRequest(
  scope: Scope,
  request: RightsRequest,
  kind: RightsEventKind,
  to: Assignment<RightsRequest>,
  words: string | null = null,
): Promise<Outcome<string>> {
  await scope.flush();
  const { id, reference, resellerId, companyId, endUserId } = request;
  const dueOn = dueOnOf({ ...request, ...to } as RightsRequest, await pausesOf(scope, id));
  const changed = assign(request, { ...to, dueOn }, undefined);
  await scope.flush();
  await noteEvent(scope, request, kind, words);
  if (to.closedAt) await emit(scope, rightsRequestClosed, { resellerId, requestId: id });
  return {
    result: id,
    subject: {
      type: 'RightsRequest',
      id,
      reference,
      resellerId,
      companyId,
      endUserId,
      ...(changed && { changed }),
    },
  };
}

const AWAITED: Record<RightsWait, RightsStatus> = {
  IDENTITY: 'AWAITING_IDENTITY',
  CLARIFICATION: 'AWAITING_CLARIFICATION',
};

/** From now on something is awaited of the person, and the time does not run; CONFLICT if something is already. */
export async function beginWait(
  scope: Scope,
  request: RightsRequest,
  waitsFor: RightsWait,
): Promise<RightsStatus> {
  if (request.status === 'AWAITING_IDENTITY')
    throw conflict('The person has been asked who they are: wait for that, or confirm it, first.', 'id');
  if (request.status === 'AWAITING_CLARIFICATION')
    throw conflict('The person has been asked what they mean: note their answer first.', 'id');
  const { id: rightsRequestId, resellerId, companyId, endUserId } = request;
  const pause = { id: newId(), resellerId, companyId, endUserId, rightsRequestId, waitsFor };
  await scope.insert(RightsPause, { ...pause, fromOn: localDate(scope.now) });
  return AWAITED[waitsFor];
}

/** What was awaited of the person has come: the time runs again. */
export async function endWait(scope: Scope, requestId: string): Promise<void> {
  await scope.sql('update rights_pause set to_on = $2 where rights_request_id = $1 and to_on is null', [
    requestId,
    localDate(scope.now),
  ]);
}

/** Closes a request, whatever is still awaited of the person. */
export async function closeRightsRequest(
  scope: Scope,
  request: RightsRequest,
  status: 'COMPLETED' | 'REFUSED' | 'WITHDRAWN',
  words: string | null,
): Promise<Outcome<string>> {
  await endWait(scope, request.id);
  return changeRightsRequest(scope, request, status, { status, closedAt: scope.now }, words);
}
