import { graphql, type ResultOf } from '../../../data/graphql.ts';

/** A notice as its page shows it. */
export const BreachNoticeDocument = graphql(`
  query BreachNotice($id: ID!) {
    breachNotice(id: $id) {
      id
      reference
      ofIncidentId
      title
      exercise
      state
      mine
      risk
      controllerName
      issuerName
      endUserCount
      administratorCount
      dataClasses
      touchedFrom
      touchedUntil
      contactName
      contactEmail
      contactPhone
      awareAt
      sentAt
      passesOnAt
      passedOnAt
      passedOnByName
      recipientCount
      deliveredAt
      undeliveredAt
      openedAt
      openedByName
      acknowledgedAt
      acknowledgedByName
      controllerAwareAt
      authorityDueAt
      authorityNotifiedAt
      authorityReference
      authorityReason
      authorityNotedAt
      lettersSentAt
      company {
        id
      }
      reseller {
        id
        name
      }
      letters {
        id
        subject
        text
        recipientCount
        openedCount
        unreachedCount
        sentAt
      }
      phases {
        id
        number
        nature
        consequences
        measures
        endUserCount
        sentAt
        passedOnAt
        openedAt
      }
    }
  }
`);
export type BreachNotice = NonNullable<ResultOf<typeof BreachNoticeDocument>['breachNotice']>;
