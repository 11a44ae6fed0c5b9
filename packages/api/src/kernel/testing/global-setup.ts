import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import '../../app.ts';
import { bringUpToDate } from '../../given-database.ts';
import { startEmbeddedPostgres } from '../embedded-postgres.ts';
import { Keyring } from '../keyring.ts';
import { sealsOf } from '../keys.ts';
import { prepareDatabase } from '../prepare-database.ts';
import { type BakedWorld, bakeWorld } from './baked-world.ts';
import type { Template } from './test-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    superuserUrl: string;
    world: BakedWorld;
  }
}

const EMPTY: Template = 'steward_empty';
const FILLED: Template = 'steward_world';

/** One PostgreSQL for the whole run, with the templates of which every test file has a copy of its own. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  // Several kinds of tests share it.
  const run = project.vitest.getRootProject();
  if (run.getProvidedContext().superuserUrl) return undefined;
  const folder = await mkdtemp(path.join(tmpdir(), 'steward-test-'));
  // PostgreSQL runs as a user of its own, who must get to its folder.
  await chmod(folder, 0o711);
  const server = await startEmbeddedPostgres(folder, { durable: false });
  const teardown = async (): Promise<void> => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const urls = await prepareDatabase(server.superuserUrl(), EMPTY, 'test');
    await bringUpToDate(urls, new Keyring(sealsOf(['test'])));
    await connected(server.superuserUrl(), (client) =>
      client.query(`create database ${FILLED} template ${EMPTY} owner steward_owner`),
    );
    run.provide('world', await connected(server.superuserUrl(FILLED), bakeWorld));
  } catch (error) {
    await teardown();
    throw error;
  }
  run.provide('superuserUrl', server.superuserUrl());
  return teardown;
}

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=steward' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
