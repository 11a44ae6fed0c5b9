import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { isMailbox } from '../catalogue/index.ts';

/** What runs out and has not been taken away goes on. */
export async function goOnAgain(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
  const going = await scope.sql<{ id: string; reference: string; was: string }>(
    `with locked as (
       select s.id, s.ends_on from subscription s where s.id = any ($1) and s.end_user_id = $2 and s.ends_on is not null
         and s.state not in ('ENDING', 'ENDED') order by s.id for no key update)
     update subscription s set ends_on = null from locked where s.id = locked.id
       returning s.id, s.reference, locked.ends_on::text as was`,
    [things.map(({ id }) => id), holder.endUserId],
  );
  return {
    ids: going.map(({ id }) => id),
    subjects: going.map(({ id, reference, was }) => ({
      type: 'Subscription',
      id,
      ...holder,
      reference,
      changed: { endsOn: [was, null] as const },
    })),
  };
}

/** SQL: the id of the mailbox that subscription `subscription` is, or that is part of it if it is a bundle; null: it has none. */
export const mailboxIn = (subscription: string): string =>
  `(select m.id from subscription m join product mp on mp.id = m.product_id
    where (m.id = ${subscription}.id or m.part_of_id = ${subscription}.id) and ${isMailbox('mp')} order by m.id limit 1)`;

/** SQL of the services of the end user `$1` who leaves after the day `$3`, as `Held` wants it. */
export const servicesHeld = (condition: string, more = ''): string =>
  `select s.id, p.name, s.reference as detail,
      case when s.state = 'ENDING' then 'Is being taken away already'
        when s.ends_on is not null then 'Ends by itself: its last day is ' || to_char(s.ends_on - 1, 'FMDD FMMonth YYYY')
        when bound.ends_on > $3::date + 1 then 'Was taken until ' || to_char(bound.ends_on - 1, 'FMDD FMMonth YYYY')
          || ' at least, and is paid for: cancel it by itself, for then' end as fixed${more}
    from subscription s join product p on p.id = s.product_id
      left join lateral (
        select earliest_end(c, (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date) as ends_on
          from subscription_commitment c where c.subscription_id = s.id order by c."from" desc limit 1) bound on true
    where s.end_user_id = $1 and s.part_of_id is null and s.state <> 'ENDED' and ${condition} order by p.name, s.id`;

/** The services that somebody has, without mailboxes: they end by an order. [C4] [U5] */
export const heldSubscriptions: Held = {
  kind: 'SUBSCRIPTION',
  label: 'Services',
  tables: ['subscription', 'subscription_term', 'subscription_commitment'],
  permission: 'SUBSCRIPTION_WRITE',
  choices: [
    ['END', 'Ends after the last day'],
    ['KEEP', 'Kept, and paid for'],
  ],
  held: servicesHeld(`${mailboxIn('s')} is null`),
  restore: goOnAgain,
};
