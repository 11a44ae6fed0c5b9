import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockIncident, subjectOf } from './lock-incident.ts';

/** Closes an incident, of which it was decided whether controllers are told; and that is done, if so. It stays in the register. [D5] */
export const closeIncident = verb({
  name: 'closeIncident',
  permission: 'INCIDENT_MANAGE',
  input: input('CloseIncidentInput', { incidentId: id() }),
  async run(scope, { incidentId }) {
    const incident = await lockIncident(scope, incidentId);
    if (!incident.decision)
      throw conflict('Decide first whether controllers are told, and say why.', 'decision');
    const told = incident.lastSentAt && incident.changedAt <= incident.lastSentAt;
    if (incident.decision === 'NOTIFY' && !told)
      throw conflict('Controllers have not been told all of it yet: send the notices first.', 'incidentId');
    incident.closedAt = scope.now;
    incident.containedAt ??= scope.now;
    return { result: incidentId, subject: { ...subjectOf(incident), changed: ['closedAt'] } };
  },
});
