import { breachRisk, clearable, email, id, line, phone, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { assign } from '../../../kernel/assign.ts';
import { edit, moment, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { BreachLikelihood, BreachSeverity, IncidentDecision } from './incident.entity.ts';
import { lockIncident, subjectOf } from './lock-incident.ts';
import { assertInOrder } from './times.ts';

/** What notices say: a change of it is something that controllers have not been told. */
const TOLD = [
  'title',
  'nature',
  'consequences',
  'measures',
  'contactName',
  'contactEmail',
  'contactPhone',
  'risk',
];

/**
 * Adds to what is known of an incident, judges it, and decides whether controllers are told and why; what is left out stays as it is. Once
 * notices are out, what they say is told by sending a supplement. [D5]
 */
export const judgeIncident = verb({
  name: 'judgeIncident',
  permission: 'INCIDENT_MANAGE',
  input: edit(
    'JudgeIncidentInput',
    { id: id() },
    {
      title: line(150).optional(),
      facts: prose(5_000).optional(),
      occurredAt: clearable(moment()),
      discoveredAt: moment().optional(),
      awareAt: moment().optional(),
      containedAt: clearable(moment()),
      likelihood: clearable(oneOf(BreachLikelihood)),
      severity: clearable(oneOf(BreachSeverity)),
      nature: clearable(prose(3_000)),
      consequences: clearable(prose(3_000)),
      measures: clearable(prose(3_000)),
      contactName: clearable(line(120)),
      contactEmail: clearable(email()),
      contactPhone: clearable(phone()),
      decision: clearable(oneOf(IncidentDecision)),
      decisionReason: clearable(prose(2_000)),
    },
  ),
  async run(scope, { id: incidentId, known, ...given }) {
    const incident = await lockIncident(scope, incidentId);
    const decided = incident.decision;
    const changed = assign(incident, given, known);
    if (!changed) return { result: incidentId, subject: null };
    assertInOrder(incident, scope.now);
    if (incident.containedAt && incident.containedAt > scope.now)
      throw invalid('containedAt', 'Must not be in the future.');
    const risk = breachRisk(incident.likelihood, incident.severity);
    if (risk !== incident.risk) {
      changed.risk = [incident.risk, risk];
      incident.risk = risk;
    }
    if (incident.decision && !incident.decisionReason)
      throw invalid('decisionReason', 'Must be filled in: why is this decided?');
    if (!incident.decision) incident.decisionReason = null;
    if (incident.sentAt && incident.decision !== 'NOTIFY')
      throw conflict(
        'Controllers have been told already: that cannot be decided otherwise any more.',
        'decision',
      );
    if (incident.decision !== decided) {
      incident.decidedAt = incident.decision && scope.now;
      incident.decidedBy = incident.decision && memberOf(scope.actor).membershipId;
    }
    if (TOLD.some((field) => field in changed)) incident.changedAt = scope.now;
    return { result: incidentId, subject: { ...subjectOf(incident), changed } };
  },
});
