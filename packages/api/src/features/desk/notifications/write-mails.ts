import type { Scope } from '../../../kernel/scope.ts';
import { Mail } from './mail.entity.ts';

/** Letters of one statement: what has been sealed and not yet sent to the database stays small. */
const AT_ONCE = 500;

/** Writes letters as they stand, sealed, however many. */
export async function writeMails(scope: Scope, mails: readonly Mail[]): Promise<void> {
  for (let at = 0; at < mails.length; at += AT_ONCE)
    await scope.sql(
      `insert into mail (id, reseller_id, company_id, end_user_id, channel, "to", subject, body, unsubscribe, cause, attachments, state, error, created_at, sent_at)
       select m.id, m."resellerId", m."companyId", m."endUserId", m.channel, m."to", m.subject, m.body, m.unsubscribe, m.cause, m.attachments, m.state, m.error,
           m."createdAt", m."sentAt"
         from json_to_recordset($1) as m (id uuid, "resellerId" uuid, "companyId" uuid, "endUserId" uuid, channel text, "to" text, subject text,
           body text, unsubscribe text, cause text, attachments jsonb, state text, error text, "createdAt" timestamptz, "sentAt" timestamptz)`,
      [JSON.stringify(await scope.sealed(Mail, mails.slice(at, at + AT_ONCE)))],
    );
}
