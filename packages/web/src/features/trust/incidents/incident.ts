import { graphql, type ResultOf } from '../../../data/graphql.ts';

/** An incident as its room shows it. */
export const IncidentDocument = graphql(`
  query SecurityIncident($id: ID!) {
    securityIncident(id: $id) {
      id
      reference
      title
      exercise
      state
      facts
      occurredAt
      discoveredAt
      awareAt
      containedAt
      closedAt
      likelihood
      severity
      risk
      nature
      consequences
      measures
      contactName
      contactEmail
      contactPhone
      decision
      decisionReason
      decidedAt
      decidedByName
      lastSentAt
      untold
      noticeCount
      waitingCount
      deliveredCount
      openedCount
      acknowledgedCount
      endUserCount
      sentAfterMinutes
      deliveredAfterMinutes
      reseller {
        id
        name
      }
      scope {
        id
        kind
        name
        productId
        connectorId
        companyId
        endUserIds
        department
        from
        until
        dataClasses
      }
    }
  }
`);
export type Incident = NonNullable<ResultOf<typeof IncidentDocument>['securityIncident']>;
