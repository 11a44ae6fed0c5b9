import {
  type Client,
  type CombinedError,
  type Exchange,
  makeOperation,
  type Operation,
  type OperationResult,
} from 'urql';
import { pipe, tap } from 'wonka';

interface ActiveQuery {
  operation: Operation;
  typenames: ReadonlySet<string>;
}

export interface LiveQueries {
  exchange: Exchange;
  /** Asks again every query on screen whose last answer holds one of these types; all of them when left out. */
  refetch: (client: Client, kinds?: ReadonlySet<string>) => void;
  /** Is told when answers say that the server is out of order, and when they do not any more; returns how to stop. */
  onOutage: (listener: (out: boolean) => void) => () => void;
  /** Settles once no query is on its way. */
  quiet: () => Promise<void>;
}

/**
 * Remembers which queries are on screen and which types each last answer held, so that a change reported by the server
 * refreshes just the queries that it concerns.
 */
export function liveQueries(): LiveQueries {
  const active = new Map<number, ActiveQuery>();
  const underway = new Set<number>();
  const waiting = new Set<() => void>();
  const told = new Set<(out: boolean) => void>();
  let out = false;

  const answered = (key: number) => {
    underway.delete(key);
    if (underway.size > 0) return;
    for (const go of waiting) go();
    waiting.clear();
  };
  const begin = (operation: Operation) => {
    if (operation.kind === 'teardown') {
      active.delete(operation.key);
      answered(operation.key);
    } else if (operation.kind === 'query') {
      underway.add(operation.key);
      const typenames = active.get(operation.key)?.typenames ?? new Set();
      active.set(operation.key, { operation, typenames });
    }
  };
  const notice = (now: boolean) => {
    if (now === out) return;
    out = now;
    for (const tell of told) tell(out);
  };
  const end = ({ operation, data, error, stale }: OperationResult) => {
    if (!stale) answered(operation.key);
    if (error ? hasCode(error, 'UNAVAILABLE') : !stale) notice(error !== undefined);
    const query = active.get(operation.key);
    if (!query || !data) return;
    const typenames = collectTypenames(data, new Set(operation.context.additionalTypenames ?? []));
    active.set(operation.key, { ...query, typenames });
  };
  const refetch: LiveQueries['refetch'] = (client, kinds) => {
    for (const { operation, typenames } of [...active.values()]) {
      if (kinds && ![...kinds].some((kind) => typenames.has(kind))) continue;
      const context = { ...operation.context, requestPolicy: 'network-only' as const };
      client.reexecuteOperation(makeOperation('query', operation, context));
    }
  };
  const exchange: Exchange =
    ({ client, forward }) =>
    (operations) =>
      pipe(
        operations,
        tap(begin),
        forward,
        tap(end),
        // What was refused because things are different by now was asked for from a screen that is out of date.
        tap(({ error }) => hasCode(error, 'CONFLICT') && refetch(client)),
      );

  return {
    exchange,
    onOutage(listener) {
      told.add(listener);
      return () => void told.delete(listener);
    },
    quiet: () => new Promise((resolve) => (underway.size > 0 ? waiting.add(resolve) : resolve())),
    refetch,
  };
}

const hasCode = (error: CombinedError | undefined, code: string): boolean =>
  error?.graphQLErrors.some(({ extensions }) => extensions.code === code) ?? false;

function collectTypenames(value: unknown, into: Set<string>): Set<string> {
  if (Array.isArray(value)) for (const item of value) collectTypenames(item, into);
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value))
      if (key === '__typename' && typeof item === 'string') into.add(item);
      else collectTypenames(item, into);
  return into;
}
