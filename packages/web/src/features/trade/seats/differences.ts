import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging } from '../../../data/use-list.ts';

export const DifferencesDocument = graphql(
  `
  query SeatDifferences(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SeatDifferenceFilter
    $orderBy: SeatDifferenceOrder
  ) {
    seatDifferences(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        customer
        sku
        kind
        standing
        billed
        provided
        invoiced
        costMinor
        lostMinor
        explanation
        acceptance {
          reason
          byName
          at
        }
        order {
          subscriptionId
          was
          quantity
        }
        company {
          id
          name
        }
        product {
          id
          name
        }
        bill {
          id
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

export type Difference = ResultOf<typeof DifferencesDocument>['seatDifferences']['nodes'][number];

export const nameOf = ({ company, customer }: Difference): string => company?.name ?? customer;
export const productOf = ({ product, sku }: Difference): string => product?.name ?? sku;
