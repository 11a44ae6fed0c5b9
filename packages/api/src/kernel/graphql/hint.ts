import {
  type GraphQLFieldConfig,
  GraphQLID,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { memberOf } from '../actor.ts';
import { assertAllowed } from '../allowed.ts';
import type { Listener, LiveChanges } from '../live.ts';
import type { RequestContext } from '../request.ts';
import type { Hint } from '../scope.ts';

declare module '../services.ts' {
  interface Services {
    live: LiveChanges;
  }
}

const HintType = new GraphQLObjectType<Hint>({
  name: 'Hint',
  description: 'Something changed that concerns you; read it again to see what.',
  fields: {
    kind: { type: new GraphQLNonNull(GraphQLString), description: 'The GraphQL type, e.g. ProvisioningJob.' },
    id: { type: GraphQLID, description: 'None: many rows at once.' },
  },
});

/** Live updates: opaque hints, followed by ordinary reads under the reader's own policy. [S15] */
export const hint: GraphQLFieldConfig<Hint, RequestContext> = {
  type: new GraphQLNonNull(HintType),
  async subscribe(_root, _args, { scopes, credentials, requestId, services }) {
    const whoever = () =>
      scopes.run(credentials, { requestId, readOnly: true }, async (scope): Promise<Listener> => {
        assertAllowed(scope.actor, 'member');
        const member = memberOf(scope.actor);
        if (member.level !== 'PLATFORM') return member;
        const [reach] = await scope.sql<{ only: boolean; resellerIds: string[] }>(
          `select only_listed() as only, listed_resellers() as "resellerIds"
             where coalesce(current_setting('steward.reach', true), '') <> ''`,
        );
        return reach ? { ...member, reach } : member;
      });
    return services.live.concerning(await whoever(), whoever);
  },
  resolve: (found) => found,
};
