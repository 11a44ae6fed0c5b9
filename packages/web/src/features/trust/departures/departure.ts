import { graphql, type ResultOf } from '../../../data/graphql.ts';

/** One departure, with what the tenant is given and what became of its data. */
export const DepartureDocument = graphql(`
  query Departure($id: ID!) {
    departure(id: $id) {
      id
      companyId
      tenantName
      sellerName
      leavesOn
      reason
      state
      awaits
      awaitsReader
      proposedAt
      sellerAgreedAt
      tenantAgreedAt
      settledAt
      settledBecause
      heldBecause
      openUntil
      archives {
        id
        state
        rowCount
        fileCount
        kilobytes
        sha256
        expiresAt
        path
      }
      deletions {
        id
        state
        reference
        requestedAt
        doneAt
        failure
        gone
        emptied
        kept
        keyDestroyedAt
        digest
        tables {
          table
          what
          gone
          emptied
          kept
          why
          until
        }
      }
    }
  }
`);

export type Departure = NonNullable<ResultOf<typeof DepartureDocument>['departure']>;
