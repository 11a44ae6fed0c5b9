import type Stripe from 'stripe';
import { invalidRequest, missingResource } from './failure.ts';
import type { FormTree } from './form.ts';
import { stripeId } from './ids.ts';
import { API_VERSION, type StandInEvent, seconds } from './objects.ts';
import { boolean, group, integer, list, optional, type Read, type Reader, text } from './parameters.ts';
import type { RequestContext } from './request-context.ts';

/** The events of one account, newest first in every answer. */
export interface EventBook {
  readonly all: readonly StandInEvent[];
  add(type: StandInEvent['type'], object: object, cause: RequestContext): StandInEvent;
  retrieve(id: string, account: string | undefined): StandInEvent;
  list(filter: EventFilter, account: string | undefined): Stripe.ApiList<StandInEvent>;
}

const timestamp = integer({ min: 0, max: 99_999_999_999 });
const created: Reader<{ gt?: number; gte?: number; lt?: number; lte?: number }> = (value, param) => {
  if (typeof value === 'string') {
    const at = timestamp(value, param);
    return { gte: at, lte: at };
  }
  const bound = optional(timestamp);
  return group({ gt: bound, gte: bound, lt: bound, lte: bound })(value, param);
};
const id = text({ max: 255 });

const listParameters = group({
  created: optional(created),
  delivery_success: optional(boolean()),
  ending_before: optional(id),
  limit: optional(integer({ min: 1, max: 100 })),
  starting_after: optional(id),
  type: optional(text({ max: 200 })),
  types: optional(list(text({ max: 200 }), { max: 20 })),
});
export type EventFilter = Read<typeof listParameters>;

export function readEventFilter(form: FormTree): EventFilter {
  const filter = listParameters(form, '');
  if (filter.type && filter.types)
    throw invalidRequest('You may pass either `type` or `types`, but not both.');
  if (filter.starting_after && filter.ending_before) {
    throw invalidRequest('You may pass either `starting_after` or `ending_before`, but not both.');
  }
  return filter;
}

export function createEventBook(now: () => Date): EventBook {
  const events: StandInEvent[] = [];
  const of = (account: string | undefined) => events.filter((event) => event.account === account);

  function retrieve(wanted: string, account: string | undefined): StandInEvent {
    const event = of(account).find((candidate) => candidate.id === wanted);
    if (!event) throw missingResource('event', wanted, 'id');
    return event;
  }

  return {
    all: events,
    retrieve,
    add(type, object, { account, requestId, idempotencyKey }) {
      // The object is a copy: an event shows what was true when it happened, however the object changes later.
      const event = {
        id: stripeId('evt_1'),
        object: 'event',
        ...(account !== undefined && { account }),
        api_version: API_VERSION,
        created: seconds(now()),
        data: { object: structuredClone(object) },
        livemode: false,
        pending_webhooks: 1,
        request: { id: requestId ?? null, idempotency_key: idempotencyKey ?? null },
        type,
      } as StandInEvent;
      events.push(event);
      return event;
    },
    list(filter, account) {
      const newestFirst = of(account).reverse();
      const limit = filter.limit ?? 10;
      const cursor = filter.starting_after ?? filter.ending_before;
      const at = cursor === undefined ? -1 : newestFirst.indexOf(retrieve(cursor, account));
      const beyond = filter.ending_before ? newestFirst.slice(0, at) : newestFirst.slice(at + 1);
      const matching = beyond.filter((event) => matches(event, filter));
      const data = filter.ending_before ? matching.slice(-limit) : matching.slice(0, limit);
      return { object: 'list', data, has_more: matching.length > limit, url: '/v1/events' };
    },
  };
}

function matches(
  event: StandInEvent,
  { created: range, delivery_success, type, types }: EventFilter,
): boolean {
  const wanted = types ?? (type ? [type] : []);
  const named = wanted.some((name) =>
    name.endsWith('*') ? event.type.startsWith(name.slice(0, -1)) : event.type === name,
  );
  return (
    (wanted.length === 0 || named) &&
    (delivery_success === undefined || delivery_success === (event.pending_webhooks === 0)) &&
    event.created > (range?.gt ?? -1) &&
    event.created >= (range?.gte ?? 0) &&
    event.created < (range?.lt ?? Number.POSITIVE_INFINITY) &&
    event.created <= (range?.lte ?? Number.POSITIVE_INFINITY)
  );
}
