import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { job } from '../../../kernel/jobs.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type World } from '../../../kernel/testing/world.ts';
import { MOST_ATTACHED_BYTES } from './attachments.ts';
import { attachmentSource, type MailAttachment, queueMail, queueMails, smtpMailer } from './index.ts';
import { requiresTls } from './mailer.ts';
import { MailServer } from './testing/mail-server.ts';

const server = new MailServer();
let app: TestApp;
let world: World;

beforeAll(async () => {
  const smtpUrl = await server.start();
  app = await startTestApp({ config: { smtpUrl, mailFrom: 'Steward <post@steward.example>' } });
  world = await createWorld(app);
  await app.app.work();
});
afterAll(async () => {
  await app.close();
  await server.stop();
});
beforeEach(() => {
  server.taken.length = 0;
});

interface MailRow {
  state: string;
  body: string | null;
  error: string | null;
  sent_at: Date | null;
}

const row = async (to: string): Promise<MailRow> => {
  const [found] = await world.letters<MailRow>(
    'select state, body, error, sent_at from mail where "to" = $1',
    [to],
  );
  if (!found) throw new Error(`There is no mail to ${to}.`);
  return found;
};

/** Queues a message as a job of the reseller's would. */
function queue(
  message: { to: string; subject?: string; body?: string; attachments?: MailAttachment[] },
  in_ = app,
): Promise<void> {
  const { id: resellerId } = world.northwind;
  return in_.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
    queueMail(scope, {
      resellerId,
      companyId: null,
      endUserId: null,
      subject: 'Welcome',
      body: 'Hello.',
      cause: 'test',
      ...message,
    }),
  );
}

