import { Skeleton, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type LinkProps, useNavigate } from '@tanstack/react-router';
import { DataTable, type DataTableColumn } from 'mantine-datatable';
import 'mantine-datatable/styles.layer.css';
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { TextLink } from '../links.tsx';
import { CellContent } from './CellContent.tsx';
import classes from './list.module.css';
import type { Column, ListModel } from './list-model.ts';

interface ListTableProps<Row extends { id: string }, Sort extends string> {
  list: ListModel<Row, Sort>;
  columns: readonly Column<Row, Sort>[];
  rowLink?: (row: Row) => LinkProps;
  rowActions?: (row: Row) => ReactNode;
  selected?: readonly Row[];
  onSelect?: (rows: Row[]) => void;
}

/** The table form of a list: sortable headings, a link per row, arrow keys from row to row. */
export function ListTable<Row extends { id: string }, Sort extends string>({
  list,
  columns,
  rowLink,
  rowActions,
  selected,
  onSelect,
}: ListTableProps<Row, Sort>) {
  const navigate = useNavigate();
  const { sort, setSort } = list.state;
  const sortedBy = columns.find((column) => column.sort !== undefined && column.sort === sort?.field);
  const waiting = list.rows === undefined;
  const frame = useRef<HTMLDivElement>(null);

  // Listened for on the frame, which is no control itself: the links inside are.
  useEffect(() => {
    const table = frame.current;
    table?.addEventListener('keydown', moveByArrows);
    table?.addEventListener('mouseover', showWhole);
    return () => {
      table?.removeEventListener('keydown', moveByArrows);
      table?.removeEventListener('mouseover', showWhole);
    };
  }, []);
  // The table's component leaves no other way to its heads.
  useEffect(() => {
    for (const column of columns) {
      if (!column.sort) continue;
      const by = column === sortedBy && (sort?.direction === 'DESC' ? 'descending' : 'ascending');
      const head = frame.current?.querySelector(`th[data-accessor="${column.key}"]`);
      head?.setAttribute('aria-sort', by || 'none');
    }
  });

  const shape = (column: Column<Row, Sort>): DataTableColumn<Row> => ({
    accessor: column.key,
    title: column.sort ? (
      <SortHead
        title={column.title}
        sorted={sortedBy === column ? sort?.direction : undefined}
        onSort={(to) => column.sort && setSort(column.sort, to)}
      />
    ) : (
      column.title
    ),
    textAlign: column.align ?? 'left',
    cellsClassName: column.align ? 'numeric' : classes.cell,
    noWrap: true,
    render: (row) => {
      if (waiting) return <Skeleton h={12} my={4} w={`${50 + ((row.id.length * 17) % 40)}%`} />;
      const content = <CellContent column={column} row={row} />;
      if (column !== columns[0] || !rowLink) return content;
      return (
        <TextLink {...rowLink(row)} className={classes.rowLink} data-row-link>
          {content}
        </TextLink>
      );
    },
  });

  const actions: DataTableColumn<Row> = {
    accessor: 'actions',
    title: <VisuallyHidden>Actions</VisuallyHidden>,
    textAlign: 'right',
    render: (row) => !waiting && rowActions?.(row),
  };

  return (
    <div
      ref={frame}
      className={classes.frame}
      style={{ '--columns': columns.length + (rowActions ? 1 : 0) } as CSSProperties}
    >
      <DataTable<Row>
        className={classes.table}
        columns={rowActions ? [...columns.map(shape), actions] : columns.map(shape)}
        records={[...(list.rows ?? PLACEHOLDERS)] as Row[]}
        idAccessor="id"
        minHeight={0}
        verticalSpacing={7}
        horizontalSpacing="sm"
        highlightOnHover={!waiting}
        noHeader={false}
        backgroundColor="var(--st-surface)"
        borderColor="var(--st-line)"
        pinLastColumn={rowActions !== undefined}
        rowBorderColor="var(--st-line)"
        highlightOnHoverColor="var(--st-hover)"
        aria-busy={list.busy}
        // The list around it says so, and the table's own words would be read out beside full rows, too.
        emptyState={NOTHING}
        onRowClick={
          rowLink && !waiting
            ? ({ record, event }) => {
                if (!isMeantFor(event.currentTarget, event.target) || getSelection()?.toString()) return;
                void navigate(rowLink(record));
              }
            : undefined
        }
        {...(onSelect &&
          !waiting && {
            selectedRecords: [...(selected ?? [])],
            onSelectedRecordsChange: onSelect,
            allRecordsSelectionCheckboxProps: { 'aria-label': 'Select all rows on this page' },
            getRecordSelectionCheckboxProps: (row: Row) => ({
              'aria-label': `Select ${columns[0]?.value(row) ?? 'row'}`,
            }),
          })}
      />
    </div>
  );
}

const PLACEHOLDERS = Array.from({ length: 8 }, (_, at) => ({ id: '.'.repeat(at + 1) }));

/**
 * Whether a click was meant for the row: not for a link, button or box inside it, nor for a dialogue that was opened from it,
 * whose clicks reach the row by React's tree although they are elsewhere on the page.
 */
function isMeantFor(row: EventTarget, target: EventTarget): boolean {
  return (
    row instanceof Element &&
    target instanceof Element &&
    row.contains(target) &&
    target.closest('a, button, input, label') === null
  );
}

const NOTHING = <></>;

interface SortHeadProps {
  title: string;
  sorted: 'ASC' | 'DESC' | undefined;
  onSort: (direction: 'ASC' | 'DESC') => void;
}

/** The heading of a column by which the list can be ordered. */
function SortHead({ title, sorted, onSort }: SortHeadProps) {
  const Icon = sorted ? (sorted === 'ASC' ? IconArrowUp : IconArrowDown) : IconArrowsSort;
  return (
    <UnstyledButton
      className={classes.sort}
      data-sorted={sorted}
      onClick={() => onSort(sorted === 'ASC' ? 'DESC' : 'ASC')}
    >
      {title}
      <Icon size={13} aria-hidden />
    </UnstyledButton>
  );
}

function* textsIn(node: Node): Generator<string> {
  if (node instanceof Text && node.data.trim()) yield node.data.trim();
  for (const child of node.childNodes) yield* textsIn(child);
}

/** What is cut off for want of room is shown whole where the pointer rests. */
function showWhole({ target }: MouseEvent): void {
  const cell = target instanceof Element ? target.closest('td') : null;
  if (!cell) return;
  const cut = [cell, ...cell.querySelectorAll('*')].some(
    (part) => part.scrollWidth > part.clientWidth && part.clientWidth > 0,
  );
  if (cut) cell.title = [...textsIn(cell)].join(' ');
  else cell.removeAttribute('title');
}

/** ↑ and ↓ go from row to row, Home and End to the first and last; Enter on a link opens it anyway. */
function moveByArrows(event: KeyboardEvent): void {
  const { target, currentTarget: frame } = event;
  if (!(target instanceof HTMLElement && frame instanceof HTMLElement && target.matches('[data-row-link]')))
    return;
  const links = [...frame.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.indexOf(target);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  links[to]?.focus();
}
