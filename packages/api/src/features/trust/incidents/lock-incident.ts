import { loadLocked } from '../../../kernel/assign.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { SecurityIncident } from './incident.entity.ts';

/** An incident that goes on, which nobody else changes until the transaction ends. CONFLICT once it is closed. */
export async function lockIncident(scope: Scope, incidentId: string): Promise<SecurityIncident> {
  const incident = await loadLocked(scope, SecurityIncident, incidentId);
  if (incident.closedAt)
    throw conflict('This incident is closed: report what has come up since as another one.', 'incidentId');
  return incident;
}

/** What the audit log says of it. */
export const subjectOf = ({ id, resellerId, reference }: SecurityIncident) => ({
  type: 'SecurityIncident',
  id,
  resellerId,
  reference,
});
