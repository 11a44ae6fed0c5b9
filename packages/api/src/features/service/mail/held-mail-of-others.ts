import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { bringAbout } from './write-passing.ts';

/** Changes whose the mail is that somebody gets of a colleague: as long as it is theirs, or whoever's `whose` says. */
const change =
  (set: string, whose: string) =>
  async (scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> => {
    const changed = await scope.sql<{ id: string; subscriptionId: string; reference: string; of: string }>(
      `with locked as (
         select r.id from mail_recipient r where r.id in (select (t->>'id')::uuid from jsonb_array_elements($1) t)
           and r.company_id = $3 and ${whose} order by r.id for no key update)
       update mail_recipient r set ${set}
         from locked, jsonb_to_recordset($1) t (id uuid, "toEndUserId" uuid), passed_mail m join subscription s on s.id = m.subscription_id
         where r.id = locked.id and t.id = locked.id and m.id = r.passed_mail_id
       returning r.id, s.id as "subscriptionId", s.reference, s.end_user_id as of`,
      [JSON.stringify(things), holder.endUserId, holder.companyId],
    );
    await bringAbout(
      scope,
      holder.resellerId,
      changed.map(({ subscriptionId }) => subscriptionId),
    );
    return {
      ids: changed.map(({ id }) => id),
      subjects: changed.map(({ subscriptionId, reference, of }) => ({
        type: 'Subscription',
        ...holder,
        ...{ id: subscriptionId, endUserId: of, reference },
        changed: ['passedMail'],
      })),
    };
  };

/** The mail of colleagues that somebody gets, or whose mailbox they may open: it does not go on to who has left. [U5] */
export const heldMailOfOthers: Held = {
  kind: 'MAIL_OF_OTHERS',
  label: 'Mail of colleagues',
  tables: ['mail_recipient'],
  permission: 'MAIL_PASS',
  choices: [
    ['END', 'Not passed on to them any more'],
    ['HAND_OVER', 'Passed on to somebody else'],
  ],
  held: `select r.id, u.first_name || ' ' || u.last_name as name,
      concat_ws(', ', case when r.forwards then 'Forwarded to them' end, case when r.opens then 'May open the mailbox' end) as detail,
      null as fixed
    from mail_recipient r join passed_mail m on m.id = r.passed_mail_id join subscription s on s.id = m.subscription_id
      join end_user u on u.id = m.end_user_id
    where r.end_user_id = $1 and not r.withdrawn and s.state not in ('ENDING', 'ENDED') order by u.last_name, u.first_name, r.id`,
  end: change('withdrawn = true', 'r.end_user_id = $2 and not r.withdrawn'),
  handOver: change('end_user_id = t."toEndUserId"', 'r.end_user_id = $2 and not r.withdrawn'),
  restore: change(
    'end_user_id = $2, withdrawn = false',
    `(r.end_user_id = $2 or r.end_user_id in
      (select (t->>'toEndUserId')::uuid from jsonb_array_elements($1) t where (t->>'id')::uuid = r.id))`,
  ),
};
