import { newId } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import { enqueueAll } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { MailAttachment } from './attachments.ts';
import { limitMail } from './limit-mail.ts';
import { sendCircularJob } from './queue-mail.ts';

/** A message to one address, in the tenancy of whoever reads it. */
export interface Letter extends Tenancy {
  to: string;
  subject: string;
  body: string;
  attachments?: readonly MailAttachment[];
}

/**
 * Queues messages, with a job for each, in two statements however many they are. Words that many of them share travel to
 * the database once. Gives their ids, in the order of the letters. [S79]
 */
export async function queueMails(
  scope: Scope,
  cause: string,
  letters: readonly Letter[],
): Promise<readonly string[]> {
  if (!letters.length) return [];
  await limitMail(scope, undefined);
  const texts = new Map<string, { n: number; subject: string; body: string }>();
  const textOf = ({ subject, body }: Letter): number => {
    const key = `${subject}\n${body}`;
    // A line break in a header would begin another header. [S64]
    const text = texts.get(key) ?? { n: texts.size, subject: subject.replace(/[\r\n]+/g, ' '), body };
    texts.set(key, text);
    return text.n;
  };
  const mails = letters.map((letter) => {
    const { resellerId, companyId, endUserId, to, attachments = [] } = letter;
    return { id: newId(), resellerId, companyId, endUserId, to, attachments, text: textOf(letter) };
  });
  await scope.sql(
    `insert into mail (id, reseller_id, company_id, end_user_id, "to", subject, body, cause, attachments, state, created_at)
     select m.id, m."resellerId", m."companyId", m."endUserId", m."to", t.subject, t.body, $3, m.attachments, 'QUEUED', $4
       from json_to_recordset($1) as m (id uuid, "resellerId" uuid, "companyId" uuid, "endUserId" uuid, "to" text, attachments jsonb, text integer)
       join json_to_recordset($2) as t (n integer, subject text, body text) on t.n = m.text`,
    [JSON.stringify(mails), JSON.stringify([...texts.values()]), cause, scope.now],
  );
  const jobs = mails.map(({ id, resellerId }) => ({ resellerId, mailId: id }));
  await enqueueAll(scope, sendCircularJob, jobs);
  return mails.map(({ id }) => id);
}
