import type { ParameterValues } from '@steward/shared';
import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './schema.d.ts';

/**
 * Writes a GraphQL document whose result and variables are typed from the API's schema. Documents live in the feature
 * file that uses them. DateTime and Date are ISO text: `lib/format.ts` shows them.
 */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  scalars: {
    DateTime: string;
    Date: string;
    ID: string;
    Micro: number;
    Minor: number;
    Values: ParameterValues;
  };
}>();

export type { FragmentOf, ResultOf, TadaDocumentNode, VariablesOf } from 'gql.tada';
export { readFragment } from 'gql.tada';
