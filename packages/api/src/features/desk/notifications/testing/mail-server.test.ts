import { once } from 'node:events';
import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import { MailServer } from './mail-server.ts';

test('a sender that is cut off in the middle of a letter leaves the mail server taking others', async () => {
  const server = new MailServer();
  const url = await server.start();
  const cut = connect({ port: Number(new URL(url).port), host: '127.0.0.1' }).setEncoding('utf8');
  for (const command of ['EHLO cut.example', 'MAIL FROM:<a@cut.example>', 'RCPT TO:<b@steward.example>']) {
    await once(cut, 'data');
    cut.write(`${command}\r\n`);
  }
  await once(cut, 'data');
  cut.resetAndDestroy();
  await expect.poll(() => server.cutOff).toBe(1);

  const sender = createTransport(url);
  await sender.sendMail({ from: 'c@steward.example', to: 'd@steward.example', text: 'whole' });
  expect(server.taken.map(({ text }) => text?.trim())).toEqual(['whole']);
  await server.stop();
});
