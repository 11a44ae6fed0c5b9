import { createTransport } from 'nodemailer';
import { isLoopback } from '../../../kernel/config.ts';
import { type Attached, withLeftOut } from './attachments.ts';

export interface Message {
  id: string;
  /** Whose name stands as the sender's; the address is the installation's own. */
  fromName: string;
  to: string;
  subject: string;
  body: string;
  cause: string;
  /** Of marketing: where one click says that they want no more; both headers of RFC 8058 then go with it. */
  unsubscribe?: string | null;
}

/** What a message is about that holds a link to a new password. */
export const PASSWORD_RESET = 'passwordReset';

/**
 * Where mail goes: SENT to a server, or kept in the OUTBOX. Throws what the server says when it refuses. Files are asked for only
 * where they go out.
 */
export interface Mailer {
  send(message: Message, files?: () => Promise<Attached>): Promise<'SENT' | 'OUTBOX'>;
  close(): void;
}

/** Thrown for a message that will never go out: it is not tried again, and its text is forgotten. */
export class Undeliverable extends Error {}

/**
 * Without a server everything stays in the outbox, for staff to read in the console. But a link into an account that is in
 * use is for nobody's eyes but its owner's, except in the demonstration, whose accounts are nobody's. [S43]
 */
export const outbox = (demonstration: boolean): Mailer => ({
  async send({ cause }) {
    if (cause === PASSWORD_RESET && !demonstration)
      throw new Undeliverable('No mail server is set up, and nobody else may read a link to a new password.');
    return 'OUTBOX';
  },
  close() {},
});

const nothing = async (): Promise<Attached> => ({ files: [], leftOut: [] });

/** A server that says nothing for this long is given up; the queue tries again. */
const PATIENCE_MS = 20_000;

/** Whether mail may only go there encrypted: everywhere but on this machine, unless the address says `?requireTLS=false`. */
export function requiresTls(url: string): boolean {
  const { hostname, searchParams } = new URL(url);
  const told = searchParams.get('requireTLS');
  return told ? told !== 'false' : !isLoopback(hostname);
}

/**
 * A mail server, e.g. smtp://user:password@mail.example:587. `from` is an address, with or without a name. The message id
 * is the row's, so that repeats can be told.
 */
export function smtpMailer(url: string, from: string): Mailer {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
  const transport = createTransport({
    url,
    requireTLS: requiresTls(url),
    pool: true,
    maxConnections: 4,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, fromName, to, subject, body, unsubscribe }, files = nothing) {
      const attached = await files();
      await transport.sendMail({
        from: { name: fromName, address },
        to: { name: '', address: to },
        subject,
        text: withLeftOut(body, attached),
        attachments: attached.files.map(({ name, type, content }) => ({
          filename: name,
          contentType: type,
          content,
        })),
        messageId: `<${id}@steward>`,
        headers: {
          'Auto-Submitted': 'auto-generated',
          ...(unsubscribe && {
            'List-Unsubscribe': `<${unsubscribe}>`,
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          }),
        },
      });
      return 'SENT';
    },
    close: () => transport.close(),
  };
}
