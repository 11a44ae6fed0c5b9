import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import '../../app.ts';
import { bringUpToDate } from '../../given-database.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { prepareDatabase } from '../prepare-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string;
  }
}

/** Name of the database that was migrated once; every test file works on a clone of it. */
const TEMPLATE = 'steward_template';

/** One PostgreSQL for the whole run, with one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-test-'));
  // PostgreSQL runs as a user of its own, who must get to its folder.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres(folder, { durable: false });
  const teardown = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const urls = await prepareDatabase(server.superuserUrl(), TEMPLATE, 'test');
    await bringUpToDate(urls, ['test']);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('superuserUrl', server.superuserUrl());
  return teardown;
}
