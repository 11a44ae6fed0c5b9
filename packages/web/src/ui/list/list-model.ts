import type { ReactNode } from 'react';
import type { ApiError } from '../../lib/errors.ts';
import type { ListState } from './use-list-state.ts';

/** What `<DataList>` shows and drives. `useList` makes one from a query; the list itself knows nothing of GraphQL. */
export interface ListModel<Row, Sort extends string> {
  state: ListState<Sort>;
  /** One page; undefined until the first answer. */
  rows: readonly Row[] | undefined;
  /** Rows over all pages. */
  total: number | undefined;
  hasNext: boolean;
  hasPrevious: boolean;
  startCursor: string | undefined;
  endCursor: string | undefined;
  /** A newer answer is on its way; rows, if any, are the last ones. */
  busy: boolean;
  error: ApiError | undefined;
  retry: () => void;
  /** Every row that the filters let through, page by page, for export. Throws ApiError, or the signal's reason. */
  fetchAll: (onProgress: (done: number, total: number) => void, signal: AbortSignal) => Promise<Row[]>;
  /** All of these rows as the CSV file that the server makes of them: for lists of many thousands. */
  fetchCsv?: () => Promise<Blob>;
}

export type CellValue = string | number | boolean | null | undefined;

/** One column. The first column of a list names the row and carries its link. */
export interface Column<Row, Sort extends string> {
  /** Stable: the reader's choice of columns is stored under it. */
  key: string;
  title: string;
  /** The bare value: what the CSV file gets, and what the cell shows unless `cell` says otherwise. */
  value: (row: Row) => CellValue;
  cell?: (row: Row) => ReactNode;
  /** The API's name for ordering by this column; without it the column cannot be sorted. */
  sort?: NoInfer<Sort>;
  align?: 'right';
  /**
   * `always`: also on a phone. `wide` (default): from tablet width. `chosen`: only once the reader picks it.
   */
  show?: 'always' | 'wide' | 'chosen';
}

/** Something to do with the rows the reader has ticked. */
export interface BulkAction<Row> {
  label: string;
  icon?: ReactNode;
  colour?: 'red';
  /** `clear` unticks everything; call it when the work is done. */
  run: (rows: readonly Row[], clear: () => void) => void;
}

/** Something to narrow the list by, above it. `key` is the field of the API's filter that it sets. */
export type FilterField = ChoiceFilter | OwnFilter;

/** A field of its own kind, such as a day. */
export interface OwnFilter {
  key: string;
  label: string;
  field: (props: {
    label: string;
    value: string | undefined;
    onChange: (value: string | undefined) => void;
  }) => ReactNode;
}

/** A drop-down. */
export interface ChoiceFilter {
  key: string;
  label: string;
  options: readonly { value: string; label: string }[];
  /** For choices too many to show at once: told what is typed, whoever gave the options finds others. */
  onSearch?: (text: string) => void;
}
