import type { Tenancy } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { Mail, type MailState } from './mail.entity.ts';

/** A text message that was handed to the gateway, or was not. */
export interface TextNote extends Tenancy {
  /** The same for every try. */
  id: string;
  to: string;
  subject: string;
  body: string | null;
  cause: string;
  state: MailState;
  error: string | null;
}

/** All that staff see of a number in the outbox: numbers of people are sealed. */
export const endOf = (number: string): string => `… ${number.slice(-3)}`;

/** Puts a text message among what was sent, or says how it stands after another try. */
export async function noteText(scope: Scope, note: TextNote): Promise<void> {
  const { id, resellerId, companyId, endUserId, to, cause, state, error } = note;
  const [sealed] = await scope.sealed(Mail, [note]);
  await scope.sql(
    `insert into mail (id, reseller_id, company_id, end_user_id, channel, "to", subject, body, cause, state, error, created_at, sent_at)
       values ($1, $2, $3, $4, 'TEXT', $5, $6, $7, $8, $9, $10, $11, $12)
       on conflict (id) do update set body = excluded.body, state = excluded.state, error = excluded.error, sent_at = excluded.sent_at`,
    [
      id,
      resellerId,
      companyId,
      endUserId,
      to,
      sealed?.subject,
      sealed?.body,
      cause,
      state,
      error,
      scope.now,
      state === 'SENT' ? scope.now : null,
    ],
  );
  scope.hint({ kind: 'Mail', id, resellerId, companyId, endUserId });
}
