import { memberOf } from '../../../kernel/actor.ts';
import { loadLocked } from '../../../kernel/assign.ts';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { partOf } from './impacts.ts';
import { Incident, type IncidentKind, type IncidentState, IncidentUpdate } from './incident.entity.ts';
import { keeperOf } from './keeper.ts';
import { tellHolders } from './tell-holders.ts';

/** An incident, or maintenance, of one's own, which nobody else changes until the transaction ends. */
export async function lockIncident(
  scope: Scope,
  incidentId: string,
  kind?: keyof typeof IncidentKind,
): Promise<Incident> {
  const incident = await loadLocked(scope, Incident, incidentId);
  if (incident.resellerId !== keeperOf(scope).resellerId) throw notFound('incident');
  if (kind && incident.kind !== kind)
    throw conflict(
      kind === 'MAINTENANCE'
        ? 'This is an incident, not maintenance.'
        : 'This is maintenance, not an incident.',
      'incidentId',
    );
  return incident;
}

/** Adds to what is said of an incident, and tells those who hold what it affects. */
export async function say(
  scope: Scope,
  incident: Incident,
  state: IncidentState,
  text: string,
): Promise<void> {
  await scope.insert(IncidentUpdate, {
    ...partOf(incident),
    ...{ state, text, at: scope.now, writtenBy: memberOf(scope.actor).membershipId },
  });
  await tellHolders(scope, incident, { state, text });
}

/** What the audit log says of it. */
export const subjectOf = ({ id, resellerId, reference }: Incident) => ({
  type: 'Incident',
  id,
  resellerId,
  reference,
});
