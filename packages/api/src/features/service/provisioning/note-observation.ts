import { newId } from '@steward/shared';
import type { Tenancy } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Shape } from '../connectors/index.ts';
import type { Difference } from './drift.ts';

interface Seen {
  connectorId: string | null;
  desired: Shape | null;
  observed: Shape | null;
  /** Left out: as it was. */
  drift?: readonly Difference[];
  accepted?: readonly Difference[];
  /** By what names the other side calls it, where it tells what has changed. */
  knownAs?: readonly string[];
  /** Whether it is looked at again from time to time. */
  again: boolean;
}

/** Every so many hours what a connector provides is looked at, unless a rule says otherwise. */
const EVERY_HOURS = 6;
/** Where the other side says what has changed, everything is looked at all the same, for what it does not say. */
export const ANYWAY_DAYS = 7;

/** SQL: the moment of the next look, spread so that what began together is not looked at together. */
const nextLook = (connector: string, now: string): string =>
  `${now}::timestamptz + (0.9 + 0.2 * random()) * case
      when exists (select from connector_watch w where w.connector_id = ${connector} and w.mark is not null)
        then interval '${ANYWAY_DAYS} days'
      else make_interval(hours => coalesce((select r.every_hours from drift_rule r
        where r.connector_id = ${connector} and r.product_id is null), ${EVERY_HOURS})) end`;

/** SQL: what the other side has told of since the look began is looked at once more. */
const UNLESS_TOLD =
  'case when o.told then least(excluded.next_at, excluded.observed_at) else excluded.next_at end';
/** SQL: what is not there now may come back by a name that it had. */
const NAMES = `case when excluded.observed is null
  then array(select distinct name from unnest(o.known_as || excluded.known_as) name order by name) else excluded.known_as end`;

/** Notes what is to be there for a subscription, and what was seen there now. */
export async function noteObservation(
  scope: Scope,
  {
    subscriptionId,
    resellerId,
    companyId,
    endUserId,
  }: Tenancy & { companyId: string; subscriptionId: string },
  { connectorId, desired, observed, drift, accepted, knownAs, again }: Seen,
): Promise<void> {
  const json = (value: unknown): string | null => (value ? JSON.stringify(value) : null);
  await scope.sql(
    `insert into observation as o (id, reseller_id, company_id, end_user_id, subscription_id, connector_id, desired, observed,
         observed_at, drift, drifted_at, accepted, next_at, created_at, known_as)
       values ($1, $2, $3, $4, $5, $6::uuid, $7::jsonb, $8::jsonb, $9::timestamptz, coalesce($10::jsonb, '[]'), case when jsonb_array_length($10::jsonb) > 0 then $9::timestamptz end,
         coalesce($11::jsonb, '[]'), ${again ? nextLook('$6::uuid', '$9') : 'null::timestamptz'}, $9::timestamptz, $12::text[])
     on conflict (subscription_id) do update set connector_id = excluded.connector_id, desired = excluded.desired,
       observed = excluded.observed, observed_at = excluded.observed_at, problem = null, next_at = ${UNLESS_TOLD},
       known_as = ${NAMES},
       drift = coalesce($10::jsonb, o.drift), accepted = coalesce($11::jsonb, o.accepted),
       drifted_at = case when jsonb_array_length(coalesce($10::jsonb, o.drift)) > 0 then coalesce(o.drifted_at, $9::timestamptz) end`,
    [
      newId(),
      resellerId,
      companyId,
      endUserId,
      subscriptionId,
      connectorId,
      json(desired),
      json(observed),
      scope.now,
      json(drift),
      json(accepted),
      knownAs ?? [],
    ],
  );
  scope.hint({ kind: 'Subscription', id: subscriptionId, resellerId, companyId, endUserId });
}
