import { newId } from '@steward/shared';
import type { Tenancy } from '../../kernel/actor.ts';
import { enqueueAll } from '../../kernel/jobs.ts';
import type { Scope } from '../../kernel/scope.ts';
import { sendMailJob } from './queue-mail.ts';

/** One message to many people; the words differ only by the reseller in whose name they are said. */
export interface Circular {
  cause: string;
  texts: readonly { resellerId: string; subject: string; body: string }[];
  recipients: readonly (Tenancy & { to: string })[];
}

/** Queues a message and a job for every recipient, in two statements however many they are. [S79] */
export async function queueMailToMany(scope: Scope, { cause, texts, recipients }: Circular): Promise<void> {
  const mails = recipients.map(({ resellerId, companyId, endUserId, to }) => ({
    id: newId(),
    resellerId,
    companyId,
    endUserId,
    to,
  }));
  // A line break in a header would begin another header. [S64]
  const lines = texts.map((text) => ({ ...text, subject: text.subject.replace(/[\r\n]+/g, ' ') }));
  await scope.sql(
    `insert into mail (id, reseller_id, company_id, end_user_id, "to", subject, body, cause, state, created_at)
     select m.id, m."resellerId", m."companyId", m."endUserId", m."to", t.subject, t.body, $3, 'QUEUED', $4
       from json_to_recordset($1) as m (id uuid, "resellerId" uuid, "companyId" uuid, "endUserId" uuid, "to" text)
       join json_to_recordset($2) as t ("resellerId" uuid, subject text, body text) using ("resellerId")`,
    [JSON.stringify(mails), JSON.stringify(lines), cause, scope.now],
  );
  const jobs = mails.map(({ id, resellerId }) => ({ resellerId, mailId: id }));
  await enqueueAll(scope, sendMailJob, jobs);
}
