import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { DEMO_PASSWORD } from '../../src/demo/sign-ins.ts';
import { startEmbeddedPostgres } from '../../src/kernel/embedded-postgres.ts';
import { packageFolder } from '../../src/kernel/package-folder.ts';
import { freePort } from '../../src/kernel/testing/free-port.ts';
import { cleanUp, dataFolder, hasDatabaseServer, steward } from './steward.ts';

let folder: string;
let env: Record<string, string>;
beforeAll(async () => {
  folder = await dataFolder();
  env = { STEWARD_DATA: folder, STEWARD_DEMO: 'off', PORT: String(await freePort()) };
});
afterAll(cleanUp);

const refused = async (command: string | string[], changes: Record<string, string> = {}): Promise<string> => {
  const { code, stdout, stderr } = await steward(command, { ...env, ...changes }).ended;
  expect([code, stdout]).toEqual([1, '']);
  expect(hasDatabaseServer(folder)).toBe(false);
  // One sentence, no stack.
  expect(stderr).toMatch(/^[^\n]+\n$/);
  return stderr.trim();
};

/** On every address of this machine, so that it is in the way whichever `localhost` is. */
const takePort = async (): Promise<string> => {
  const server = createServer().listen(Number(env.PORT));
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  return String(env.PORT);
};

describe('what cannot start says so in one sentence and leaves nothing running', { timeout: 180_000 }, () => {
  test('a taken port', async () => {
    const port = await takePort();
    const sentence = `Port ${port} is taken: end what uses it, or set PORT to another one.`;
    expect(await refused('start')).toBe(sentence);
  });

  test('[T7] an export that does not say whose, or where to', async () => {
    expect(await refused(['export-tenant', 'GLOBEX'])).toBe(
      'Say whose, and where to: export-tenant <customer code> --out <file>.zip',
    );
  });

  test('an address that is not of this machine', async () => {
    expect(await refused('start', { HOST: '192.0.2.1' })).toBe(
      'HOST is "192.0.2.1", which is no address of this machine: set it to one that is.',
    );
  });

  test('a demonstration that others could reach, or that an image for production does not have', async () => {
    expect(await refused('start', { HOST: '0.0.0.0', STEWARD_DEMO: '' })).toMatch(
      /^HOST=0\.0\.0\.0 would open the demonstration/,
    );
    const shipped = path.join(packageFolder, 'dist');
    const without = path.join(packageFolder, 'dist', 'without-demonstration');
    await mkdir(without, { recursive: true });
    onTestFinished(() => rm(without, { recursive: true }));
    const all = (await readdir(shipped)).filter((file) => file.endsWith('.js'));
    const scripts = all.filter((file) => !file.startsWith('demo'));
    for (const script of scripts) await copyFile(path.join(shipped, script), path.join(without, script));
    const { code, stderr } = await steward(
      'start',
      { ...env, STEWARD_DEMO: 'on' },
      [],
      path.join(without, 'main.js'),
    ).ended;
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^This installation comes without the demonstration: [^\n]+\n$/),
    ]);
    // Of the stand-ins, of a feature's part of the demonstration.
    for (const word of [DEMO_PASSWORD, 'MBX-SHARED']) {
      const texts = await Promise.all(all.map((script) => readFile(path.join(shipped, script), 'utf8')));
      const having = all.filter((_, i) => texts[i]?.includes(word));
      expect(having).not.toEqual([]);
      expect(having.filter((script) => scripts.includes(script))).toEqual([]);
    }
  });

  test('a data folder that cannot be written', async () => {
    expect(await refused('start', { STEWARD_DATA: '/proc/steward' })).toMatch(
      /^Steward cannot write to \/proc\/steward .+: make it writable .+, or set STEWARD_DATA to another folder\.$/,
    );
    const file = path.join(folder, 'file');
    await writeFile(file, '');
    expect(await refused('start', { STEWARD_DATA: path.join(file, 'data') })).toContain(
      'Steward cannot write to',
    );
  });

  test('an unknown command, an unusable environment, nobody to invite', async () => {
    expect(await refused('fly')).toMatch(/^There is no command "fly": choose one of start, serve, /);
    expect(await refused('start', { PORT: '70000' })).toBe(
      'PORT is not usable: set it to a whole number from 0 to 65535.',
    );
    expect(await refused('invite-staff')).toMatch(/^Say whom: invite-staff /);
    expect(await refused('start', { DATABASE_URL: 'postgres://steward_app:x@localhost/steward' })).toMatch(
      /^Set STEWARD_SECRET to a random text of 32 characters or more/,
    );
    expect(
      await refused('serve', {
        DATABASE_URL: `postgres://steward_app:x@localhost:${await freePort()}/steward`,
        STEWARD_SECRET: 'x'.repeat(32),
      }),
    ).toMatch(/^The database of DATABASE_URL cannot be reached: .*ECONNREFUSED/);
  });

  test('a database that is newer than the code; nor is what is not a demonstration made one', async () => {
    expect(await steward('migrate', env).ended).toMatchObject({
      code: 0,
      stdout: 'The database is up to date.\n',
      stderr: '',
    });
    expect(hasDatabaseServer(folder)).toBe(false);
    expect(await refused(['invite-staff', 'nowhere', 'Sam', 'Staff'])).toMatch(
      /^email: Must be an e-mail address/,
    );
    const invited = await steward(['invite-staff', 'sam@xe2.example', 'Sam', 'Staff'], env).ended;
    expect(invited.code).toBe(0);
    expect(await refused('start', { STEWARD_DEMO: 'on' })).toBe(
      'The database holds data other than a complete demonstration: set STEWARD_DEMO=off, or use an empty database.',
    );

    const server = await startEmbeddedPostgres(folder);
    const client = new pg.Client({ connectionString: server.superuserUrl('steward') });
    try {
      await client.connect();
      await client.query(`insert into steward.migration (name, sha256) values ('9999_of_tomorrow.sql', '')`);
    } finally {
      await client.end();
      await server.stop();
    }
    for (const command of ['start', 'migrate'])
      expect(await refused(command)).toBe(
        'The database is newer than this version of Steward (it has 9999_of_tomorrow.sql): start the newer version instead.',
      );
  });
});
