import { cacheExchange, createClient, createRequest, type Exchange, gql, type OperationResult } from 'urql';
import { expect, it } from 'vitest';
import { filter, makeSubject, map, merge, pipe } from 'wonka';
import { liveQueries } from './live-queries.ts';

/** A client at whose end a little exchange answers, and the names of the queries that reached it. */
function start() {
  const asked: string[] = [];
  const answer: Exchange = () => (operations) =>
    pipe(
      operations,
      filter(({ kind }) => kind === 'query'),
      map((operation) => {
        const { type } = operation.variables as { type: string };
        asked.push(type);
        return {
          operation,
          data: {
            list: { __typename: `${type}Connection`, nodes: type === 'Mail' ? [] : [{ __typename: type }] },
          },
          stale: false,
          hasNext: false,
        };
      }),
    );
  const live = liveQueries();
  const client = createClient({
    url: '/',
    exchanges: [live.exchange, cacheExchange, answer],
    preferGetMethod: false,
  });
  const watch = (type: string) =>
    client
      .query(
        gql`query ($type: String) { list(type: $type) { nodes { id } } }`,
        { type },
        { additionalTypenames: [type] },
      )
      .subscribe(() => {});
  const refetched = async (kinds?: ReadonlySet<string>) => {
    asked.length = 0;
    live.refetch(client, kinds);
    // The client dispatches in a microtask.
    await Promise.resolve();
    return asked.toSorted();
  };
  return { watch, refetched };
}

it('asks again just the queries on screen that show a changed type, an empty list of it too', async () => {
  const { watch, refetched } = start();
  watch('Company');
  watch('Mail');
  expect(await refetched(new Set(['Company']))).toEqual(['Company']);
  expect(await refetched(new Set(['Mail', 'Notice']))).toEqual(['Mail']);
  expect(await refetched(new Set(['Invoice']))).toEqual([]);
});

it('asks everything on screen after a lost connection, and nothing that has left it', async () => {
  const { watch, refetched } = start();
  watch('Company');
  watch('Mail').unsubscribe();
  expect(await refetched()).toEqual(['Company']);
});

it('is quiet once every query on screen has its answer or has left', async () => {
  const { next, source } = makeSubject<OperationResult>();
  const live = liveQueries();
  const answers: Exchange = () => (operations) =>
    merge([
      pipe(
        operations,
        filter(() => false),
        map((operation) => ({ operation, stale: false, hasNext: false })),
      ),
      source,
    ]);
  const client = createClient({ url: '/', exchanges: [live.exchange, answers], preferGetMethod: false });
  await live.quiet();
  const query = (name: string) => createRequest(`query ($name: String) { ${name} }`, { name });
  const asked = ['first', 'second'].map((name) => {
    const operation = client.createRequestOperation('query', query(name));
    return { operation, ...client.executeRequestOperation(operation).subscribe(() => {}) };
  });
  let quiet = false;
  const settled = live.quiet().then(() => {
    quiet = true;
  });
  const [first, second] = asked;
  if (!first || !second) throw new Error('Nothing was asked.');
  next({ operation: first.operation, data: {}, stale: false, hasNext: false });
  await Promise.resolve();
  expect(quiet).toBe(false);
  second.unsubscribe();
  await settled;
  expect(quiet).toBe(true);
});
