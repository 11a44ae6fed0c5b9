import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { type App, createApp } from './app.ts';
import { fillDemo, startDemoServices } from './demo/demo.ts';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from './demo/sign-ins.ts';
import { bootstrapPlatform } from './features/onboarding/index.ts';
import { type Config, readConfig } from './kernel/config.ts';
import { startEmbeddedPostgres } from './kernel/embedded-postgres.ts';
import { migrate, pendingMigrations } from './kernel/migrate.ts';
import { prepareDatabase, rolesSqlFile } from './kernel/prepare-database.ts';
import { StartError } from './kernel/start-error.ts';

interface Installation {
  config: Config;
  appUrl: string;
  stop(): Promise<void>;
}

/** Everything in one process: PostgreSQL if none is given, migrations, demonstration data, API, console and worker. */
export async function start(): Promise<void> {
  const installation = await openInstallation(readConfig(), { migrating: true });
  await run(installation, async (config) => {
    const demo = config.demo ? await startDemoServices(config) : undefined;
    const configured = demo ? demo.config : config;
    const app = await createApp(configured, installation.appUrl);
    try {
      if (demo) await fillDemo(app, demo, installation.appUrl);
      const address = await listen(app, config);
      await app.work();
      greet(address, config);
    } catch (error) {
      await app.close();
      await demo?.stop();
      throw error;
    }
    return async () => {
      await app.close();
      await demo?.stop();
    };
  });
}

/** API and console only. */
export async function serve(): Promise<void> {
  const installation = await openInstallation(readConfig(), { migrating: false });
  await run(installation, async (config) => {
    const app = await createApp(config, installation.appUrl);
    process.stdout.write(`Steward serves at ${await listen(app, config)}\n`);
    return () => app.close();
  });
}

/** The worker only. */
export async function work(): Promise<void> {
  const installation = await openInstallation(readConfig(), { migrating: false });
  await run(installation, async (config) => {
    const app = await createApp(config, installation.appUrl);
    await app.work();
    process.stdout.write('Steward works off its queue.\n');
    return () => app.close();
  });
}

/** Brings the database up to date and ends. */
export async function migrateOnly(): Promise<void> {
  const installation = await openInstallation(readConfig(), { migrating: true });
  await installation.stop();
  process.stdout.write('The database is up to date.\n');
}

/** Makes the platform's own channel if there is none, and invites its first member of staff: prints the link. */
export async function inviteStaff(args: string[]): Promise<void> {
  const [email, firstName, lastName, platformName = 'Xe2'] = args;
  if (!email || !firstName || !lastName) {
    throw new StartError('Say whom: invite-staff <e-mail> <first name> <last name> [name of the platform]');
  }
  const installation = await openInstallation(readConfig(), { migrating: false });
  const app = await createApp(installation.config, installation.appUrl);
  try {
    const link = await bootstrapPlatform(app, { name: platformName, administrator: { email, firstName, lastName } });
    process.stdout.write(
      link ? `Invitation for ${email}, good for 24 hours:\n${link}\n` : 'The platform has staff already: they invite others in the console.\n',
    );
  } finally {
    await app.close();
    await installation.stop();
  }
}

/** Runs a long-lived part until a signal, then stops it in order. A second signal does not wait. */
async function run(installation: Installation, part: (config: Config) => Promise<() => Promise<void>>): Promise<void> {
  let stopPart: () => Promise<void>;
  try {
    stopPart = await part(installation.config);
  } catch (error) {
    await installation.stop();
    throw error;
  }
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await stopPart();
    await installation.stop();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
}

async function listen(app: App, { port, host }: Config): Promise<string> {
  try {
    return await app.listen(port, host);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') throw new StartError(`Port ${port} is taken: end what uses it, or set PORT to another one.`);
    if (code === 'EACCES') throw new StartError(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
    throw error;
  }
}

function greet(address: string, config: Config): void {
  const shown = config.port === 0 ? address : config.publicUrl;
  process.stdout.write(`\nSteward is ready at ${shown}\n`);
  if (!config.demo) return;
  const width = Math.max(...DEMO_SIGN_INS.map(({ who }) => who.length));
  const lines = DEMO_SIGN_INS.map(({ who, email }) => `  ${who.padEnd(width)}  ${email}`);
  process.stdout.write(`\nDemonstration sign-ins, password ${DEMO_PASSWORD}\n${lines.join('\n')}\n\nCtrl-C stops everything.\n`);
}

async function openInstallation(config: Config, { migrating }: { migrating: boolean }): Promise<Installation> {
  if (!config.databaseUrl) return openEmbedded(config);
  if (!config.secret) {
    throw new StartError('Set STEWARD_SECRET to a random text of 32 characters or more, the same for every process: keys are derived from it.');
  }
  await assertUsable(config.databaseUrl);
  if (migrating && config.databaseOwnerUrl) await migrate(config.databaseOwnerUrl);
  await assertUpToDate(config.databaseUrl);
  return { config, appUrl: config.databaseUrl, stop: () => Promise.resolve() };
}

async function openEmbedded(config: Config): Promise<Installation> {
  const server = await startEmbeddedPostgres(config.dataFolder);
  try {
    const secret = config.secret ?? ownSecret(config.dataFolder);
    const { ownerUrl, appUrl } = await prepareDatabase(server.superuserUrl(), 'steward', secret);
    await migrate(ownerUrl);
    return { config: { ...config, secret }, appUrl, stop: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The secret of an installation that was not given one: made once, kept beside its data. */
function ownSecret(folder: string): string {
  const file = path.join(folder, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}

/** Version and roles of a server that is not ours; says which SQL its administrator must run. */
async function assertUsable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    const missing = code === '28000' || code === '28P01' || code === '3D000';
    throw new StartError(
      missing
        ? `The server refuses DATABASE_URL (${message}). A superuser prepares it once with this SQL:\n\n${preparation()}`
        : `The database of DATABASE_URL cannot be reached: ${message || code}.`,
    );
  }
  try {
    const version = await client.query<{ version: number }>(`select current_setting('server_version_num')::int as version`);
    const number = version.rows[0]?.version ?? 0;
    if (number < 180_000) throw new StartError(`Steward needs PostgreSQL 18 or later; DATABASE_URL names version ${Math.floor(number / 10_000)}.`);
    const roles = await client.query(`select from pg_roles where rolname in ('steward_owner', 'steward_app', 'steward_gate', 'steward_jobs')`);
    const schema = await client.query(`select from pg_namespace where nspname = 'steward'`);
    if (roles.rowCount !== 4 || !schema.rowCount) {
      throw new StartError(`The database lacks Steward's roles or schema. A superuser prepares it once with this SQL:\n\n${preparation()}`);
    }
  } finally {
    await client.end();
  }
}

const preparation = (): string =>
  `${readFileSync(rolesSqlFile, 'utf8')}
alter role steward_owner password '<one>';
alter role steward_app password '<another>';
create database steward owner steward_owner;
\\connect steward
create schema if not exists steward authorization steward_owner;
grant create on database steward to steward_jobs;
revoke create on schema public from public;

Then set DATABASE_URL=postgres://steward_app:<another>@<host>/steward
and DATABASE_OWNER_URL=postgres://steward_owner:<one>@<host>/steward (for migrations).`;

async function assertUpToDate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=steward' });
  await client.connect();
  try {
    const pending = await pendingMigrations(client);
    if (pending.length) {
      throw new StartError(`The database lacks ${pending.length} migrations: set DATABASE_OWNER_URL and run "pnpm migrate".`);
    }
  } finally {
    await client.end();
  }
}
