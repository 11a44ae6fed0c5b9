import { localDate, newId, type PlainDate } from '@steward/shared';
import { emit } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { subscriptionChanged } from '../../trade/subscriptions/index.ts';
import type { Passing } from './passing-rules.ts';

/** A mailbox whose mail may be passed on. */
export interface Mailbox {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string;
  reference: string;
}

/** Nobody, and nothing. */
export const NOTHING: Passing = { forwardToId: null, delegateIds: [], reply: null };

/**
 * Has the mail of a mailbox passed on from a day on, as is said, instead of whatever was said before, and has what is there brought
 * to that if its day has come. Whether anything is another than before.
 */
export async function writePassing(
  scope: Scope,
  { id: subscriptionId, resellerId, companyId, endUserId }: Mailbox,
  { startsOn, endsOn }: { startsOn: PlainDate; endsOn: PlainDate | null },
  { forwardToId, delegateIds, reply }: Passing,
): Promise<boolean> {
  const today = localDate(scope.now);
  const people = [...new Set([...(forwardToId ? [forwardToId] : []), ...delegateIds])].sort();
  const recipients = people.map((one) => ({
    id: newId(),
    endUserId: one,
    forwards: one === forwardToId,
    opens: delegateIds.includes(one),
  }));
  const [before] = await scope.sql<{ said: unknown; inForce: boolean; parts: string[] }>(
    `select jsonb_build_array(m.starts_on, m.ends_on, m.reply, (select coalesce(jsonb_agg(jsonb_build_array(r.end_user_id, r.forwards, r.opens)
          order by r.end_user_id), '[]') from mail_recipient r where r.passed_mail_id = m.id and not r.withdrawn)) as said,
        m.in_force as "inForce", m.parts
      from passed_mail m where m.subscription_id = $1 for update`,
    [subscriptionId],
  );
  const something = recipients.length > 0 || reply !== null;
  const said = [startsOn, endsOn, reply, recipients.map((one) => [one.endUserId, one.forwards, one.opens])];
  if (before && JSON.stringify(before.said) === JSON.stringify(said)) return false;
  const inForce = something && startsOn <= today && (endsOn === null || endsOn > today);
  const parts = new Set([
    ...(before?.parts ?? []),
    ...(forwardToId ? ['forwardTo'] : []),
    ...(delegateIds.length ? ['delegates'] : []),
    ...(reply ? ['reply'] : []),
  ]);
  const [row] = await scope.sql<{ id: string }>(
    `insert into passed_mail as m (id, reseller_id, company_id, end_user_id, subscription_id, starts_on, ends_on, reply, in_force, parts, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (subscription_id) do update set starts_on = excluded.starts_on, ends_on = excluded.ends_on, reply = excluded.reply,
       in_force = excluded.in_force, parts = excluded.parts
     returning m.id`,
    [
      ...[newId(), resellerId, companyId, endUserId, subscriptionId, startsOn, endsOn, reply, inForce],
      ...[[...parts], scope.now],
    ],
  );
  await scope.sql('delete from mail_recipient where passed_mail_id = $1', [row?.id]);
  await scope.sql(
    `insert into mail_recipient (id, reseller_id, company_id, end_user_id, passed_mail_id, forwards, opens, withdrawn)
       select r.id, $2, $3, r."endUserId", $4, r.forwards, r.opens, false
         from jsonb_to_recordset($1) r (id uuid, "endUserId" uuid, forwards boolean, opens boolean)`,
    [JSON.stringify(recipients), resellerId, companyId, row?.id],
  );
  if (inForce || before?.inForce) await bringAbout(scope, resellerId, [subscriptionId]);
  scope.hint({ kind: 'Subscription', id: subscriptionId, resellerId, companyId, endUserId });
  return true;
}

/** Has what is there of these subscriptions brought to what it is to be, as far as they have begun. */
export async function bringAbout(scope: Scope, resellerId: string, ids: readonly string[]): Promise<void> {
  const begun = await scope.sql<{ id: string }>(
    `select id from subscription where id = any ($1) and (started_at is not null or state <> 'PENDING') and state not in ('ENDING', 'ENDED')`,
    [ids],
  );
  if (!begun.length) return;
  await emit(scope, subscriptionChanged, { resellerId, subscriptionIds: begun.map(({ id }) => id) });
}
