import { acknowledgementDueOn, type Pause, type PlainDate, requestDeadline } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import type { RightsRequest } from './rights-request.entity.ts';

type Timed = Pick<RightsRequest, 'kind' | 'receivedOn' | 'region' | 'extended' | 'acknowledgedAt'>;

/**
 * By when the next thing is to be done: the answer, or of a complaint first its acknowledgement. Then it is answered without undue delay,
 * which is taken to be three months from its receipt at most. [D3]
 */
export function dueOnOf(request: Timed, pauses: readonly Pause[]): PlainDate {
  const { kind, receivedOn, region, extended, acknowledgedAt } = request;
  if (kind === 'COMPLAIN' && !acknowledgedAt) return acknowledgementDueOn(receivedOn, region);
  const deadline = requestDeadline({ receivedOn, region, pauses, extended: extended || kind === 'COMPLAIN' });
  return deadline.extendedDueOn ?? deadline.dueOn;
}

/** The days that have been waited for the person; what is still awaited counts from when it comes. */
export const pausesOf = (scope: Scope, requestId: string): Promise<Pause[]> =>
  scope.sql<Pause>(
    `select from_on::text as "from", to_on::text as "to" from rights_pause
       where rights_request_id = $1 and to_on is not null order by from_on`,
    [requestId],
  );

/** Whether something is awaited of the person, so that the time does not run. */
export const isPausedNow = ({ status }: Pick<RightsRequest, 'status'>): boolean =>
  status === 'AWAITING_IDENTITY' || status === 'AWAITING_CLARIFICATION';
