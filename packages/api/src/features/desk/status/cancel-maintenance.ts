import { id, prose } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockIncident, say, subjectOf } from './say.ts';

/** Calls off planned work that has not begun, and says why. Nothing was affected. [N4] */
export const cancelMaintenance = verb({
  name: 'cancelMaintenance',
  permission: 'STATUS_WRITE',
  input: input('CancelMaintenanceInput', { incidentId: id(), text: prose(5_000) }),
  async run(scope, { incidentId, text }) {
    const incident = await lockIncident(scope, incidentId, 'MAINTENANCE');
    if (incident.cancelledAt) throw conflict('This maintenance was cancelled already.', 'incidentId');
    if (incident.startsAt <= scope.now)
      throw conflict('This maintenance has begun: let it end earlier instead.', 'incidentId');
    incident.cancelledAt = scope.now;
    await say(scope, incident, 'CANCELLED', text);
    await scope.sql('delete from component_impact where incident_id = $1', [incidentId]);
    return {
      result: incidentId,
      subject: { ...subjectOf(incident), changed: { cancelledAt: [null, scope.now] } },
    };
  },
});
