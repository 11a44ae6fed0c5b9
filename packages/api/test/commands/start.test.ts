import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../src/kernel/testing/free-port.ts';
import {
  ask,
  cleanUp,
  dataFolder,
  hasDatabaseServer,
  type Steward,
  signIn,
  signInFirst,
  steward,
} from './steward.ts';

let folder: string;
let env: Record<string, string>;
let url: string;
beforeAll(async () => {
  folder = await dataFolder();
  const port = await freePort();
  env = { STEWARD_DATA: folder, STEWARD_DEMO: 'off', PORT: String(port) };
  url = `http://localhost:${port}`;
});
afterAll(cleanUp);

const PASSWORD = 'a long enough password for staff';
const ready = async (nodeOptions: string[] = []): Promise<Steward> => {
  const process = steward('start', env, nodeOptions);
  expect((await process.says(/Steward is ready at (\S+)/))[1]).toBe(url);
  return process;
};
/** A connection on which something was asked, and answered, and which the other side is left to end. */
const talk = async (request: string[]): Promise<[Socket, string]> => {
  const socket = connect(Number(new URL(url).port), 'localhost');
  socket.on('error', () => {});
  socket.write(`${request.join('\r\n')}\r\nHost: localhost\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  return [socket, answer.toString()];
};
const WEBSOCKET = [
  'GET /graphql HTTP/1.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  'Sec-WebSocket-Protocol: graphql-transport-ws',
];

// One installation through its life: each test begins where the one before has ended.
describe('start', { timeout: 180_000 }, () => {
  test('on an empty folder: is ready, says where, serves; Ctrl-C stops everything though people are connected', async () => {
    const process = await ready();
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="root">')]);
    expect(await signIn(url, 'staff@xe2.example')).toBeUndefined();

    const [live, upgraded] = await talk(WEBSOCKET);
    expect(upgraded).toContain('101 Switching Protocols');
    const [kept, answered] = await talk(['GET /healthz HTTP/1.1', 'Connection: keep-alive']);
    expect(answered).toContain('200 OK');
    const began = performance.now();
    process.signal('SIGINT');
    // Package managers pass on what the terminal has sent already.
    process.signal('SIGINT');
    expect(await process.ended).toMatchObject({ code: 0, stderr: '' });
    expect(performance.now() - began).toBeLessThan(8_000);
    expect(hasDatabaseServer(folder)).toBe(false);
    for (const socket of [live, kept]) socket.destroy();
  });

  test('[S43] invite-staff prints the link of an invitation that works, whether Steward runs or not, and the next start has kept the data', async () => {
    const { code, stdout } = await steward(['invite-staff', 'sam@xe2.example', 'Sam', 'Staff'], env).ended;
    const [link] = /http\S+\/invitation#[\w-]+/.exec(stdout) ?? [];
    expect([code, link?.startsWith(`${url}/`)]).toEqual([0, true]);
    expect(hasDatabaseServer(folder)).toBe(false);

    const process = await ready();
    // While it runs, the invitation that was lost is made again beside it.
    const beside = await steward(['invite-staff', 'sam@xe2.example', 'Sam', 'Staff'], env).ended;
    expect(beside).toMatchObject({ code: 0, stderr: '' });
    const [, token] = /http\S+\/invitation#([\w-]+)/.exec(beside.stdout) ?? [];
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    const accepted = await ask(
      url,
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { id } }',
      { input: { token, password: PASSWORD } },
    );
    expect(accepted.errors).toBeUndefined();
    const { data } = await ask<{ viewer: { level: string; displayName: string } }>(
      url,
      '{ viewer { level displayName } }',
      {},
      await signInFirst(url, 'sam@xe2.example', PASSWORD),
    );
    expect(data.viewer).toEqual({ level: 'PLATFORM', displayName: 'Sam Staff' });
    process.signal('SIGTERM');
    expect(await process.ended).toMatchObject({ code: 0, stderr: '' });
    expect(hasDatabaseServer(folder)).toBe(false);
    const again = await steward(['invite-staff', 'eve@xe2.example', 'Eve', 'Else'], env).ended;
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('has staff already') });
  });

  test('after kill -9 the next start recovers, PostgreSQL left behind or not; a second start on the folder is refused', async () => {
    const killed = await ready();
    killed.signal('SIGKILL');
    await killed.ended;
    expect(hasDatabaseServer(folder)).toBe(true);

    const process = await ready();
    expect(await signIn(url, 'sam@xe2.example', PASSWORD)).toEqual(expect.any(String));
    const second = await steward('start', { ...env, PORT: '0' }).ended;
    expect(second).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^Steward already runs on .+: stop it first, or set STEWARD_DATA to another folder\.\n$/,
      ),
    });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready' });
    process.signal('SIGINT');
    expect(await process.ended).toMatchObject({ code: 0, stderr: '' });
    expect(hasDatabaseServer(folder)).toBe(false);
  });

  test('[S83] an error that nobody caught is logged and stops everything', async () => {
    const failing = 'process.on("SIGUSR2", () => Promise.reject(new Error("lost sam@xe2.example")))';
    const process = await ready(['--import', `data:text/javascript,${encodeURIComponent(failing)}`]);
    process.signal('SIGUSR2');
    const { code, stdout } = await process.ended;
    expect(code).toBe(1);
    const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
    const fatal = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === 'fatal');
    expect(fatal).toEqual([
      expect.objectContaining({ err: expect.objectContaining({ message: 'lost [address]' }) }),
    ]);
    expect(hasDatabaseServer(folder)).toBe(false);
  });

  test('a signal while it is starting stops what is there by then', async () => {
    const process = steward('start', env);
    await expect.poll(() => hasDatabaseServer(folder)).toBe(true);
    process.signal('SIGTERM');
    expect(await process.ended).toMatchObject({ code: 0, stderr: '' });
    expect(hasDatabaseServer(folder)).toBe(false);
  });
});