describe('sendMail', () => {
  test('[N3] hands the message over in the reseller’s name and forgets its text', async () => {
    await queue({ to: 'ann@globex.example', body: 'Your link: https://steward.example/invitation#secret' });
    await expect
      .poll(() => row('ann@globex.example'))
      .toMatchObject({ state: 'SENT', body: null, error: null });
    expect((await row('ann@globex.example')).sent_at).toEqual(app.clock.now());
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatchObject({
      from: { name: 'Northwind IT', address: 'post@steward.example' },
      to: [{ address: 'ann@globex.example' }],
      subject: 'Welcome',
      text: expect.stringContaining('https://steward.example/invitation#secret'),
    });
    expect(server.taken[0]?.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    );
  });

  test('[N3] files go along as they are when it goes out, as many as there is room for', async () => {
    const files: Record<string, Buffer> = {
      small: Buffer.from('%PDF-1.7 of a few bytes'),
      large: Buffer.alloc(MOST_ATTACHED_BYTES),
      last: Buffer.from('<Invoice/>'),
    };
    attachmentSource('test-files', { type: 'application/pdf', read: async (_setting, id) => files[id] });
    const attachments = ['small', 'large', 'gone', 'last'].map((id) => ({
      source: 'test-files',
      id,
      name: `${id}.pdf`,
    }));
    await queue({ to: 'files@globex.example', body: 'See the files.', attachments });
    await expect.poll(() => row('files@globex.example')).toMatchObject({ state: 'SENT', error: null });
    const [mail] = server.taken;
    expect(
      mail?.attachments.map(({ filename, mimeType, content }) => [
        filename,
        mimeType,
        Buffer.from(content as ArrayBuffer).toString(),
      ]),
    ).toEqual([
      ['small.pdf', 'application/pdf', '%PDF-1.7 of a few bytes'],
      ['last.pdf', 'application/pdf', '<Invoice/>'],
    ]);
    expect(mail?.text).toContain('See the files.\n\nToo large to be attached: large.pdf');
  });

  test('[T8] names, subject and text in any script arrive unchanged', async () => {
    const name = 'Žluťoučký Kůň & Söhne, 株式会社 "東京"';
    await world.sql('update reseller set name = $2 where id = $1', [world.northwind.id, name]);
    const subject = 'Údržba: plánovaná odstávka služby příští neděli — 予定されたメンテナンスのお知らせ 🛠️';
    const body = 'Dobrý den,\n\nпривет, γειά, שלום 🙂\n.\nA line that is only a dot stood above.';
    await queue({ to: 'o’brien@globex.example', subject, body });
    await expect.poll(() => server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatchObject({
      from: { name },
      to: [{ address: 'o’brien@globex.example' }],
      subject,
    });
    expect(server.taken[0]?.text?.trimEnd()).toBe(body);
    await world.sql(`update reseller set name = 'Northwind IT' where id = $1`, [world.northwind.id]);
  });

  test('[N3] a refusal is kept with its reason, and tried again', async () => {
    server.refused.add('full@globex.example');
    await queue({ to: 'full@globex.example' });
    await expect.poll(() => row('full@globex.example')).toMatchObject({ state: 'FAILED', body: 'Hello.' });
    expect((await row('full@globex.example')).error).toContain('Mailbox full');
    expect(server.taken).toHaveLength(0);
    server.refused.clear();
    // The queue waits a little longer after each refusal; here its time has come.
    await expect
      .poll(() =>
        world.sql('update graphile_worker._private_jobs set run_at = now() where attempts > 0 returning id'),
      )
      .toHaveLength(1);
    await expect.poll(() => row('full@globex.example')).toMatchObject({ state: 'SENT', error: null });
    expect(server.taken).toHaveLength(1);
  });

  test('[N3] what is refused for two days is given up, and its text forgotten', async () => {
    server.refused.add('gone@globex.example');
    await queue({ to: 'gone@globex.example', body: 'Your link: https://steward.example/invitation#secret' });
    await expect.poll(() => row('gone@globex.example')).toMatchObject({ state: 'FAILED' });
    const retry = () =>
      world.sql(
        `update graphile_worker._private_jobs set run_at = now() where attempts > 0 and locked_at is null returning id`,
      );
    app.clock.forward(48 * 3_600_000);
    await expect.poll(retry).toHaveLength(1);
    await expect.poll(() => row('gone@globex.example')).toMatchObject({ state: 'FAILED', body: null });
    await expect
      .poll(() => world.sql('select from graphile_worker._private_jobs where attempts > 0'))
      .toEqual([]);
    expect((await row('gone@globex.example')).error).toContain('Mailbox full');
    server.refused.clear();
  });

  test('[S64] a line break cannot begin another header', async () => {
    await queue({ to: 'bob@globex.example', subject: 'Welcome\r\nBcc: thief@elsewhere.example' });
    await expect.poll(() => server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatchObject({
      subject: 'Welcome Bcc: thief@elsewhere.example',
      to: [{ address: 'bob@globex.example' }],
    });
    expect(server.taken[0]?.bcc).toBeUndefined();
    await expect(queue({ to: 'bob@globex.example\r\nBcc: thief@elsewhere.example' })).rejects.toThrow(
      /mail_to_check/,
    );
  });

  test('[S80] a server that hangs holds up no other job', async () => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    let ran = false;
    job({
      name: 'test-beside-mail',
      for: 'tenant',
      does: [],
      payload: z.object({ resellerId: z.uuid() }),
      run: async () => {
        ran = true;
      },
    });
    const waiting = await startTestApp({ config: { smtpUrl: `smtp://127.0.0.1:${port}` } });
    const there = await createWorld(waiting);
    const resellerId = there.northwind.id;
    const letters = Array.from({ length: 40 }, (_, n) => ({
      resellerId,
      companyId: null,
      endUserId: null,
      to: `n${n}@globex.example`,
      subject: 's',
      body: 'b',
    }));
    const asJob = { kind: 'system', task: 'test', resellerId } as const;
    await waiting.app.scopes.run(asJob, { requestId: 'test' }, (scope) => queueMails(scope, 'test', letters));
    await waiting.app.work();
    await expect.poll(() => sockets.size).toBeGreaterThan(0);
    await waiting.app.scopes.run(asJob, { requestId: 'test' }, (scope) =>
      scope.enqueue('test-beside-mail', { resellerId }),
    );
    await expect.poll(() => ran).toBe(true);
    expect(await there.sql(`select state from mail where state <> 'QUEUED'`)).toEqual([]);
    silent.close();
    for (const socket of sockets) socket.destroy();
    await waiting.close();
  });

  test('[S80] a job that comes twice sends once', async () => {
    await queue({ to: 'once@globex.example' });
    await expect.poll(() => row('once@globex.example')).toMatchObject({ state: 'SENT' });
    const [mail] = await world.sql<{ id: string }>(`select id from mail where "to" = 'once@globex.example'`);
    const { id: resellerId } = world.northwind;
    await app.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
      scope.enqueue('send-mail', { resellerId, mailId: mail?.id }),
    );
    await expect.poll(() => world.sql('select id from graphile_worker._private_jobs')).toHaveLength(0);
    expect(server.taken).toHaveLength(1);
  });

  test('[N3] a server that is not there is a reason like any other', async () => {
    const lost = await startTestApp({ config: { smtpUrl: 'smtp://127.0.0.1:1' } });
    const there = await createWorld(lost);
    await lost.app.work();
    const resellerId = there.northwind.id;
    await lost.app.scopes.run({ kind: 'system', task: 'test', resellerId }, { requestId: 'test' }, (scope) =>
      queueMail(scope, {
        resellerId,
        companyId: null,
        endUserId: null,
        to: 'a@globex.example',
        subject: 's',
        body: 'b',
        cause: 'test',
      }),
    );
    await expect
      .poll(() => there.sql('select state, error from mail'))
      .toEqual([{ state: 'FAILED', error: expect.stringContaining('ECONNREFUSED') }]);
    await lost.close();
  });
});

test('[S56] mail goes encrypted, or not at all, unless it stays on this machine or the address says otherwise', async () => {
  for (const [url, must] of [
    ['smtp://mail.example:587', true],
    ['smtp://user:password@192.0.2.1', true],
    ['smtp://localhost:1025', false],
    ['smtp://127.0.0.1:1025', false],
    ['smtp://mail.example?requireTLS=false', false],
    ['smtp://127.0.0.1:1025?requireTLS=true', true],
  ] as const)
    expect(requiresTls(url), url).toBe(must);
  const plain = new MailServer();
  const mailer = smtpMailer(`${await plain.start()}?requireTLS=true`, 'post@steward.example');
  const message = { id: '1', fromName: 'N', to: 'a@b.example', subject: 's', body: 'b', cause: 'test' };
  await expect(mailer.send(message)).rejects.toThrow(/STARTTLS/);
  expect(plain.taken).toEqual([]);
  mailer.close();
  await plain.stop();
});
