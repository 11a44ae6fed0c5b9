import { useCallback } from 'react';
import { type AnyVariables, useClient } from 'urql';
import { toApiError } from '../lib/errors.ts';
import type { ListModel } from '../ui/list/list-model.ts';
import { type FilterValue, type ListSettings, useListState } from '../ui/list/use-list-state.ts';
import { graphql, type ResultOf, type TadaDocumentNode } from './graphql.ts';
import { useKeptQuery } from './use-kept-query.ts';

/** What every list query asks of its page: `pageInfo { ...Paging }`. */
export const paging = graphql(`
  fragment Paging on PageInfo @_unmask {
    hasNextPage
    hasPreviousPage
    startCursor
    endCursor
  }
`);

/** The variables that every list query of the API takes. */
interface ListVariables {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  filter?: object | null;
  orderBy?: { field: string; direction?: 'ASC' | 'DESC' | null } | null;
}

/** One page of a Relay connection, as much as a list needs. */
interface Page<Row> {
  nodes: readonly Row[];
  totalCount: number;
  pageInfo: ResultOf<typeof paging>;
}

type FilterOf<Variables> = Variables extends { filter?: infer F } ? NonNullable<F> : never;
export type SortOf<Variables> = Variables extends { orderBy?: infer O }
  ? NonNullable<O> extends { field: infer F extends string }
    ? F
    : never
  : never;

interface ListOptions<Data, Variables, Row> {
  query: TadaDocumentNode<Data, Variables>;
  /** Picks the connection out of the answer; null when the object it hangs on is gone. */
  page: (data: Data) => Page<Row> | null | undefined;
  /** The GraphQL type of a row, so that an empty list, too, is asked again when the first one is made. */
  type: string;
  /** Further types whose changes concern its rows. */
  also?: readonly string[];
  settings: ListSettings<SortOf<Variables>>;
  /** What this list is always narrowed to, such as the company whose page it is on. */
  fixed?: Partial<FilterOf<Variables>>;
  /** Variables of the query besides the list's own, such as the id of the object that the connection hangs on. */
  extra?: Partial<Variables>;
}

/** The API gives at most this many rows at a time. */
const EXPORT_PAGE = 100;

/**
 * Connects a list query to `<DataList>`: page, order and filters come from the URL, rows from the API, and the list is
 * asked again when rows of its type change anywhere.
 */
export function useList<Data, Variables extends ListVariables & AnyVariables, Row>({
  query,
  page,
  type,
  also = [],
  settings,
  fixed,
  extra,
}: ListOptions<Data, Variables, Row>): ListModel<Row, SortOf<Variables>> {
  const client = useClient();
  const state = useListState(settings);
  const filter = narrowed({ search: state.search || undefined, ...state.filters, ...fixed });
  const common = {
    ...extra,
    ...(filter && { filter }),
    ...(state.sort && { orderBy: { field: state.sort.field, direction: state.sort.direction } }),
  };
  const window = state.before
    ? { last: state.size, before: state.before }
    : { first: state.size, ...(state.after && { after: state.after }) };
  // The pieces are checked one by one above; TypeScript cannot see that together they are this query's variables.
  const variables = { ...common, ...window } as unknown as Variables;

  const { data, current, error, busy, retry } = useKeptQuery(query, variables, { types: [type, ...also] });
  const shown = data === undefined ? undefined : page(data);

  const commonKey = JSON.stringify(common);
  const fetchAll = useCallback<ListModel<Row, string>['fetchAll']>(
    async (onProgress, signal) => {
      const rows: Row[] = [];
      let after: string | null = null;
      for (;;) {
        const next: Variables = { ...JSON.parse(commonKey), first: EXPORT_PAGE, ...(after && { after }) };
        const answer = await client.query(query, next, { requestPolicy: 'network-only' }).toPromise();
        signal.throwIfAborted();
        if (answer.error) throw toApiError(answer.error);
        const got = answer.data && page(answer.data);
        if (!got) return rows;
        rows.push(...got.nodes);
        onProgress(rows.length, got.totalCount);
        after = got.pageInfo.endCursor;
        if (!got.pageInfo.hasNextPage || !after) return rows;
      }
    },
    [client, query, page, commonKey],
  );

  return {
    state,
    rows: shown?.nodes,
    total: shown?.totalCount,
    // A server may leave the other direction unanswered (Relay allows it); having come from there is proof enough.
    hasNext: (shown?.pageInfo.hasNextPage ?? false) || state.before !== undefined,
    hasPrevious: (shown?.pageInfo.hasPreviousPage ?? false) || state.after !== undefined,
    startCursor: shown?.pageInfo.startCursor ?? undefined,
    endCursor: shown?.pageInfo.endCursor ?? undefined,
    busy: busy || !current,
    error,
    retry,
    fetchAll,
  };
}

function narrowed(filter: Record<string, FilterValue | undefined>): Record<string, FilterValue> | undefined {
  const given = Object.entries(filter).filter(
    (entry): entry is [string, FilterValue] => entry[1] !== undefined,
  );
  return given.length ? Object.fromEntries(given) : undefined;
}
