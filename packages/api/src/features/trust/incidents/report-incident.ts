import { line, newId, newReference, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, moment } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { SecurityIncident } from './incident.entity.ts';
import { assertInOrder } from './times.ts';

/** Puts an incident, or an exercise, into the register of one's own tenant: what is known, and since when. [D5] [S86] */
export const reportIncident = verb({
  name: 'reportIncident',
  description: 'Puts an incident into the register; nobody else is told by that.',
  permission: 'INCIDENT_MANAGE',
  input: input('ReportIncidentInput', {
    title: line(150),
    facts: prose(5_000),
    occurredAt: optional(moment()),
    discoveredAt: moment(),
    awareAt: moment(),
    exercise: z.boolean(),
  }),
  async run(scope, given) {
    assertInOrder(given, scope.now);
    const { resellerId, membershipId } = memberOf(scope.actor);
    const incident = {
      id: newId(),
      resellerId,
      reference: newReference('INC'),
      ...given,
      reportedBy: membershipId,
      changedAt: scope.now,
      createdAt: scope.now,
    };
    await scope.insert(SecurityIncident, incident);
    const { id, reference } = incident;
    return { result: id, subject: { type: 'SecurityIncident', id, resellerId, reference } };
  },
});
