import { memberOf } from '../../../../kernel/actor.ts';
import type { Subject } from '../../../../kernel/audit.ts';
import { notLocked } from '../../../../kernel/not-locked.ts';
import { conflict } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { Departure, type DepartureParty, type DepartureState } from './departure.entity.ts';

const SETTLED: Partial<Record<DepartureState, string>> = {
  LEFT: 'It has left already.',
  CLOSED: 'It has left already.',
  DELETED: 'It has left already.',
  WITHDRAWN: 'This departure has been withdrawn.',
};

/** A departure whose day has not come, locked; NOT_FOUND if it is not there or not visible, CONFLICT if it is settled. */
export async function lockDeparture(scope: Scope, departureId: string): Promise<Departure> {
  const [locked] = await scope.sql('select from departure where id = $1 for update', [departureId]);
  if (!locked) throw await notLocked(scope, 'departure', departureId);
  const departure = await scope.load(Departure, departureId);
  const settled = SETTLED[departure.state];
  if (settled) throw conflict(settled, 'id');
  return departure;
}

/** For whom somebody speaks who acts on the departure of a company, or of a reseller. */
export function partyOf(scope: Scope, companyId: string | null): DepartureParty {
  const { level } = memberOf(scope.actor);
  return level === 'COMPANY' || (level === 'RESELLER' && companyId === null) ? 'TENANT' : 'SELLER';
}

/** What the audit log says of it. */
export function departureSubject(departure: Departure, from: DepartureState | null): Subject {
  const { id, resellerId, companyId, tenantName, state } = departure;
  return {
    ...{ type: 'Departure', id, resellerId, companyId, reference: tenantName },
    ...(from !== state && { changed: { state: [from, state] as const } }),
  };
}
