import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { jsonPgSmartTags } from 'postgraphile/utils';

/**
 * PostGraphile on the same tables under the same role and policies, as it is run in production: no GraphiQL, no watching,
 * no explaining. Nobody is authenticated: each request gets the role and settings given here.
 * Arguments: the connection string that serves, one for introspection, role and settings as JSON.
 */
const [connectionString, superuserConnectionString, settings] = process.argv.slice(2) as [
  string,
  string,
  string,
];
const pgSettings = JSON.parse(settings) as Record<string, string>;

/** Subscription is the name of GraphQL's third root type. */
const renamed = jsonPgSmartTags({
  version: 1,
  config: { class: { 'steward.subscription': { tags: { name: 'service' } } } },
});

const server = createServer();
const instance = postgraphile({
  extends: [PostGraphileAmberPreset],
  plugins: [renamed],
  disablePlugins: ['PgRBACPlugin', 'PgIndexBehaviorsPlugin'],
  pgServices: [
    makePgService({
      connectionString,
      superuserConnectionString,
      schemas: ['steward'],
      poolConfig: { max: 10 },
    }),
  ],
  grafast: { context: () => ({ pgSettings }), explain: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, websockets: false },
}).createServ(grafserv);
await instance.addTo(server);
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
