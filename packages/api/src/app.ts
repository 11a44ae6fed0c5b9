import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { GraphQLObjectType, GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { noticesResolvers } from './features/desk/notices/index.ts';
import { notificationsResolvers, outbox, smtpMailer } from './features/desk/notifications/index.ts';
import { directoryResolvers, importRoutes } from './features/people/directory/index.ts';
import { identityResolvers, Tokens } from './features/people/identity/index.ts';
import { onboardingResolvers } from './features/platform/onboarding/index.ts';
import { hint, oversightResolvers } from './features/platform/oversight/index.ts';
import { tenancyResolvers } from './features/platform/tenancy/index.ts';
import { provisioningResolvers } from './features/service/provisioning/index.ts';
import { billingResolvers, billingRoutes, cardPayments } from './features/trade/billing/index.ts';
import { catalogueResolvers } from './features/trade/catalogue/index.ts';
import { subscriptionsResolvers } from './features/trade/subscriptions/index.ts';
import { type Config, secretsOf } from './kernel/config.ts';
import { consoleRoutes } from './kernel/console.ts';
import { type Database, openDatabase } from './kernel/database.ts';
import { Disclosures } from './kernel/disclosures.ts';
import { createServer, type Routes } from './kernel/graphql/server.ts';
import { healthRoutes } from './kernel/health.ts';
import { startWorker, type Worker } from './kernel/jobs.ts';
import { Keyring } from './kernel/keyring.ts';
import { sealsOf } from './kernel/keys.ts';
import { LiveChanges } from './kernel/live.ts';
import { createLog, type Log } from './kernel/log.ts';
import { withRole } from './kernel/migrate.ts';
import { packageFolder } from './kernel/package-folder.ts';
import { assertProtection } from './kernel/protection.ts';
import { type Clock, Scopes, systemClock } from './kernel/scope.ts';
import type { Services } from './kernel/services.ts';

/** The features, low floors first: the only list of them. */
const features = [
  tenancyResolvers,
  notificationsResolvers,
  identityResolvers,
  onboardingResolvers,
  directoryResolvers,
  catalogueResolvers,
  subscriptionsResolvers,
  provisioningResolvers,
  billingResolvers,
  noticesResolvers,
  oversightResolvers,
];

/** HTTP routes beside `/graphql`: uploads, downloads, webhooks. */
const routes: Routes[] = [importRoutes, billingRoutes, consoleRoutes];

let built: GraphQLSchema | undefined;

/** The GraphQL schema; built once per process. */
export function schema(): GraphQLSchema {
  built ??= withLiveUpdates(
    buildSchemaSync({
      resolvers: features.flat() as unknown as NonEmptyArray<new () => object>,
      validate: false,
      authMode: 'error',
    }),
  );
  return built;
}

/** `Subscription` is the field's word for what a company buys, so the root of live updates has another name. */
function withLiveUpdates(queriesAndMutations: GraphQLSchema): GraphQLSchema {
  return new GraphQLSchema({
    ...queriesAndMutations.toConfig(),
    subscription: new GraphQLObjectType({ name: 'LiveSubscription', fields: { hint } }),
  });
}

/** The schema as it stands in `schema.graphql`. */
export const printedSchema = (): string => `${printSchema(lexicographicSortSchema(schema()))}\n`;

/** Writes `schema.graphql`; it is committed and reviewed like code. */
export const emitSchema = (): Promise<void> =>
  writeFile(path.join(packageFolder, 'schema.graphql'), printedSchema());

export interface App {
  database: Database;
  scopes: Scopes;
  services: Services;
  log: Log;
  /** Serves API and console; returns the address. */
  listen(port: number, host: string): Promise<string>;
  /** Works off the queue in this process. */
  work(): Promise<Worker>;
  close(): Promise<void>;
}

/** What tests replace. */
export interface AppOptions {
  clock?: Clock;
  log?: Log;
  statementTimeoutMs?: number;
}

/** Puts the product together over a migrated database. Throws StartError if its protection is not as it must be. */
export async function createApp(config: Config, appUrl: string, options: AppOptions = {}): Promise<App> {
  const clock = options.clock ?? systemClock;
  const log = options.log ?? createLog(config.logLevel);
  const secrets = secretsOf(config);
  const seals = sealsOf(secrets);
  const database = await openDatabase(appUrl, options);
  const scopes = new Scopes(database, clock, new Keyring(seals));
  const live = new LiveChanges(appUrl, log);
  const services: Services = {
    publicUrl: config.publicUrl,
    disclosures: new Disclosures(scopes, log),
    tokens: new Tokens(secrets, clock),
    mailer: config.smtpUrl ? smtpMailer(config.smtpUrl, config.mailFrom) : outbox(config.demo),
    live,
    payments: config.stripe ? cardPayments(config.stripe) : undefined,
    seals,
    outbound: { allow: config.outboundAllow },
  };
  const closing: (() => Promise<unknown>)[] = [() => services.disclosures.stop(), () => database.close(), async () => services.mailer.close()];
  const client = await database.pool.connect();
  try {
    await assertProtection(client);
  } catch (error) {
    client.release(true);
    for (const close of closing) await close();
    throw error;
  }
  client.release();
  let server: FastifyInstance | undefined;
  return {
    database,
    scopes,
    services,
    log,
    async listen(port, host) {
      server = await createServer({
        schema: schema(),
        scopes,
        services,
        log,
        authenticate: (token) => services.tokens.verify(token),
        production: config.production,
        secureCookies: config.publicUrl.startsWith('https://'),
      });
      healthRoutes({ pool: database.pool, dataFolder: config.dataFolder })(server);
      for (const route of routes) route(server);
      await live.start();
      closing.unshift(() => live.stop());
      return server.listen({ port, host });
    },
    async work() {
      const worker = await startWorker({ jobsUrl: withRole(appUrl, 'steward_jobs'), scopes, log, services });
      closing.unshift(() => worker.stop());
      return worker;
    },
    async close() {
      await server?.close();
      for (const close of closing) await close();
    },
  };
}
