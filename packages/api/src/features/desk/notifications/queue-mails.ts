import { newId } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import { enqueueAll } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { MailAttachment } from './attachments.ts';
import { limitMail } from './limit-mail.ts';
import type { Mail } from './mail.entity.ts';
import { sendCircularJob } from './queue-mail.ts';
import { writeMails } from './write-mails.ts';

/** A message to one address, in the tenancy of whoever reads it. */
export interface Letter extends Tenancy {
  to: string;
  subject: string;
  body: string;
  attachments?: readonly MailAttachment[];
  /** Of marketing: where one click says that they want no more (RFC 8058). */
  unsubscribe?: string;
}

/** Queues messages, with a job for each, in few statements however many they are. Gives their ids, in the order of the letters. [S79] */
export async function queueMails(
  scope: Scope,
  cause: string,
  letters: readonly Letter[],
): Promise<readonly string[]> {
  if (!letters.length) return [];
  await limitMail(scope, undefined);
  const mails = letters.map(
    ({ subject, attachments = [], unsubscribe, ...letter }): Mail => ({
      ...letter,
      unsubscribe: unsubscribe ?? null,
      id: newId(),
      channel: 'EMAIL',
      // A line break in a header would begin another header. [S64]
      subject: subject.replace(/[\r\n]+/g, ' '),
      cause,
      attachments: [...attachments],
      state: 'QUEUED',
      error: null,
      createdAt: scope.now,
      sentAt: null,
    }),
  );
  await writeMails(scope, mails);
  const jobs = mails.map(({ id, resellerId }) => ({ resellerId, mailId: id }));
  await enqueueAll(scope, sendCircularJob, jobs);
  return mails.map(({ id }) => id);
}
