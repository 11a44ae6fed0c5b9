import type { GraphQLAnswer, TestApp } from '../../../kernel/testing/test-app.ts';

export interface PlacedOrder {
  id: string;
  reference: string;
  state: string;
  awaits: string[];
  startsOn: string;
  lineCount: number;
  retailMinor: number;
  wholesaleMinor: number | null;
  placedByName: string;
  failure: string | null;
}
const FIELDS = 'id reference state awaits startsOn lineCount retailMinor wholesaleMinor placedByName failure';

/** Places an order over the API. */
export const placeOrder = (
  app: TestApp,
  token: string,
  input: object,
): Promise<GraphQLAnswer<{ placeOrder: PlacedOrder }>> =>
  app.ask(
    `mutation ($input: PlaceOrderInput!) { placeOrder(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );

/** An order as it stands. */
export const orderOf = async (app: TestApp, token: string, id: string): Promise<PlacedOrder> => {
  const { data } = await app.ask<{ order: PlacedOrder }>(
    `query ($id: ID!) { order(id: $id) { ${FIELDS} } }`,
    { id },
    token,
  );
  return data.order;
};
