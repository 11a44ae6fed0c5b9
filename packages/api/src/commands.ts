import { type App, createApp } from './app.ts';
import { type DemoServices, readyDemo, startDemoServices } from './demo/demo.ts';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from './demo/sign-ins.ts';
import { setUpPlatform } from './features/platform/onboarding/index.ts';
import { openInstallation } from './installation.ts';
import { type Config, readConfig } from './kernel/config.ts';
import { Problem } from './kernel/problem.ts';
import { rotateKeys } from './kernel/rotate-keys.ts';
import { StartError } from './kernel/start-error.ts';
import type { Lifetime } from './lifetime.ts';
import { listen, withFreePort } from './listening.ts';

/** Everything in one process: PostgreSQL if none is given, migrations, demonstration data, API, console and worker. */
export async function start(life: Lifetime): Promise<void> {
  const { config, openDatabase } = await openInstallation(await withFreePort(readConfig()), life);
  const demo = config.demo
    ? await life.open(
        () => startDemoServices(config),
        (services) => services.stop(),
      )
    : undefined;
  const appUrl = await openDatabase({ migrating: true, fill: demo && ((url) => fill(demo, url)) });
  const app = await openApp(life, demo?.config ?? config, appUrl);
  if (demo) await readyDemo(app, demo, appUrl);
  await listen(app, config);
  await app.work();
  greet(config);
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

/** What was typed wrongly is said like any other reason not to start. */
function inOneSentence(error: unknown): never {
  const [field] = error instanceof Problem ? error.fields : [];
  throw field ? new StartError(`${field.path.split('.').at(-1)}: ${field.message}`) : error;
}

const openApp = (life: Lifetime, config: Config, appUrl: string): Promise<App> =>
  life.open(
    () => createApp(config, appUrl),
    (app) => app.close(),
  );

/** Fills a database that is not in use yet. */
async function fill(demo: DemoServices, appUrl: string): Promise<void> {
  const app = await createApp(demo.config, appUrl);
  try {
    await readyDemo(app, demo, appUrl);
  } finally {
    await app.close();
  }
}

function greet(config: Config): void {
  process.stdout.write(`\nSteward is ready at ${config.publicUrl}\n`);
  if (!config.demo) return;
  const width = Math.max(...DEMO_SIGN_INS.map(({ who }) => who.length));
  const lines = DEMO_SIGN_INS.map(({ who, email }) => `  ${who.padEnd(width)}  ${email}`);
  process.stdout.write(
    `\nDemonstration sign-ins, password ${DEMO_PASSWORD}\n${lines.join('\n')}\n\nCtrl-C stops everything.\n`,
  );
}
