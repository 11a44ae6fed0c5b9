import { graphql } from './graphql.ts';

export const PlaceOrderDocument = graphql(`
  mutation PlaceOrder($input: PlaceOrderInput!) {
    placeOrder(input: $input) {
      id
      reference
      state
      awaits
      lineCount
    }
  }
`);
