import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/** The queue's name of the job that looks at one subscription. */
export const OBSERVE = 'observe-subscription';
/** Looks that are begun at one connector in a minute. */
const AT_ONE_CONNECTOR = 60;
/** Looks that are begun in a minute. */
const ALTOGETHER = 1_000;

/**
 * Begins to look at what it is time to look at again: the longest due first, not too many at one connector, and after everything
 * that somebody waits for. What comes to nothing is due again in an hour. Works for all tenants. [P1]
 */
export const observeDue = verb({
  name: 'observeDue',
  permission: 'system',
  input: input('ObserveDueInput', {}),
  async run(scope) {
    const begun = await scope.sql(
      `with due as (
         select o.id, row_number() over (partition by o.connector_id order by o.next_at) as place
           from observation o where o.next_at <= $1 order by o.next_at limit ${ALTOGETHER * 10}),
       begun as (
         update observation o set next_at = $1::timestamptz + interval '1 hour'
           from (select id from due where place <= ${AT_ONE_CONNECTOR} limit ${ALTOGETHER}) chosen
          where o.id = chosen.id
         returning o.reseller_id, o.subscription_id, o.connector_id)
       select enqueue('${OBSERVE}', jsonb_build_object('resellerId', reseller_id, 'subscriptionId', subscription_id),
           null, '${OBSERVE} ' || subscription_id, 'connector ' || coalesce(connector_id::text, 'none'), 10)
         from begun`,
      [scope.now],
    );
    return { result: begun.length, subject: null };
  },
});
