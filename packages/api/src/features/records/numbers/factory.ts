import type { GraphQLAnswer, TestApp } from '../../../kernel/testing/test-app.ts';

export const LEEDS = { building: 'Unit 20', street: 'Wellington Street', town: 'Leeds', postcode: 'ls14dy' };

export interface ShownNumber {
  id: string;
  number: string;
  national: string;
  label: string | null;
  state: string;
  portsOn: string | null;
  quarantinedUntil: string | null;
  addressState: string;
  address: { id: string; building: string; postcode: string; confirmedByName: string } | null;
  pendingAddress: { id: string; building: string; setByName: string } | null;
  endUser: { displayName: string } | null;
}

const FIELDS = `id number national label state portsOn quarantinedUntil addressState
  address { id building postcode confirmedByName } pendingAddress { id building setByName } endUser { displayName }`;

/** Does a verb of numbers that answers with one over the API. */
export const numberVerb = (
  app: TestApp,
  token: string,
  name: 'addNumber' | 'assignNumber' | 'updateNumber',
  input: object,
): Promise<GraphQLAnswer<Record<string, ShownNumber>>> =>
  app.ask(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { ${FIELDS} } }`,
    { input },
    token,
  );

export interface Done {
  done: number;
  refused: { id: string; name: string; reason: string }[];
}

/** Does a verb with many over the API. */
export const bulkVerb = (
  app: TestApp,
  token: string,
  name: string,
  input: object,
): Promise<GraphQLAnswer<Record<string, Done>>> =>
  app.ask(
    `mutation ($input: ${name[0]?.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { done refused { id name reason } } }`,
    { input },
    token,
  );

/** A number as it stands. */
export const numberOf = async (app: TestApp, token: string, id: string): Promise<ShownNumber> =>
  (
    await app.ask<{ number: ShownNumber }>(
      `query ($id: ID!) { number(id: $id) { ${FIELDS} } }`,
      { id },
      token,
    )
  ).data.number;
