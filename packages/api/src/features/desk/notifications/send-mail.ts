import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { type MailAttachment, readAttachments } from './attachments.ts';
import { Mail } from './mail.entity.ts';
import { type Mailer, type Message, Undeliverable } from './mailer.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    mailer: Mailer;
  }
}

/** A mail server that was out of order for longer has lost more than this message. */
const PATIENCE_MS = 48 * 3_600_000;

/**
 * Hands a message to the mail server under the name of its reseller, or puts it in the outbox where no server is
 * configured. Once handed over its text is forgotten, for it may hold a link that lets someone in. A refusal is tried
 * again by the queue, for two days; then it is given up, and its text forgotten, too, as at once with what is never to go
 * out. [N3] [T8]
 */
export const sendMail = outsideVerb({
  name: 'sendMail',
  permission: 'system',
  input: input('SendMailInput', { mailId: id() }),
  async plan(scope, { mailId }) {
    const [waiting] = await scope.sql<Pick<Message, 'fromName'>>(
      `select r.name as "fromName" from mail m join reseller r on r.id = m.reseller_id
        where m.id = $1 and m.state in ('QUEUED', 'FAILED') and m.body is not null`,
      [mailId],
    );
    return waiting ? messageOf(await scope.load(Mail, mailId), waiting.fromName) : null;
  },
  async call(message, _input, setting) {
    if (!message) return null;
    try {
      return await setting.services.mailer.send(message, () => readAttachments(setting, message.attachments));
    } catch (error) {
      return error as Error;
    }
  },
  async settle(scope, message, outcome, { mailId }) {
    if (!message || outcome === null) return { result: true, subject: null };
    const mail = await scope.load(Mail, mailId);
    const refused = outcome instanceof Error;
    const givenUp =
      outcome instanceof Undeliverable ||
      (refused && scope.now.getTime() - mail.createdAt.getTime() >= PATIENCE_MS);
    if (refused) {
      mail.state = 'FAILED';
      mail.error = outcome.message.slice(0, 500);
      if (givenUp) Object.assign(mail, { body: null, unsubscribe: null });
    } else {
      mail.state = outcome;
      mail.error = null;
      if (outcome === 'SENT') Object.assign(mail, { sentAt: scope.now, body: null, unsubscribe: null });
    }
    const { resellerId, companyId, endUserId } = mail;
    await scope.flush();
    scope.hint({ kind: 'Mail', id: mail.id, resellerId, companyId, endUserId });
    // The message is its own evidence; the verb that wrote it stands in the audit log.
    return { result: !refused || givenUp, subject: null };
  },
});

const messageOf = (mail: Mail, fromName: string): Message & { attachments: MailAttachment[] } => ({
  ...{ id: mail.id, fromName, to: mail.to, cause: mail.cause, attachments: mail.attachments },
  ...{ subject: `${mail.subject ?? ''}`, body: mail.body ?? '', unsubscribe: mail.unsubscribe },
});
