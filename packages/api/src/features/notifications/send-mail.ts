import { id } from '@steward/shared';
import { input } from '../../kernel/input.ts';
import { outsideVerb } from '../../kernel/verb.ts';
import { Mail } from './mail.entity.ts';
import type { Mailer } from './mailer.ts';

declare module '../../kernel/graphql/context.ts' {
  interface Services {
    mailer: Mailer;
  }
}

/**
 * Hands a message to the mail server, or puts it in the outbox where none is configured. Once handed over its text is
 * forgotten, for it may hold a link that lets someone in. A refusal is tried again by the queue. [N3]
 */
export const sendMail = outsideVerb({
  name: 'sendMail',
  permission: 'system',
  input: input('SendMailInput', { mailId: id() }),
  async plan(scope, { mailId }) {
    const mail = await scope.load(Mail, mailId);
    return mail.state === 'QUEUED' || mail.state === 'FAILED' ? { to: mail.to, subject: mail.subject, body: mail.body ?? '', id: mail.id } : null;
  },
  async call(planned, _input, { services }) {
    if (!planned) return null;
    try {
      return await services.mailer.send(planned);
    } catch (error) {
      return error as Error;
    }
  },
  async settle(scope, planned, outcome, { mailId }) {
    if (!planned || outcome === null) return { result: true, subject: null };
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
    return { result: !(outcome instanceof Error), subject: { type: 'Mail', id: mail.id, resellerId, companyId, endUserId } };
  },
});
