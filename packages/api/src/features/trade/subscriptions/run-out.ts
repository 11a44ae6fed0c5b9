import { localDate, type ParameterValues, type PlainDate } from '@steward/shared';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { makeSubscriptions } from './make-subscriptions.ts';
import { end, endingOf, RUNNING, type Running } from './running.ts';
import type { SubscriptionState } from './subscription.entity.ts';

/** How a subscription was before it was to run out, so that it can go on. */
export interface RunOut {
  id: string;
  /** The day after the last that it had, and the one that it was given. */
  was: PlainDate | null;
  to: PlainDate;
}

type Named = Running & { product: string };
type Ending = Named & { ending: { endsOn: PlainDate; state: SubscriptionState } };

/**
 * Locks subscriptions and says how each would run out: today is its last day, and until that is over the service stays, so that
 * who ended it by mistake can have it go on as it was. What never began ends at once. Text says why one cannot end. [C4]
 */
export async function runningOut(
  scope: Scope,
  ids: readonly string[],
): Promise<Map<string, Ending | string>> {
  if (!ids.length) return new Map();
  const found = await scope.sql<Named>(
    `with locked as (
       select s.id, s.reseller_id, s.company_id, s.end_user_id, s.product_id, s.reference, s.state, s.starts_on, s.ends_on, s.part_of_id, s.started_at
         from subscription s where s.id = any ($1) order by s.id for no key update)
     select ${RUNNING}, p.name as product from locked s join product p on p.id = s.product_id`,
    [ids],
  );
  return new Map(
    found.map((one): [string, Ending | string] => {
      if (one.state === 'ENDING' || one.state === 'ENDED')
        return [one.id, `${one.product} has been ended since the preview.`];
      try {
        const ending = endingOf(scope, one, null);
        const state = ending.state === 'ENDING' ? one.state : ending.state;
        return [one.id, { ...one, ending: { ...ending, state } }];
      } catch (error) {
        if (error instanceof Problem) return [one.id, `${one.product}: ${error.message}`];
        throw error;
      }
    }),
  );
}

/** Has subscriptions run out, and says how they were and what the audit log is told. [C4] */
export async function runOut(scope: Scope, endings: readonly Ending[]) {
  const ended = new Map(
    endings.map(({ id, endsOn, ending }): [string, RunOut] => [id, { id, was: endsOn, to: ending.endsOn }]),
  );
  return { ended, subjects: endings.length ? await end(scope, endings) : [] };
}

/** What has become of a subscription that was to run out. */
export interface Since {
  endUserId: string | null;
  productId: string;
  product: string;
  /** The service is being taken away, or has been. */
  gone: boolean;
  endsOn: PlainDate | null;
  /** The same was ordered again since. */
  again: boolean;
  /** It can be ordered again. */
  active: boolean;
  needsAddress: boolean;
}

/** Looks at what has become of subscriptions since they were to run out, by id. */
export async function sinceRunOut(scope: Scope, ids: readonly string[]): Promise<Map<string, Since>> {
  if (!ids.length) return new Map();
  const found = await scope.sql<Since & { id: string }>(
    `select s.id, s.end_user_id as "endUserId", s.product_id as "productId", p.name as product,
        s.state in ('ENDING', 'ENDED') as gone, s.ends_on::text as "endsOn", p.active, p.needs_address as "needsAddress",
        exists (select from subscription o where o.end_user_id = s.end_user_id and o.product_id = s.product_id and o.id <> s.id
          and o.state not in ('ENDING', 'ENDED')) as again
       from subscription s join product p on p.id = s.product_id where s.id = any ($1)`,
    [ids],
  );
  return new Map(found.map((one) => [one.id, one]));
}

/**
 * Has subscriptions that were to run out go on as they were; those whose service has gone already are ordered anew from the day
 * after their last, at the price of today. Says which those are, and what the audit log is told. [C4]
 */
export async function goOn(
  scope: Scope,
  company: { id: string; resellerId: string },
  runOuts: readonly RunOut[],
): Promise<{
  anew: Set<string>;
  subjects: Awaited<ReturnType<typeof end>>;
}> {
  if (!runOuts.length) return { anew: new Set(), subjects: [] };
  const going = await scope.sql<Running & { parameters: ParameterValues }>(
    `with locked as (
       select s.id, s.reseller_id, s.company_id, s.end_user_id, s.product_id, s.reference, s.state, s.starts_on, s.ends_on, s.part_of_id, s.started_at, s.parameters
         from subscription s where s.id = any ($1) order by s.id for no key update)
     select ${RUNNING}, s.parameters from locked s`,
    [runOuts.map(({ id }) => id)],
  );
  const wasOf = new Map(runOuts.map(({ id, was }) => [id, was]));
  const gone = going.filter(({ state }) => state === 'ENDING' || state === 'ENDED');
  const staying = going.filter((one) => !gone.includes(one));
  await scope.sql(
    `update subscription s set ends_on = g.was from jsonb_to_recordset($1) g (id uuid, was date) where s.id = g.id`,
    [JSON.stringify(staying.map(({ id }) => ({ id, was: wasOf.get(id) ?? null })))],
  );
  const today = localDate(scope.now);
  const days = Map.groupBy(gone, ({ endsOn }) => (endsOn && endsOn > today ? endsOn : today));
  for (const [startsOn, those] of days) {
    const wanted = those.map(({ endUserId, productId, parameters }) => ({
      endUserId,
      productId,
      parameters,
    }));
    await makeSubscriptions(scope, company, wanted, { startsOn, quantity: 1, path: 'id' });
  }
  scope.hint({ kind: 'Subscription', resellerId: company.resellerId, companyId: company.id });
  return {
    anew: new Set(gone.map(({ id }) => id)),
    subjects: staying.map(({ id, resellerId, companyId, endUserId, reference, endsOn }) => ({
      type: 'Subscription',
      ...{ id, resellerId, companyId, endUserId, reference },
      changed: { endsOn: [endsOn, wasOf.get(id) ?? null] },
    })),
  };
}
