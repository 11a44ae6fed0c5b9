import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { type App, createApp } from './app.ts';
import { rotateSigningKeys } from './features/people/identity/index.ts';
import { setUpPlatform } from './features/platform/onboarding/index.ts';
import { verifyLedger as verifyLedgers } from './features/trade/ledger/index.ts';
import { compareKept, verifyAudit as verifyAuditLog } from './features/trust/audit/index.ts';
import { exportTenant } from './features/trust/departures/index.ts';
import { replayErasures } from './features/trust/retention/index.ts';
import { openInstallation } from './installation.ts';
import { type Config, readConfig } from './kernel/config.ts';
import { Problem } from './kernel/problem.ts';
import { rotateKeys } from './kernel/rotate-keys.ts';
import { StartError } from './kernel/start-error.ts';
import type { Lifetime } from './lifetime.ts';
import { listen, withFreePort } from './listening.ts';

/** A part of its own, which images for production leave out. */
async function openDemonstration(): Promise<typeof import('./demo/demo.ts')> {
  try {
    return await import('./demo/demo.ts');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new StartError(
      'This installation comes without the demonstration: set DATABASE_URL to use a database of your own, or STEWARD_DEMO to off.',
    );
  }
}

/** How long a statement may take while the demonstration is made up. */
const FILLING_STATEMENT_MS = 120_000;

/** Everything in one process: PostgreSQL if none is given, migrations, demonstration data, API, console and worker. */
export async function start(life: Lifetime): Promise<void> {
  const given = readConfig();
  const demonstration = given.demo ? await openDemonstration() : undefined;
  const { config, openDatabase } = await openInstallation(await withFreePort(given), life);
  const demo =
    demonstration &&
    (await life.open(
      () => demonstration.startDemoServices(config),
      (services) => services.stop(),
    ));
  /** Fills a database that is not in use yet: its new tables have no statistics, so a plan may be slow, and nobody waits for it. */
  const fill =
    demo &&
    (async (url: string) => {
      const app = await createApp(demo.config, url, { statementTimeoutMs: FILLING_STATEMENT_MS });
      try {
        await demonstration.readyDemo(app, demo, url);
      } finally {
        await app.close();
      }
    });
  const appUrl = await openDatabase({ migrating: true, fill });
  const app = await openApp(life, demo?.config ?? config, appUrl);
  if (demo) await demonstration.readyDemo(app, demo, appUrl);
  await listen(app, config);
  await app.work();
  process.stdout.write(`\nSteward is ready at ${config.publicUrl}\n`);
  if (demonstration) process.stdout.write(demonstration.greeting(config));
}

/** API and console only. */
export async function serve(life: Lifetime): Promise<void> {
  const { config, openDatabase } = await openInstallation(await withFreePort(readConfig()), life);
  const app = await openApp(life, config, await openDatabase({ migrating: false }));
  process.stdout.write(`Steward serves at ${await listen(app, config)}\n`);
}

/** The worker only. */
export async function work(life: Lifetime): Promise<void> {
  const { config, openDatabase } = await openInstallation(readConfig(), life);
  const app = await openApp(life, config, await openDatabase({ migrating: false }));
  await app.work();
  process.stdout.write('Steward works off its queue.\n');
}

/** Brings the database up to date and ends. */
export async function migrateOnly(life: Lifetime): Promise<void> {
  const { openDatabase } = await openInstallation(readConfig(), life);
  await openDatabase({ migrating: true });
  process.stdout.write('The database is up to date.\n');
  await life.end(0);
}

/** Puts everything sealed under fresh keys and the newest secret, beside a product that serves, and ends. */
export async function rotate(life: Lifetime): Promise<void> {
  const { config, openDatabase } = await openInstallation(readConfig(), life, { joining: true });
  const app = await openApp(life, config, await openDatabase({ migrating: false }));
  await rotateKeys(app.scopes, app.services.seals);
  process.stdout.write(
    'Everything sealed is under fresh keys and STEWARD_SECRET: a former secret is no longer needed.\n',
  );
  await life.end(0);
}

/** Erases once more, in a database that was restored from a backup, what was erased since, and ends. */
export async function replay(life: Lifetime): Promise<void> {
  const { config, openDatabase } = await openInstallation(readConfig(), life, { joining: true });
  const { scopes, services, log } = await openApp(life, config, await openDatabase({ migrating: false }));
  const { listed, erased } = await replayErasures({ scopes, services, log });
  process.stdout.write(
    `${listed} erasures are listed in ${config.erasuresFile}; of ${erased} there was something to erase.\n`,
  );
  await life.end(0);
}

