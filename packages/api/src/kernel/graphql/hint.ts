import {
  type GraphQLFieldConfig,
  GraphQLID,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
} from 'graphql';
import { memberOf } from '../actor.ts';
import { assertAllowed } from '../allowed.ts';
import type { LiveChanges } from '../live.ts';
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
      scopes.run(credentials, { requestId, readOnly: true }, async ({ actor }) => {
        assertAllowed(actor, 'member');
        return memberOf(actor);
      });
    return services.live.concerning(await whoever(), whoever);
  },
  resolve: (found) => found,
};
