import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging } from '../../../data/use-list.ts';

export const AccessRequestsDocument = graphql(
  `
  query AccessRequests(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AccessRequestFilter
    $orderBy: AccessRequestOrder
  ) {
    accessRequests(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        firstName
        lastName
        email
        phone
        reason
        state
        createdAt
        lapsesAt
        decidedAt
        decidedByName
        answer
        endUserId
        userId
        company {
          id
          name
        }
        reseller {
          id
          name
        }
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);

export type AccessRequestRow = ResultOf<typeof AccessRequestsDocument>['accessRequests']['nodes'][number];

export const nameOf = ({ firstName, lastName }: Pick<AccessRequestRow, 'firstName' | 'lastName'>) =>
  `${firstName} ${lastName}`;
