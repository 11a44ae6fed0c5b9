import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { chooseAccount } from './embedded-postgres/account.ts';
import { findBinaries } from './embedded-postgres/binaries.ts';
import { openCluster } from './embedded-postgres/cluster.ts';
import { type EmbeddedServer, startEmbeddedPostgres } from './embedded-postgres.ts';
import { StartError } from './start-error.ts';

const QUICK = { durable: false };
const TIMEOUT_MS = 30_000;

let used: string;
beforeAll(async () => {
  used = await realpath(await mkdtemp(join(tmpdir(), 'steward-postgres-')));
  await chmod(used, 0o711);
  await (await startEmbeddedPostgres(used, QUICK)).stop();
});
afterAll(() => rm(used, { recursive: true, force: true }));

describe('embedded PostgreSQL', { timeout: TIMEOUT_MS }, () => {
  test('an empty folder becomes a PostgreSQL 18 that only this machine reaches, and stop ends it', async () => {
    const folder = await newFolder();
    const server = await startIn(folder, {});
    const [row] = await ask(
      server,
      `select current_setting('server_version_num')::int / 10000 as version, current_setting('server_encoding') as encoding,
         current_setting('timezone') as timezone, current_setting('listen_addresses') as addresses,
         current_setting('fsync') as fsync, upper('æther') as upper`,
    );
    expect(row).toEqual({
      version: 18,
      encoding: 'UTF8',
      timezone: 'UTC',
      addresses: '127.0.0.1',
      fsync: 'on',
      upper: 'ÆTHER',
    });
    expect((await stat(join(folder, 'postgres.password'))).mode & 0o777).toBe(0o600);
    const wrong = new pg.Client({ connectionString: server.superuserUrl().replace(/:[^:@]+@/, ':wrong@') });
    await expect(wrong.connect()).rejects.toMatchObject({ code: '28P01' });

    const pid = await pidOf(folder);
    await server.stop();
    await server.stop();
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), 20_000);
    await expect(ask(server, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('a second start keeps port, password and data', async () => {
    const folder = await usedFolder();
    const first = await startIn(folder);
    await ask(first, 'create database kept');
    await ask(first, 'create table note as select 42 as answer', 'kept');
    await first.stop();
    const second = await startIn(folder);
    expect(second.superuserUrl('kept')).toBe(first.superuserUrl('kept'));
    expect(await ask(second, 'select answer from note', 'kept')).toEqual([{ answer: 42 }]);
  });

  test('a server that ends by itself is started again at the same address', async () => {
    const folder = await usedFolder();
    const server = await startIn(folder);
    const pid = await pidOf(folder);
    process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await ask(server, 'select 1 as one')).toEqual([{ one: 1 }]), {
      timeout: 20_000,
      interval: 100,
    });
    expect(await pidOf(folder)).not.toBe(pid);
    await server.stop();
    await expect(ask(server, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  test('one that cannot be started again says so', async () => {
    const folder = await usedFolder();
    const server = await startIn(folder);
    const pid = await pidOf(folder);
    await rm(join(folder, 'postgres', 'global', 'pg_control'));
    process.kill(pid, 'SIGKILL');
    expect(await server.lost).toMatch(/^PostgreSQL has ended and does not start again: .*postgres\.log/);
    await server.stop();
  });

  test('settings reach the server', async () => {
    const server = await startIn(await usedFolder(), { durable: false, settings: { work_mem: '7MB' } });
    const [row] = await ask(
      server,
      `select current_setting('work_mem') as memory, current_setting('fsync') as fsync`,
    );
    expect(row).toEqual({ memory: '7MB', fsync: 'off' });
  });

  test('as root it also works below a folder that only root can enter', async () => {
    const closed = await newFolder();
    await chmod(closed, 0o700);
    const server = await startIn(join(closed, 'deeper', 'data'));
    await ask(server, 'create extension pg_trgm');
    expect(await ask(server, `select similarity('abc', 'abc') as alike`)).toEqual([{ alike: 1 }]);
  });

  test('as root it also works when its programs lie below such a folder', async () => {
    const closed = await newFolder();
    await chmod(closed, 0o700);
    const { initdb } = findBinaries();
    await cp(join(initdb, '..', '..'), join(closed, 'native'), { recursive: true, verbatimSymlinks: true });
    const bin = join(closed, 'native', 'bin');
    const account = await chooseAccount(join(closed, 'postgres'), [closed, bin]);
    const cluster = await openCluster(closed, join(bin, 'initdb'), account, false);
    expect(await readFile(join(cluster.pgData, 'PG_VERSION'), 'utf8')).toBe('18\n');
  });

  test('[S83] what people typed does not reach its log', async () => {
    const folder = await usedFolder();
    const server = await startIn(folder);
    await ask(server, 'create table person (email text primary key)');
    const insert = `insert into person values ('canary@globex.example')`;
    await ask(server, insert);
    await expect(ask(server, insert)).rejects.toMatchObject({ code: '23505' });
    await server.stop();
    const log = await readFile(join(folder, 'postgres.log'), 'utf8');
    expect(log).toContain('database system is shut down');
    expect(log).not.toContain('canary');
  });
});

describe('after kill -9', { timeout: TIMEOUT_MS }, () => {
  test('the server lives on, is adopted with its data, and ends with stop', async () => {
    const folder = await usedFolder();
    const owner = await startElsewhere(folder);
    const pid = await pidOf(folder);
    await kill(owner);
    const server = await startIn(folder);
    expect(await pidOf(folder)).toBe(pid);
    expect(await ask(server, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    await server.stop();
    await expect(ask(server, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
  });

  test('a server left behind with other settings is started anew', async () => {
    const folder = await usedFolder();
    const owner = await startElsewhere(folder);
    const pid = await pidOf(folder);
    await kill(owner);
    const server = await startIn(folder, { durable: true });
    expect(await pidOf(folder)).not.toBe(pid);
    expect(await ask(server, 'show fsync')).toEqual([{ fsync: 'on' }]);
  });

  test('a server that was killed, too, recovers what it had committed', async () => {
    const folder = await usedFolder();
    const first = await startIn(folder, {});
    await ask(first, 'create table note as select 42 as answer');
    process.kill(await pidOf(folder), 'SIGKILL');
    await first.stop();
    const second = await startIn(folder, {});
    expect(await ask(second, 'select answer from note')).toEqual([{ answer: 42 }]);
  });

  test('a first start that was killed half-way is begun again', async () => {
    const folder = await newFolder();
    const owner = spawnOwner(folder);
    await vi.waitFor(
      async () => expect((await readdir(folder)).join()).toContain('postgres.new-'),
      TIMEOUT_MS,
    );
    await kill(owner);
    const server = await startIn(folder);
    expect(await ask(server, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  });

  test('what an unfinished first start left is removed', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres.new-abc', 'data', 'base'), { recursive: true });
    await writeFile(join(folder, 'postgres.password'), 'of the unfinished one');
    await startIn(folder);
    expect((await readdir(folder)).filter((name) => name.startsWith('postgres.new-'))).toEqual([]);
  });

  test('a postmaster.pid whose number went to another program does not hinder', async () => {
    const folder = await usedFolder();
    await (await startIn(folder)).stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => kill(stranger));
    const pidFile = [stranger.pid, join(folder, 'postgres'), 0, 5432, '', '127.0.0.1', '', 'ready', ''].join(
      '\n',
    );
    await writeFile(join(folder, 'postgres', 'postmaster.pid'), pidFile);
    const server = await startIn(folder);
    expect(await ask(server, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    expect(stranger.exitCode).toBeNull();
  });
});

describe('a folder has one owner', { timeout: TIMEOUT_MS }, () => {
  test('a second start is refused, here and in another process, until the first has stopped', async () => {
    const folder = await usedFolder();
    const server = await startIn(folder);
    const refusal = `Steward already runs on ${folder} (process ${process.pid}): stop it first, or set STEWARD_DATA to another folder.`;
    await expect(startIn(folder)).rejects.toThrow(new StartError(refusal));
    await expect(startElsewhere(folder)).rejects.toThrow(refusal);
    await server.stop();
    await expect(startIn(folder)).resolves.toBeDefined();
  });

  test('a copy made while the server runs is a server of its own', async () => {
    const folder = await usedFolder();
    const server = await startIn(folder);
    await ask(server, 'create table note as select 42 as answer');
    await ask(server, 'checkpoint');
    const copy = await newFolder();
    await cp(folder, copy, { recursive: true });
    const second = await startIn(copy);
    expect(second.port).not.toBe(server.port);
    await ask(second, 'drop table note');
    expect(await ask(server, 'select answer from note')).toEqual([{ answer: 42 }]);
  });

  test('another port is taken, and remembered, when the one remembered is in use', async () => {
    const folder = await usedFolder();
    const first = await startIn(folder);
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await once(squatter, 'listening');
    onTestFinished(() => void squatter.close());
    const second = await startIn(folder);
    expect(second.port).not.toBe(first.port);
    await second.stop();
    expect((await startIn(folder)).port).toBe(second.port);
  });
});

describe('what a person can remedy is one sentence', { timeout: TIMEOUT_MS }, () => {
  test('a folder that cannot be written', async () => {
    const folder = await newFolder();
    await writeFile(join(folder, 'file'), '');
    await chmod(folder, 0o500);
    const impossible = [join(folder, 'file'), join(folder, 'file', 'below')];
    // Nothing but a folder of the system's own is closed to root.
    impossible.push(process.getuid?.() === 0 ? '/proc/steward' : join(folder, 'data'));
    for (const path of impossible) {
      await expect(startIn(path)).rejects.toThrow(StartError);
      await expect(startIn(path)).rejects.toThrow(`Steward cannot write to ${path} (`);
    }
    await chmod(folder, 0o700);
  });

  test('a database of another PostgreSQL version, which stays untouched', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres', 'PG_VERSION'), '17\n');
    await expect(startIn(folder)).rejects.toThrow(
      new StartError(
        `${folder}/postgres was made by PostgreSQL 17, and this Steward needs PostgreSQL 18: upgrade it with pg_upgrade, or set STEWARD_DATA to another folder.`,
      ),
    );
    expect(await readdir(join(folder, 'postgres'))).toEqual(['PG_VERSION']);
  });

  test('something else in the place of the database', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres', 'diary.txt'), 'dear diary');
    await expect(startIn(folder)).rejects.toThrow(
      new StartError(
        `${folder}/postgres holds files but no database: move them away, or set STEWARD_DATA to another folder.`,
      ),
    );
  });

  test('a password file that is lost, or of another database', async () => {
    const folder = await usedFolder();
    await (await startIn(folder)).stop();
    const file = join(folder, 'postgres.password');
    await writeFile(file, 'another');
    await expect(startIn(folder)).rejects.toThrow(
      new StartError(
        `The password in ${file} is not that of the database beside it: put the right file back.`,
      ),
    );
    await rm(file);
    await expect(startIn(folder)).rejects.toThrow(
      new StartError(`${file} is missing: put it back beside ${folder}/postgres, whose password it holds.`),
    );
  });

  test('a setting that PostgreSQL refuses', async () => {
    const folder = await usedFolder();
    await expect(startIn(folder, { settings: { max_connections: 'many' } })).rejects.toThrow(
      /^PostgreSQL did not start \(invalid value for parameter "max_connections": "many"\): look into .*postgres\.log\.$/,
    );
  });

  test('a system for which there is no PostgreSQL', () => {
    expect(() => findBinaries('win32-x64')).toThrow(
      new StartError(
        'There is no embedded PostgreSQL for win32-x64: set DATABASE_URL to a PostgreSQL 18 server instead.',
      ),
    );
  });
});

async function newFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'steward-postgres-')));
  await chmod(folder, 0o711);
  onTestFinished(async () => {
    const pid = existsSync(join(folder, 'postgres', 'postmaster.pid')) ? await pidOf(folder) : undefined;
    if (pid) process.kill(pid, 'SIGQUIT');
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });
  return folder;
}

/** A folder in which a first start has been: that takes its time, and not every test is about it. */
async function usedFolder(): Promise<string> {
  const folder = await newFolder();
  await cp(used, folder, { recursive: true });
  return folder;
}

async function startIn(folder: string, options: Parameters<typeof startEmbeddedPostgres>[1] = QUICK) {
  const server = await startEmbeddedPostgres(folder, options);
  onTestFinished(() => server.stop());
  return server;
}

async function ask(server: EmbeddedServer, sql: string, database?: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.superuserUrl(database) });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function pidOf(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8'), 10);
}

/** A process of its own that starts the server in the folder, says so, and waits to be killed. */
function spawnOwner(folder: string): ChildProcess {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)});
    await startEmbeddedPostgres(${JSON.stringify(folder)}, ${JSON.stringify(QUICK)});
    console.log('started');
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => kill(owner));
  return owner;
}

async function startElsewhere(folder: string): Promise<ChildProcess> {
  const owner = spawnOwner(folder);
  let errors = '';
  owner.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  await new Promise<void>((resolve, reject) => {
    owner.stdout?.once('data', () => resolve());
    owner.once('close', () => reject(new Error(errors)));
  });
  return owner;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
