import { id, line, optional, prose } from '@steward/shared';
import { assign } from '../../../kernel/assign.ts';
import { edit, moment, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { affectedComponents, affectFrom } from './impacts.ts';
import { IncidentProgress } from './incident.entity.ts';
import { lockIncident, say, subjectOf } from './say.ts';

/**
 * Says how an incident goes on: how far it is, what is known now and, if that has changed, what is affected how. Once it is resolved
 * nothing is affected by it any more, since then or since a moment before. [N4]
 */
export const updateIncident = verb({
  name: 'updateIncident',
  permission: 'STATUS_WRITE',
  input: edit(
    'UpdateIncidentInput',
    {
      incidentId: id(),
      text: prose(5_000),
      affects: affectedComponents().optional(),
      resolvedAt: optional(moment()),
    },
    { progress: oneOf(IncidentProgress).optional(), title: line(150).optional() },
  ),
  async run(scope, { incidentId, text, affects, resolvedAt, known, ...given }) {
    const incident = await lockIncident(scope, incidentId, 'INCIDENT');
    if (incident.endsAt)
      throw conflict('This incident is resolved: publish another one, or write its review.', 'incidentId');
    const state = incident.progress ?? 'INVESTIGATING';
    const over = given.progress === 'RESOLVED';
    if (over && affects) throw invalid('affects', 'Must be left out: what is resolved affects nothing.');
    if (resolvedAt && !over) throw invalid('resolvedAt', 'Must be left out: it goes on.');
    const at = resolvedAt ?? scope.now;
    if (at > scope.now) throw invalid('resolvedAt', 'Must not be in the future.');
    const [latest] = await scope.sql<{ at: Date | null }>(
      'select max(greatest(since, until)) as at from component_impact where incident_id = $1',
      [incidentId],
    );
    if (at < (latest?.at ?? incident.startsAt))
      throw invalid('resolvedAt', 'Must not be earlier than what was last affected.');
    if (affects) await affectFrom(scope, incident, affects, at);
    const changed = assign(incident, given, known);
    incident.endsAt = over ? at : null;
    await say(scope, incident, given.progress ?? state, text);
    if (over) await affectFrom(scope, incident, [], at);
    return { result: incidentId, subject: { ...subjectOf(incident), changed: changed ?? ['text'] } };
  },
});
