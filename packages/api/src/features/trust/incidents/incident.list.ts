import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import {
  BreachRisk,
  IncidentDecision,
  SecurityIncident,
  SecurityIncidentState,
  stateOf,
} from './incident.entity.ts';

/** The register of incidents, newest first; those that nobody was told of are in it, too. [D5] */
export const securityIncidents = list(SecurityIncident, {
  name: 'securityIncidents',
  permission: 'INCIDENT_READ',
  filters: {
    state: {
      type: () => SecurityIncidentState,
      condition: (row, value, statement) => `(${stateOf(row)}) = ${statement.bind(value, 'text')}`,
    },
    exercise: yesOrNo((row) => `${row}.exercise`),
    risk: choice('risk', BreachRisk),
    decision: choice('decision', IncidentDecision),
    resellerId: equals('reseller_id'),
  },
  sorts: { AWARE_AT: [by('aware_at', 'timestamptz')] },
  order: ['AWARE_AT', 'DESC'],
});
