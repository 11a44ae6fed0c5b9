import { id } from '@steward/shared';
import { input } from '../../kernel/input.ts';
import { outsideVerb } from '../../kernel/verb.ts';
import { Mail } from './mail.entity.ts';
import type { Mailer, Message } from './mailer.ts';

declare module '../../kernel/graphql/context.ts' {
  interface Services {
    mailer: Mailer;
  }
}

/**
 * Hands a message to the mail server under the name of its reseller, or puts it in the outbox where no server is
 * configured. Once handed over its text is forgotten, for it may hold a link that lets someone in. A refusal is tried
 * again by the queue. [N3] [T8]
 */
export const sendMail = outsideVerb({
  name: 'sendMail',
  permission: 'system',
  input: input('SendMailInput', { mailId: id() }),
  async plan(scope, { mailId }) {
    const [message] = await scope.sql<Message>(
      `select m.id, r.name as "fromName", m."to", m.subject, coalesce(m.body, '') as body
         from mail m join reseller r on r.id = m.reseller_id where m.id = $1 and m.state in ('QUEUED', 'FAILED')`,
      [mailId],
    );
    return message ?? null;
  },
  async call(message, _input, { services }) {
    if (!message) return null;
    try {
      return await services.mailer.send(message);
    } catch (error) {
      return error as Error;
    }
  },
  async settle(scope, message, outcome, { mailId }) {
    if (!message || outcome === null) return { result: true, subject: null };
    const mail = await scope.load(Mail, mailId);
    if (outcome instanceof Error) {
      mail.state = 'FAILED';
      mail.error = outcome.message.slice(0, 500);
    } else {
      mail.state = outcome;
      mail.error = null;
      if (outcome === 'SENT') Object.assign(mail, { sentAt: scope.now, body: null });
    }
    const { resellerId, companyId, endUserId } = mail;
    await scope.flush();
    await scope.changed({ kind: 'Mail', id: mail.id, resellerId, companyId, endUserId });
    // The message is its own evidence; the verb that wrote it stands in the audit log.
    return { result: !(outcome instanceof Error), subject: null };
  },
});
