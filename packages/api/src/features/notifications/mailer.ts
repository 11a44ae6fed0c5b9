import { createTransport } from 'nodemailer';

export interface Message {
  id: string;
  to: string;
  subject: string;
  body: string;
}

/** Where mail goes: SENT to a server, or kept in the OUTBOX. Throws what the server says when it refuses. */
export interface Mailer {
  send(message: Message): Promise<'SENT' | 'OUTBOX'>;
  close(): void;
}

/** Without a server everything stays in the outbox, for staff to read in the console. */
export const outbox: Mailer = { send: () => Promise.resolve('OUTBOX'), close() {} };

/** A mail server, e.g. smtp://user:password@mail.example:587. The message id is the row's, so that repeats can be told. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url, { from });
  return {
    async send({ id, to, subject, body }) {
      await transport.sendMail({ to, subject, text: body, messageId: `<${id}@steward>`, headers: { 'Auto-Submitted': 'auto-generated' } });
      return 'SENT';
    },
    close: () => transport.close(),
  };
}
