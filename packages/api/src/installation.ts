import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Fill, joinEmbeddedDatabase, openEmbeddedDatabase } from './embedded-database.ts';
import { assertUpToDate, assertUsable, countPending, migrateAsOwner } from './given-database.ts';
import type { Config } from './kernel/config.ts';
import { FolderInUse, findEmbeddedPostgres, startEmbeddedPostgres } from './kernel/embedded-postgres.ts';
import { keyringOf } from './kernel/keyring-of.ts';
import { createLog } from './kernel/log.ts';
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

/**
 * The data an environment names: those of a server that is given, or of our own. Throws StartError.
 * @param joining whether a process that runs on our own already is worked beside instead of being in the way.
 */
export async function openInstallation(
  config: Config,
  life: Lifetime,
  { joining = false } = {},
): Promise<Installation> {
  if (config.databaseUrl) return given(config, config.databaseUrl);
  try {
    return await own(config, life);
  } catch (error) {
    if (joining && error instanceof FolderInUse) return running(config);
    throw error;
  }
}

async function own(config: Config, life: Lifetime): Promise<Installation> {
  const server = await life.open(
    () => startEmbeddedPostgres(config.dataFolder),
    (opened) => opened.stop(),
  );
  void server.lost.then((why) => life.fail(why));
  const secret = config.secret ?? ownSecret(config.dataFolder);
  return {
    config: { ...config, secret },
    openDatabase: ({ fill }) =>
      openEmbeddedDatabase(server.superuserUrl(), secret, keyringFor({ ...config, secret }), fill),
  };
}

/** With what is sealed while a database is brought up to date. */
const keyringFor = (config: Config) => keyringOf(config, createLog(config.logLevel));

/** Our own, opened and brought up to date by another process. */
function running(config: Config): Installation {
  const secret = config.secret ?? ownSecret(config.dataFolder);
  return {
    config: { ...config, secret },
    async openDatabase() {
      const server = await findEmbeddedPostgres(config.dataFolder);
      const url = server && joinEmbeddedDatabase(server, secret);
      if (url && (await countPending(url).catch(unready)) === 0) return url;
      throw new StartError(
        `The Steward that runs on ${config.dataFolder} is still starting, or is of another version: try again when this version says there that it is ready.`,
      );
    },
  };
}

/** Before everything is there, the server refuses the login in one way or another. */
function unready(error: unknown): undefined {
  if (error instanceof StartError) throw error;
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
      const ownerUrl = config.databaseOwnerUrl;
      if (migrating && ownerUrl) await migrateAsOwner({ ownerUrl, appUrl: url }, keyringFor(config));
      await assertUpToDate(url);
      return url;
    },
  };
}

/** The secret of an installation that was not given one: made once, kept beside its data. */
function ownSecret(folder: string): string {
  const file = path.join(folder, 'secret');
  if (!existsSync(file)) {
    const unfinished = `${file}.new`;
    writeFileSync(unfinished, randomBytes(32).toString('hex'), { mode: 0o600 });
    renameSync(unfinished, file);
  }
  const secret = readFileSync(file, 'utf8').trim();
  if (secret.length < 32)
    throw new StartError(`${file} holds no secret: put back the one that belongs to the data beside it.`);
  return secret;
}
