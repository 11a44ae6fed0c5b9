import { id, line, prose } from '@steward/shared';
import { assign } from '../../../kernel/assign.ts';
import { edit, moment } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockIncident, say, subjectOf } from './say.ts';
import { assertWindow } from './window.ts';

/** Moves planned work, or lets what has begun take longer or end earlier, and says why. What has begun has begun then. [N4] */
export const updateMaintenance = verb({
  name: 'updateMaintenance',
  permission: 'STATUS_WRITE',
  input: edit(
    'UpdateMaintenanceInput',
    { incidentId: id(), text: prose(5_000) },
    { title: line(150).optional(), startsAt: moment().optional(), endsAt: moment().optional() },
  ),
  async run(scope, { incidentId, text, known, ...given }) {
    const incident = await lockIncident(scope, incidentId, 'MAINTENANCE');
    if (incident.cancelledAt) throw conflict('This maintenance was cancelled.', 'incidentId');
    const ends = incident.endsAt ?? scope.now;
    if (ends <= scope.now) throw conflict('This maintenance is over: plan another one.', 'incidentId');
    const window = { startsAt: given.startsAt ?? incident.startsAt, endsAt: given.endsAt ?? ends };
    const began = incident.startsAt <= scope.now;
    if (began && window.startsAt.getTime() !== incident.startsAt.getTime())
      throw invalid('startsAt', 'Must stay as it is: the work has begun.');
    const endsNow = began && window.endsAt.getTime() === scope.now.getTime();
    if (!endsNow) assertWindow(window, scope.now);
    const changed = assign(incident, given, known);
    await scope.sql('update component_impact set since = $2, until = $3 where incident_id = $1', [
      incidentId,
      window.startsAt,
      window.endsAt,
    ]);
    await say(scope, incident, endsNow ? 'COMPLETED' : began ? 'IN_PROGRESS' : 'SCHEDULED', text);
    return { result: incidentId, subject: { ...subjectOf(incident), changed: changed ?? ['text'] } };
  },
});
