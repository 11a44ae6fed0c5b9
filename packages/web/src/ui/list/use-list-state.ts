import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export type FilterValue = string | number | boolean;
export type PageSize = 25 | 50 | 100;
export const PAGE_SIZES: readonly PageSize[] = [25, 50, 100];

/** What a list allows. Keep it outside the component: it never changes. */
export interface ListSettings<Sort extends string> {
  /** Order until the reader picks another, `-` in front for descending: `'NAME'`, `'-CREATED_AT'`. */
  sort?: NoInfer<Sort> | `-${NoInfer<Sort>}`;
  /** Fields of the API's filter, besides `search`, that the address bar may carry. */
  filters?: readonly string[];
  /** Filters that hold until the reader takes them away. */
  initial?: Readonly<Record<string, FilterValue>>;
}

/** Page, order and filters of a list. They live in the address bar, so that Back, reload and sharing work. */
export interface ListState<Sort extends string> {
  search: string;
  filters: Record<string, FilterValue>;
  /** Whether the reader searches or filters. */
  narrowed: boolean;
  sort: { field: Sort; direction: 'ASC' | 'DESC' } | undefined;
  size: PageSize;
  after: string | undefined;
  before: string | undefined;
  /** Counted while paging, for "26–50 of 312"; 1 on the first page. */
  page: number;
  setSearch: (text: string) => void;
  setFilter: (key: string, value: FilterValue | undefined) => void;
  setSort: (field: Sort, direction: 'ASC' | 'DESC') => void;
  setSize: (size: PageSize) => void;
  goFirst: () => void;
  goNext: (endCursor: string) => void;
  goPrevious: (startCursor: string) => void;
  /** Back to what the list begins with. */
  reset: () => void;
}

/** The search parameters of every page: short plain values under names of the page's own. */
export type SearchParams = { [name: string]: FilterValue | undefined };
/** In the address bar, for a filter that the list begins with. */
const TAKEN_AWAY = 'any';
const FIRST_PAGE: SearchParams = { after: undefined, before: undefined, page: undefined };

/** Who writes an address by hand writes `true`, which may come back as text. */
const plain = (value: FilterValue | undefined) =>
  value === 'true' ? true : value === 'false' ? false : value;
const text = (value: FilterValue | undefined) => (value === undefined ? '' : String(value));

/** Reads and writes a list's state in the search parameters `q`, `sort`, `size`, `page`, `after`, `before` and one per filter. */
export function useListState<Sort extends string>(settings: ListSettings<Sort>): ListState<Sort> {
  const params: SearchParams = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (changes: SearchParams, replace = false) =>
      void navigate({
        to: '.',
        search: (before: SearchParams) => ({ ...before, ...changes }),
        replace,
        resetScroll: false,
      }),
    [navigate],
  );

  const { filters: filterKeys = [], initial = {} } = settings;
  const filters: Record<string, FilterValue> = {};
  for (const key of filterKeys) {
    const value = plain(params[key]) ?? initial[key];
    if (value !== undefined && value !== TAKEN_AWAY) filters[key] = value;
  }
  const order = text(params.sort) || settings.sort || '';
  const field = order.replace(/^-/, '') as Sort;
  const page = Number(params.page) || 1;

  return {
    search: text(params.q),
    filters,
    narrowed: ['q', ...filterKeys].some((key) => params[key] !== undefined),
    sort: /^[A-Z_]+$/.test(field) ? { field, direction: order.startsWith('-') ? 'DESC' : 'ASC' } : undefined,
    size: PAGE_SIZES.find((size) => size === Number(params.size)) ?? 25,
    after: text(params.after) || undefined,
    before: text(params.before) || undefined,
    page,
    setSearch: (search) => change({ ...FIRST_PAGE, q: search || undefined }, true),
    setFilter: (key, value) =>
      change({ ...FIRST_PAGE, [key]: value ?? (key in initial ? TAKEN_AWAY : undefined) }, true),
    setSort: (to, direction) => change({ ...FIRST_PAGE, sort: direction === 'DESC' ? `-${to}` : to }),
    setSize: (size) => change({ ...FIRST_PAGE, size: size === 25 ? undefined : size }),
    goFirst: () => change(FIRST_PAGE),
    goNext: (endCursor) => change({ after: endCursor, before: undefined, page: page + 1 }),
    goPrevious: (startCursor) =>
      change(page <= 2 ? FIRST_PAGE : { before: startCursor, after: undefined, page: page - 1 }),
    reset: () =>
      change({
        ...FIRST_PAGE,
        q: undefined,
        ...Object.fromEntries(filterKeys.map((key) => [key, undefined])),
      }),
  };
}
