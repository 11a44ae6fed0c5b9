import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { GraphQLObjectType, GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql';
import { campaignsFeature } from './features/desk/campaigns/feature.ts';
import { contactImportsFeature } from './features/desk/contact-imports/feature.ts';
import { contactsFeature } from './features/desk/contacts/feature.ts';
import { enquiriesFeature } from './features/desk/enquiries/feature.ts';
import { noticesFeature } from './features/desk/notices/feature.ts';
import { notificationsFeature } from './features/desk/notifications/feature.ts';
import { statusFeature } from './features/desk/status/feature.ts';
import { statusSiteFeature } from './features/desk/status-site/feature.ts';
import { changesFeature } from './features/people/changes/feature.ts';
import { directoryFeature } from './features/people/directory/feature.ts';
import { identityFeature } from './features/people/identity/feature.ts';
import { joinersFeature } from './features/people/joiners/feature.ts';
import { leaversFeature } from './features/people/leavers/feature.ts';
import { photosFeature } from './features/people/photos/feature.ts';
import { requestsFeature } from './features/people/requests/feature.ts';
import { rolesFeature } from './features/people/roles/feature.ts';
import { homeFeature } from './features/platform/home/feature.ts';
import { onboardingFeature } from './features/platform/onboarding/feature.ts';
import { searchFeature } from './features/platform/search/feature.ts';
import { tenancyFeature } from './features/platform/tenancy/feature.ts';
import { devicesFeature } from './features/records/devices/feature.ts';
import { licencesFeature } from './features/records/licences/feature.ts';
import { linesFeature } from './features/records/lines/feature.ts';
import { numbersFeature } from './features/records/numbers/feature.ts';
import { stockFeature } from './features/records/stock/feature.ts';
import { connectorsFeature } from './features/service/connectors/feature.ts';
import { mailFeature } from './features/service/mail/feature.ts';
import { provisioningFeature } from './features/service/provisioning/feature.ts';
import { bankFeature } from './features/trade/bank/feature.ts';
import { billingFeature } from './features/trade/billing/feature.ts';
import { bookkeepingFeature } from './features/trade/bookkeeping/feature.ts';
import { callLimitsFeature } from './features/trade/call-limits/feature.ts';
import { callsFeature } from './features/trade/calls/feature.ts';
import { catalogueFeature } from './features/trade/catalogue/feature.ts';
import { chasingFeature } from './features/trade/chasing/feature.ts';
import { collectingFeature } from './features/trade/collecting/feature.ts';
import { creditNotesFeature } from './features/trade/credit-notes/feature.ts';
import { debitNotesFeature } from './features/trade/debit-notes/feature.ts';
import { ledgerFeature } from './features/trade/ledger/feature.ts';
import { ordersFeature } from './features/trade/orders/feature.ts';
import { pricesFeature } from './features/trade/prices/feature.ts';
import { quotasFeature } from './features/trade/quotas/feature.ts';
import { reratingFeature } from './features/trade/rerating/feature.ts';
import { seatsFeature } from './features/trade/seats/feature.ts';
import { statementsFeature } from './features/trade/statements/feature.ts';
import { subscriptionsFeature } from './features/trade/subscriptions/feature.ts';
import { tariffsFeature } from './features/trade/tariffs/feature.ts';
import { usageFeature } from './features/trade/usage/feature.ts';
import { vatNumbersFeature } from './features/trade/vat-numbers/feature.ts';
import { accessLedgerFeature } from './features/trust/access-ledger/feature.ts';
import { agreementsFeature } from './features/trust/agreements/feature.ts';
import { auditFeature } from './features/trust/audit/feature.ts';
import { authorityDisclosuresFeature } from './features/trust/authority-disclosures/feature.ts';
import { consentsFeature } from './features/trust/consents/feature.ts';
import { departuresFeature } from './features/trust/departures/feature.ts';
import { fulfilmentFeature } from './features/trust/fulfilment/feature.ts';
import { incidentsFeature } from './features/trust/incidents/feature.ts';
import { processingRecordsFeature } from './features/trust/processing-records/feature.ts';
import { processorsFeature } from './features/trust/processors/feature.ts';
import { retentionFeature } from './features/trust/retention/feature.ts';
import { reviewsFeature } from './features/trust/reviews/feature.ts';
import { rightsFeature } from './features/trust/rights/feature.ts';
import { supportFeature } from './features/trust/support/feature.ts';
import { AccessLedger } from './kernel/access-ledger.ts';
import { archiveSignature } from './kernel/archive.ts';
import { Charges } from './kernel/charges.ts';
import { type Config, secretsOf } from './kernel/config.ts';
import { consoleRoutes } from './kernel/console.ts';
import { type Database, openDatabase } from './kernel/database.ts';
import { gather, resolversOf } from './kernel/feature.ts';
import { hint } from './kernel/graphql/hint.ts';
import { createServer } from './kernel/graphql/server.ts';
import { healthRoutes } from './kernel/health.ts';
import { keyringOf } from './kernel/keyring-of.ts';
import { sealsOf } from './kernel/keys.ts';
import { LiveChanges } from './kernel/live.ts';
import { createLog, type Log } from './kernel/log.ts';
import { withRole } from './kernel/migrate.ts';
import { packageFolder } from './kernel/package-folder.ts';
import { Pictures } from './kernel/pictures.ts';
import { assertProtection } from './kernel/protection.ts';
import { repeatableSql } from './kernel/repeatable-sql.ts';
import { assertKeysOpen } from './kernel/rotate-keys.ts';
import { type Clock, Scopes, systemClock } from './kernel/scope.ts';
import type { Services } from './kernel/services.ts';
import { startWorker, type Worker } from './kernel/worker.ts';

/** The features, low floors first: the only list of them. */
export const features = gather([
  agreementsFeature,
  tenancyFeature,
  notificationsFeature,
  identityFeature,
  rolesFeature,
  onboardingFeature,
  directoryFeature,
  photosFeature,
  requestsFeature,
  catalogueFeature,
  pricesFeature,
  tariffsFeature,
  subscriptionsFeature,
  quotasFeature,
  changesFeature,
  connectorsFeature,
  mailFeature,
  provisioningFeature,
  vatNumbersFeature,
  billingFeature,
  creditNotesFeature,
  debitNotesFeature,
  collectingFeature,
  bankFeature,
  ledgerFeature,
  bookkeepingFeature,
  statementsFeature,
  chasingFeature,
  ordersFeature,
  seatsFeature,
  stockFeature,
  numbersFeature,
  callsFeature,
  callLimitsFeature,
  reratingFeature,
  usageFeature,
  devicesFeature,
  linesFeature,
  licencesFeature,
  leaversFeature,
  joinersFeature,
  noticesFeature,
  contactsFeature,
  statusFeature,
  statusSiteFeature,
  auditFeature,
  accessLedgerFeature,
  authorityDisclosuresFeature,
  consentsFeature,
  supportFeature,
  incidentsFeature,
  reviewsFeature,
  processorsFeature,
  retentionFeature,
  enquiriesFeature,
  contactImportsFeature,
  campaignsFeature,
  processingRecordsFeature,
  rightsFeature,
  departuresFeature,
  fulfilmentFeature,
  searchFeature,
  homeFeature,
]);

repeatableSql(...features.flatMap(({ sql = [] }) => sql));

let built: GraphQLSchema | undefined;

/** The GraphQL schema; built once per process. */
export function schema(): GraphQLSchema {
  built ??= withLiveUpdates(
    buildSchemaSync({
      resolvers: resolversOf(features) as unknown as NonEmptyArray<new () => object>,
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
  /** Works off the queue in this process until it closes, with one worker however often it is asked. */
  work(): Promise<Worker>;
  /** Says that it is not ready, and goes on serving until balancers have noticed. */
  leave(): Promise<void>;
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
  const seals = sealsOf(secretsOf(config));
  const database = await openDatabase(appUrl, options);
  const scopes = new Scopes(database, clock, log, keyringOf(config, log));
  const live = new LiveChanges(appUrl, log);
  const services = Object.assign(
    {
      publicUrl: config.publicUrl,
      live,
      accessLedger: new AccessLedger(scopes, log),
      seals,
      archives: archiveSignature(secretsOf(config)),
      outbound: { allow: config.outboundAllow },
      pictures: new Pictures(),
    },
    ...features.map((each) => each.services?.({ config, clock, scopes, log })),
  ) as Services;
  const tending = setInterval(() => void scopes.keyring.tend(), 3_600_000).unref();
  const closing: (() => Promise<unknown>)[] = [
    async () => clearInterval(tending),
    () => services.security.flush(),
    () => services.accessLedger.stop(),
    () => database.close(),
    async () => services.mailer.close(),
    () => services.pictures.close(),
    () => services.invoicePress.close(),
    () => services.breachPapers.close(),
  ];
  try {
    const client = await database.pool.connect();
    await assertProtection(client).finally(() => client.release(true));
    await assertKeysOpen(scopes);
  } catch (error) {
    for (const close of closing) await close();
    throw error;
  }
  let server: FastifyInstance | undefined;
  let working: Promise<Worker> | undefined;
  let leaving = false;
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
        charges: config.requestLimits ? new Charges(scopes.tenantOf) : undefined,
        trustedProxies: config.trustedProxies,
      });
      healthRoutes({ pool: database.pool, log, dataFolder: config.dataFolder, leaving: () => leaving })(
        server,
      );
      for (const route of features.flatMap(({ routes = [] }) => routes)) route(server);
      consoleRoutes(server);
      await live.start();
      await services.statusPress.start(live);
      closing.unshift(
        () => services.statusPress.close(),
        () => live.stop(),
      );
      return server.listen({ port, host });
    },
    async work() {
      const jobsUrl = withRole(appUrl, 'steward_jobs');
      // The folder of an embedded database is locked: no other process works on it.
      const alone = !config.databaseUrl;
      working ??= startWorker({ jobsUrl, scopes, log, services, alone });
      return working;
    },
    async leave() {
      leaving = true;
      if (server) await setTimeout(config.shutdownNoticeMs);
    },
    async close() {
      leaving = true;
      // What is under way is finished first: requests and jobs.
      const stopped = working?.then(
        (worker) => worker.stop(),
        () => {},
      );
      await Promise.all([server?.close(), stopped]);
      for (const close of closing) await close();
    },
  };
}
