import {
  addDays,
  type Committed,
  type EarliestEnd,
  earliestEnd,
  endInWords,
  formatDate,
  localDate,
  type PlainDate,
} from '@steward/shared';
import type { Changes } from '../../../kernel/audit.ts';
import { emit } from '../../../kernel/jobs.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { dayAfterLast } from './dates.ts';
import { subscriptionEnding } from './events.ts';
import type { SubscriptionState } from './subscription.entity.ts';

/** A subscription that is to be ended. */
export interface Running {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  productId: string;
  reference: string;
  state: SubscriptionState;
  startsOn: PlainDate;
  endsOn: PlainDate | null;
  started: boolean;
  /** The bundle that it is part of. */
  partOf: string | null;
  /** For how long it was taken, if for any. */
  commitment: Committed | null;
}

/** How it is to end. */
export interface Ending {
  endsOn: PlainDate;
  state: SubscriptionState;
}

/** SQL: the last term for which the subscription s was taken, as `Committed` and with how many there were to be at least. */
export const COMMITTED = `(select json_build_object('from', c."from", 'until', c.until, 'freeUntil', c.free_until, 'anchor', c.anchor,
    'terms', c.terms, 'quantity', c.quantity)
  from subscription_commitment c where c.subscription_id = s.id order by c."from" desc limit 1)`;

/** Columns of `Running`, of the subscription s. */
export const RUNNING = `s.id, s.reseller_id as "resellerId", s.company_id as "companyId", s.end_user_id as "endUserId",
  s.product_id as "productId", s.reference, s.state, s.starts_on::text as "startsOn", s.ends_on::text as "endsOn", s.started_at is not null as started,
  (select b.name from subscription h join product b on b.id = h.product_id where h.id = s.part_of_id) as "partOf",
  ${COMMITTED} as commitment`;

/**
 * How a subscription ends by this day after its last, or as soon as it can. CONFLICT if it has been cancelled or ends by that
 * day already, INVALID_INPUT if the day cannot be.
 */
export function endingOf(scope: Scope, running: Running, given: PlainDate | null): Ending {
  if (running.state === 'ENDING' || running.state === 'ENDED')
    throw conflict('This subscription has been cancelled already.', 'id');
  if (running.partOf !== null) throw conflict(partOnly(running.partOf), 'id');
  const earliest = boundOf(running.commitment, running.endsOn, localDate(scope.now));
  if (earliest && given !== null && given < earliest.endsOn) throw invalid('endsOn', tooEarly(earliest));
  const endsOn = dayAfterLast(scope.now, running.startsOn, given ?? earliest?.endsOn ?? null, {
    mayDateBack: scope.actor.kind === 'member' && scope.actor.level === 'PLATFORM',
  });
  if (endsOn === running.endsOn)
    throw conflict(`This subscription is to end by ${formatDate(endsOn)} already.`, 'endsOn');
  return { endsOn, state: stateAfter(scope.now, running, endsOn) };
}

/** Why what is part of a bundle cannot be changed or ended by itself. */
export const partOnly = (bundle: string): string =>
  `This is part of ${bundle}, and begins, changes and ends with it: change or end ${bundle}.`;

/** Why a subscription cannot end so early. */
export const tooEarly = (end: EarliestEnd): string =>
  `Must not be before ${formatDate(end.endsOn)}: it ${endInWords(end)}.`;

/**
 * When what was taken for some time may end at the earliest; null if it was not. Whoever has given notice in time is not bound
 * any longer by its being too late for others.
 */
export function boundOf(
  commitment: Committed | null,
  endsOn: PlainDate | null,
  today: PlainDate,
): EarliestEnd | null {
  if (!commitment) return null;
  const earliest = earliestEnd(commitment, today);
  return endsOn !== null && endsOn < earliest.endsOn ? { endsOn, noticeBy: null } : earliest;
}

/** Ends subscriptions in one statement; what is to end now is taken away. Returns what the audit log is told. */
export async function end(scope: Scope, endings: readonly (Running & { ending: Ending })[]) {
  await scope.sql(
    `update subscription s set ends_on = e."endsOn", state = e.state
       from jsonb_to_recordset($1) e (id uuid, "endsOn" date, state text) where s.id = e.id`,
    [JSON.stringify(endings.map(({ id, ending }) => ({ id, ...ending })))],
  );
  const now = endings.filter(({ ending }) => ending.state === 'ENDING');
  for (const [resellerId, those] of Map.groupBy(now, (running) => running.resellerId))
    await emit(scope, subscriptionEnding, { resellerId, subscriptionIds: those.map(({ id }) => id) });
  return endings.map(({ id, resellerId, companyId, endUserId, reference, state, endsOn, ending }) => ({
    type: 'Subscription',
    ...{ id, resellerId, companyId, endUserId, reference },
    changed: {
      endsOn: [endsOn, ending.endsOn],
      ...(ending.state !== state && { state: [state, ending.state] }),
    } satisfies Changes as Changes,
  }));
}

/** What never began has nothing to be taken away; what still has days to come goes on. */
function stateAfter(now: Date, { startsOn, started, state }: Running, endsOn: PlainDate): SubscriptionState {
  if (!started && endsOn === startsOn) return 'ENDED';
  const tomorrow = addDays(localDate(now), 1);
  if (endsOn > tomorrow) return state;
  return started ? 'ENDING' : 'ENDED';
}
