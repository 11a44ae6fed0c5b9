import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { type DatabaseUrls, urlsOf } from '../prepare-database.ts';

export interface TestDatabase extends DatabaseUrls {
  superuserUrl: string;
  drop(): Promise<void>;
}

/** A database of this test file's own: a clone of the migrated template. */
export async function cloneDatabase(template = 'steward_template'): Promise<TestDatabase> {
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
  await onServer(`create database ${name} template ${template} owner steward_owner`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    ...urlsOf(serverUrl, name, 'test'),
    superuserUrl: url.toString(),
    drop: () => onServer(`drop database ${name} with (force)`),
  };
}
