import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Fill, openEmbeddedDatabase } from './embedded-database.ts';
import { assertUpToDate, assertUsable, migrateAsOwner } from './given-database.ts';
import type { Config } from './kernel/config.ts';
import { startEmbeddedPostgres } from './kernel/embedded-postgres.ts';
import { StartError } from './kernel/start-error.ts';
import type { Lifetime } from './lifetime.ts';

export interface Installation {
  /** With the secret that belongs to its data. */
  config: Config;
  /**
   * Brings the database up to date, as far as it may, and returns the URL of the login that serves. The embedded one is
   * first filled by `fill`, if given and if it is empty: whole or not at all.
   */
  openDatabase(options: { migrating: boolean; fill?: Fill | undefined }): Promise<string>;
}

/** The data an environment names: those of a server that is given, or of our own. Throws StartError. */
export async function openInstallation(config: Config, life: Lifetime): Promise<Installation> {
  if (config.databaseUrl) return given(config, config.databaseUrl);
  const server = await life.open(
    () => startEmbeddedPostgres(config.dataFolder),
    (opened) => opened.stop(),
  );
  const secret = config.secret ?? ownSecret(config.dataFolder);
  return {
    config: { ...config, secret },
    openDatabase: ({ fill }) => openEmbeddedDatabase(server.superuserUrl(), secret, fill),
  };
}

function given(config: Config, url: string): Installation {
  if (!config.secret) {
    throw new StartError(
      'Set STEWARD_SECRET to a random text of 32 characters or more, the same for every process: keys are derived from it.',
    );
  }
  return {
    config,
    async openDatabase({ migrating }) {
      await assertUsable(url);
      if (migrating && config.databaseOwnerUrl) await migrateAsOwner(config.databaseOwnerUrl);
      await assertUpToDate(url);
      return url;
    },
  };
}

/** The secret of an installation that was not given one: made once, kept beside its data. */
function ownSecret(folder: string): string {
  const file = path.join(folder, 'secret');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
}
