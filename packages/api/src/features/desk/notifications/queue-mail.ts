import { newId } from '@steward/shared';
import { z } from 'zod';
import type { Tenancy } from '../../../kernel/actor.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { perform } from '../../../kernel/verb.ts';
import type { MailAttachment } from './attachments.ts';
import { limitMail } from './limit-mail.ts';
import { Mail } from './mail.entity.ts';
import { sendMail } from './send-mail.ts';

/** Works off one queued message, which somebody waits for. */
export const sendMailJob = job({
  name: 'send-mail',
  for: 'tenant',
  does: [sendMail],
  priority: 'first',
  // A mail server that hangs leaves room for other jobs.
  lane: 'mail',
  payload: z.object({ resellerId: z.string(), mailId: z.string() }),
  async run(setting, { mailId }) {
    const done = await perform(setting, sendMail, { mailId });
    if (!done) throw new Error('The mail server did not take the message; it will be tried again.');
  },
});

/** The same of a message that goes to many: other mail goes before it. */
export const sendCircularJob = job({ ...sendMailJob, name: 'send-circular', priority: 'last' });

/** A message to be sent once the scope's transaction has committed, and not if it does not. [S79] */
export async function queueMail(
  scope: Scope,
  message: Tenancy & {
    to: string;
    subject: string;
    body: string;
    cause: string;
    attachments?: readonly MailAttachment[];
  },
): Promise<void> {
  await limitMail(scope, message.to);
  const mailId = newId();
  await scope.insert(Mail, {
    id: mailId,
    channel: 'EMAIL',
    ...message,
    attachments: [...(message.attachments ?? [])],
    // A line break in a header would begin another header. [S64]
    subject: message.subject.replace(/[\r\n]+/g, ' '),
    unsubscribe: null,
    state: 'QUEUED',
    error: null,
    createdAt: scope.now,
    sentAt: null,
  });
  await enqueue(scope, sendMailJob, { resellerId: message.resellerId, mailId });
}
