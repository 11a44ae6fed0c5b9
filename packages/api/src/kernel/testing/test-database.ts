import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type DatabaseUrls, urlsOf } from '../prepare-database.ts';

/** What is migrated and filled once, for every test file to work on a copy of. */
export type Template = 'steward_empty' | 'steward_world';

export interface TestDatabase extends DatabaseUrls {
  superuserUrl: string;
  drop(): Promise<void>;
}

/** A database of this test file's own: migrated and otherwise empty, or with the world in it. */
export async function cloneDatabase(template: Template = 'steward_empty'): Promise<TestDatabase> {
  const serverUrl = inject('superuserUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const onServer = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  // Copying the files takes a fifth of what copying them by way of the log does.
  await onServer(`create database ${name} template ${template} owner steward_owner strategy file_copy`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    ...urlsOf(serverUrl, name, 'test'),
    superuserUrl: url.toString(),
    drop: () => onServer(`drop database ${name} with (force)`),
  };
}
