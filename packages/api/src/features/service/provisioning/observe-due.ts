import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { kinds } from '../connectors/index.ts';

/** The queue's name of the job that looks at one subscription. */
export const OBSERVE = 'observe-subscription';
/** The queue's name of the job that asks a connector what has changed. */
export const OBSERVE_CHANGES = 'observe-changes';
/** Looks that are begun at one connector in a minute. */
const AT_ONE_CONNECTOR = 60;
/** Looks that are begun in a minute. */
const ALTOGETHER = 1_000;
/** Whoever says what has changed is asked so often: mostly that is one request, and no look. */
export const ASKED_EVERY_MINUTES = 15;

/**
 * Begins to look at what it is time to look at again: the longest due first, not too many at one connector, and after everything
 * that somebody waits for. What comes to nothing is due again in an hour. Connectors that say what has changed are asked. Works for
 * all tenants. [P1]
 */
export const observeDue = verb({
  name: 'observeDue',
  permission: 'system',
  input: input('ObserveDueInput', {}),
  async run(scope) {
    await askWhoTells(scope);
    const begun = await scope.sql(
      `with due as (
         select o.id, row_number() over (partition by o.connector_id order by o.next_at) as place
           from observation o where o.next_at <= $1 order by o.next_at limit ${ALTOGETHER * 10}),
       chosen as (select id from observation
          where id in (select id from due where place <= ${AT_ONE_CONNECTOR} limit ${ALTOGETHER}) for no key update skip locked),
       begun as (
         update observation o set next_at = $1::timestamptz + interval '1 hour' from chosen where o.id = chosen.id
         returning o.reseller_id, o.subscription_id, o.connector_id)
       select enqueue('${OBSERVE}', jsonb_build_object('resellerId', reseller_id, 'subscriptionId', subscription_id),
           null, '${OBSERVE} ' || subscription_id, 'connector ' || coalesce(connector_id::text, 'none'), 10)
         from begun`,
      [scope.now],
    );
    return { result: begun.length, subject: null };
  },
});

/** A connector is nobody's; the platform's own tenant asks it. */
async function askWhoTells(scope: Scope): Promise<void> {
  await scope.sql(
    `insert into connector_watch (id, connector_id, next_at)
       select uuidv7(), p.connector_id, $1 from product p where p.connector = any ($2) and p.connector_id is not null
        group by p.connector_id on conflict (connector_id) do nothing`,
    [scope.now, kinds.filter(({ tells }) => tells).map(({ kind }) => kind)],
  );
  await scope.sql(
    `with asked as (
       update connector_watch set next_at = $1::timestamptz + interval '${ASKED_EVERY_MINUTES} minutes' where next_at <= $1
         returning connector_id)
     select enqueue('${OBSERVE_CHANGES}', jsonb_build_object('resellerId', r.id, 'connectorId', a.connector_id),
         null, '${OBSERVE_CHANGES} ' || a.connector_id, 'connector ' || a.connector_id, 10)
       from asked a cross join (select id from reseller where is_platform) r`,
    [scope.now],
  );
}
