import { graphql, type ResultOf } from './graphql.ts';
import { type Options, useOptions } from './use-options.ts';

const MemberOptionsDocument = graphql(`
  query MemberOptions($search: String) {
    memberships(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        firstName
        lastName
      }
    }
  }
`);

const ChosenMemberDocument = graphql(`
  query ChosenMember($id: ID!) {
    membership(id: $id) {
      id
      firstName
      lastName
    }
  }
`);

const named = ({ id, firstName, lastName }: { id: string; firstName: string; lastName: string }) => ({
  id,
  name: `${firstName} ${lastName}`,
});

const MEMBERS = {
  many: MemberOptionsDocument,
  found: ({ memberships }: ResultOf<typeof MemberOptionsDocument>) => memberships.nodes.map(named),
  one: ChosenMemberDocument,
  chosen: ({ membership }: ResultOf<typeof ChosenMemberDocument>) => membership && named(membership),
  type: 'Membership',
};

/** Those who may sign in, for a filter; see `useOptions`. */
export const useMemberOptions = (ask: boolean, chosen?: string): Options => useOptions(MEMBERS, ask, chosen);