/** Writes everything that is kept of a tenant to a signed zip file, beside a product that serves, and ends. */
export async function exportData(life: Lifetime, args: string[]): Promise<void> {
  const [code, option, file, ...more] = args;
  if (!code || option !== '--out' || !file || more.length)
    throw new StartError('Say whose, and where to: export-tenant <customer code> --out <file>.zip');
  const { config, openDatabase } = await openInstallation(readConfig(), life, { joining: true });
  const { scopes, services, log } = await openApp(life, config, await openDatabase({ migrating: false }));
  const { name, rows, files } = await exportTenant({ scopes, services, log }, code, file);
  process.stdout.write(`${name}: ${rows} rows and ${files} files are in ${file}.\n`);
  await life.end(0);
}

/** Has access tokens signed by a fresh key, beside a product that serves, and ends. */
export async function rotateSigning(life: Lifetime): Promise<void> {
  const { config, openDatabase } = await openInstallation(readConfig(), life, { joining: true });
  const app = await openApp(life, config, await openDatabase({ migrating: false }));
  const from = await rotateSigningKeys(app.scopes);
  process.stdout.write(
    `A fresh key signs from ${from.toISOString()}; what was signed before is taken until it expires.\n`,
  );
  await life.end(0);
}

/** Makes the platform's own channel if there is none, and invites its first member of staff: prints the link. */
export async function inviteStaff(life: Lifetime, args: string[]): Promise<void> {
  const [email, firstName, lastName, platformName = 'Xe2'] = args;
  if (!email || !firstName || !lastName) {
    throw new StartError('Say whom: invite-staff <e-mail> <first name> <last name> [name of the platform]');
  }
  const { config, openDatabase } = await openInstallation(readConfig(), life, { joining: true });
  const app = await openApp(life, config, await openDatabase({ migrating: false }));
  const link = await setUpPlatform(app, {
    name: platformName,
    administrator: { email, firstName, lastName },
  }).catch(inOneSentence);
  process.stdout.write(
    link
      ? `Invitation for ${email}, good for 24 hours:\n${link}\n`
      : 'The platform has staff already: they invite others in the console.\n',
  );
  await life.end(0);
}

/**
 * Walks the audit log of every tenant and says what is not as it was written; ends with code 1 if anything is. Files that are
 * named, exports of the log or logs of the process, are compared with it.
 */
export async function verifyAudit(life: Lifetime, files: string[]): Promise<void> {
  for (const file of files)
    await access(file).catch(() => {
      throw new StartError(`There is no file ${file} that can be read.`);
    });
  const { config, openDatabase } = await openInstallation(readConfig(), life, { joining: true });
  const app = await openApp(life, config, await openDatabase({ migrating: false }));
  const chains = await verifyAuditLog(app.scopes);
  for (const { reseller, entries, waiting, hash, problems } of chains) {
    const count = `${entries} ${entries === 1 ? 'entry' : 'entries'}`;
    const rest = waiting ? `, ${waiting} not chained yet` : '';
    process.stdout.write(`${reseller}: ${count}${rest}${hash && `, ends with ${hash}`}\n`);
    for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  }
  let sound = chains.every(({ problems }) => !problems.length);
  for (const file of files) {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
    const { compared, problems } = await compareKept(app.scopes, lines);
    process.stdout.write(`${file}: ${compared} ${compared === 1 ? 'entry' : 'entries'} compared\n`);
    for (const problem of problems) process.stdout.write(`  ${problem}\n`);
    sound &&= !problems.length;
  }
  await life.end(sound ? 0 : 1);
}

/** Reads every ledger and says what does not balance or agree with the documents; ends with code 1 if anything does not. */
export async function verifyLedger(life: Lifetime): Promise<void> {
  const { config, openDatabase } = await openInstallation(readConfig(), life, { joining: true });
  const app = await openApp(life, config, await openDatabase({ migrating: false }));
  const { entries, problems } = await verifyLedgers(app.scopes);
  process.stdout.write(
    `${entries} ${entries === 1 ? 'entry' : 'entries'} read${problems.length ? '' : ': the ledgers balance and agree'}.\n`,
  );
  for (const problem of problems) process.stdout.write(`  ${problem}\n`);
  await life.end(problems.length ? 1 : 0);
}

/** What was typed wrongly is said like any other reason not to start. */
function inOneSentence(error: unknown): never {
  const [field] = error instanceof Problem ? error.fields : [];
  throw field ? new StartError(`${field.path.split('.').at(-1)}: ${field.message}`) : error;
}

async function openApp(life: Lifetime, config: Config, appUrl: string): Promise<App> {
  const app = await life.open(
    () => createApp(config, appUrl),
    (opened) => opened.close(),
  );
  return life.open(
    async () => app,
    () => app.leave(),
  );
}
