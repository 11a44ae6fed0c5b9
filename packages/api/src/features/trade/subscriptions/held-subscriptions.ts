import type { Done, Held, HeldThing, Holder } from '../../../kernel/holding.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** What runs out and has not been taken away goes on. */
async function restore(scope: Scope, holder: Holder, things: readonly HeldThing[]): Promise<Done> {
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

/** The services that somebody has: they end by an order. [C4] [U5] */
export const heldSubscriptions: Held = {
  kind: 'SUBSCRIPTION',
  label: 'Services',
  tables: ['subscription', 'subscription_term'],
  permission: 'SUBSCRIPTION_WRITE',
  choices: [
    ['END', 'Ends after the last day'],
    ['KEEP', 'Kept, and paid for'],
  ],
  held: `select s.id, p.name, s.reference as detail,
      case when s.state = 'ENDING' then 'Is being taken away already'
        when s.ends_on is not null then 'Ends by itself: its last day is ' || to_char(s.ends_on - 1, 'FMDD FMMonth YYYY') end as fixed
    from subscription s join product p on p.id = s.product_id
    where s.end_user_id = $1 and s.state <> 'ENDED' order by p.name, s.id`,
  restore,
};
