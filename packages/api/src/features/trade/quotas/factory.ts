import type { GraphQLAnswer, TestApp } from '../../../kernel/testing/test-app.ts';

export interface GivenQuota {
  companyId?: string;
  resellerId?: string;
  productId?: string;
  category?: string;
  most?: number | null;
  mostMinor?: number | null;
}

export interface SetQuotaAnswer {
  id: string;
  most: number | null;
  mostMinor: number | null;
  used: number | null;
}

/** Sets a quota over the API. */
export const setQuota = (
  app: TestApp,
  token: string | undefined,
  input: GivenQuota,
): Promise<GraphQLAnswer<{ setQuota: SetQuotaAnswer }>> =>
  app.ask(
    'mutation ($input: SetQuotaInput!) { setQuota(input: $input) { id most mostMinor used } }',
    { input },
    token,
  );

/** Takes one away over the API. */
export const removeQuota = (
  app: TestApp,
  token: string | undefined,
  id: string,
): Promise<GraphQLAnswer<{ removeQuota: string }>> =>
  app.ask('mutation ($id: ID!) { removeQuota(input: { id: $id }) }', { id }, token);
