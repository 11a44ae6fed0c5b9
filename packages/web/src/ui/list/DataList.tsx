import { Button, Group, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconSearchOff } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { plural } from '../../lib/format.ts';
import { EmptyState } from '../EmptyState.tsx';
import { ErrorState } from '../ErrorState.tsx';
import { ExportButton } from './ExportButton.tsx';
import { ListCards } from './ListCards.tsx';
import { ListFooter } from './ListFooter.tsx';
import { ListTable } from './ListTable.tsx';
import { ListToolbar } from './ListToolbar.tsx';
import classes from './list.module.css';
import type { BulkAction, Column, FilterField, ListModel } from './list-model.ts';
import { SelectAll } from './SelectAll.tsx';
import { useColumns } from './use-columns.ts';
import { useRowFocus } from './use-row-focus.ts';

interface DataListProps<Row extends { id: string }, Sort extends string> {
  /** Names the list: its column choice is stored, and its CSV file named, by it. */
  id: string;
  /** The CSV file's name where the list is one of many. */
  fileName?: string;
  /** What assistive technology calls the list: "Companies". */
  label: string;
  list: ListModel<Row, Sort>;
  columns: readonly Column<Row, Sort>[];
  filters?: readonly FilterField[];
  /** What the search box finds, as its placeholder; leave out where the API has no search. */
  searchHint?: string;
  /** Where a row leads. */
  rowLink?: (row: Row) => LinkProps;
  /** What can be done with ticked rows; leave out and rows have no box. */
  bulk?: readonly BulkAction<Row>[];
  /** Buttons at the end of a row, for deeds on just this one. */
  rowActions?: (row: Row) => ReactNode;
  /** Shown when there is nothing at all: an EmptyState with the next step. */
  empty: ReactNode;
}

/**
 * The list of the console. Every list sorts, filters, pages, exports and lets the reader choose columns; every state has a
 * face; on a phone it becomes blocks. Give it a model from `useList` and columns.
 */
export function DataList<Row extends { id: string }, Sort extends string>({
  id,
  fileName = id,
  label,
  list,
  columns,
  filters = [],
  searchHint,
  rowLink,
  rowActions,
  bulk = [],
  empty,
}: DataListProps<Row, Sort>) {
  const choice = useColumns(id, columns);
  const [selected, setSelected] = useState<readonly Row[]>([]);
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const { state, rows, busy, error } = list;
  const narrowed = state.search !== '' || Object.keys(state.filters).length > 0;
  const frame = useRowFocus();
  const nothing = rows?.length === 0 && !busy;
  const around = { ref: frame, className: classes.root, tabIndex: -1, 'aria-label': label };
  if (nothing && !narrowed && state.page === 1) return <section {...around}>{empty}</section>;

  const Body = phone ? ListCards : ListTable;
  return (
    <section {...around}>
      <ListToolbar
        list={list}
        searchHint={searchHint}
        filters={filters}
        columns={columns}
        choice={choice}
        phone={phone}
      >
        <ExportButton list={list} columns={choice.shown} fileName={fileName} />
      </ListToolbar>
      {selected.length > 0 && (
        <Group className={classes.bulk} gap="xs" role="status">
          <Text fz="sm" fw={500} c="inherit">
            {plural(selected.length, 'row')} selected
          </Text>
          {bulk.map(({ label: deed, icon, colour, run }) => (
            <Button
              key={deed}
              size="xs"
              variant="default"
              leftSection={icon}
              c={colour}
              onClick={() => run(selected, () => setSelected([]))}
            >
              {deed}
            </Button>
          ))}
          <SelectAll list={list} selected={selected} onSelect={setSelected} />
          <Button size="xs" variant="subtle" onClick={() => setSelected([])}>
            Clear
          </Button>
        </Group>
      )}
      {error && !rows ? (
        <ErrorState error={error} onRetry={list.retry} />
      ) : nothing && !narrowed ? (
        <EmptyState
          icon={<IconSearchOff size={22} />}
          title="Nothing left on this page"
          action={
            <Button variant="default" onClick={state.goFirst}>
              First page
            </Button>
          }
        >
          What stood here has moved or is done.
        </EmptyState>
      ) : nothing ? (
        <EmptyState
          icon={<IconSearchOff size={22} />}
          title="Nothing matches"
          action={
            <Button variant="default" onClick={state.reset}>
              Clear filters
            </Button>
          }
        >
          Try other words or fewer filters.
        </EmptyState>
      ) : (
        <div className={classes.body} data-waiting={busy && rows !== undefined}>
          <Body
            list={list}
            columns={choice.shown}
            rowLink={rowLink}
            rowActions={rowActions}
            {...(bulk.length > 0 && { selected, onSelect: setSelected })}
          />
        </div>
      )}
      <ListFooter list={list} />
    </section>
  );
}
