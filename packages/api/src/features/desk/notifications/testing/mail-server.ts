import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A real mail server that keeps what it takes, and refuses whom it is told to. */
export class MailServer {
  readonly taken: Email[] = [];
  readonly refused = new Set<string>();
  /** How many senders went away in the middle of a letter. */
  cutOff = 0;
  readonly #server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      done(
        this.refused.has(address) ? Object.assign(new Error('Mailbox full'), { responseCode: 452 }) : null,
      );
    },
    onData: (stream, _session, done) => {
      text(stream)
        .then((source) => PostalMime.parse(source))
        .then((email) => {
          this.taken.push(email);
          done();
        }, done);
    },
  });

  async start(): Promise<string> {
    // Whose sender is killed while it writes is an error of this server, too; it serves on.
    this.#server.on('error', () => {
      this.cutOff += 1;
    });
    const listening = this.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return `smtp://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}
