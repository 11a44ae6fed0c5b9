import { cacheExchange, createClient, type Exchange, gql } from 'urql';
import { expect, it } from 'vitest';
import { filter, map, pipe } from 'wonka';
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
