import { Checkbox, Skeleton } from '@mantine/core';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { TextLink } from '../links.tsx';
import { CellContent } from './CellContent.tsx';
import classes from './list.module.css';
import type { Column, ListModel } from './list-model.ts';

interface ListCardsProps<Row extends { id: string }, Sort extends string> {
  list: ListModel<Row, Sort>;
  columns: readonly Column<Row, Sort>[];
  rowLink?: (row: Row) => LinkProps;
  rowActions?: (row: Row) => ReactNode;
  selected?: readonly Row[];
  onSelect?: (rows: Row[]) => void;
}

/** The list on a phone: one block per row with its name and the columns that matter most. */
export function ListCards<Row extends { id: string }, Sort extends string>({
  list,
  columns,
  rowLink,
  rowActions,
  selected = [],
  onSelect,
}: ListCardsProps<Row, Sort>) {
  const [first, ...others] = columns;
  if (!first) return null;
  if (!list.rows)
    return (
      <div className={classes.cards}>
        {['a', 'b', 'c', 'd', 'e'].map((key) => (
          <div key={key} className={classes.card}>
            <Skeleton h={14} w="55%" mb={8} />
            <Skeleton h={10} w="80%" />
          </div>
        ))}
      </div>
    );
  const important = others.filter(({ show }) => show === 'always');
  const state = important.find(({ key }) => STATES.has(key));
  return (
    <ul className={classes.cards} data-rows aria-busy={list.busy}>
      {list.rows.map((row) => {
        const action = rowActions?.(row);
        // Beside the name, where it needs no label; unless a button stands there.
        const aside = action ? undefined : state;
        const facts = important.filter((column) => column !== aside);
        const ticked = selected.some(({ id }) => id === row.id);
        return (
          <li key={row.id} className={classes.card}>
            <div className={classes.cardHead}>
              {rowLink ? (
                <TextLink {...rowLink(row)} className={classes.rowLink} data-row-link>
                  <CellContent column={first} row={row} />
                </TextLink>
              ) : (
                <strong>
                  <CellContent column={first} row={row} />
                </strong>
              )}
              {action}
              {aside && <CellContent column={aside} row={row} />}
              {onSelect && (
                <Checkbox
                  aria-label={`Select ${first.value(row) ?? 'row'}`}
                  checked={ticked}
                  onChange={() =>
                    onSelect(ticked ? selected.filter(({ id }) => id !== row.id) : [...selected, row])
                  }
                />
              )}
            </div>
            <dl className={classes.cardFacts}>
              {facts.map((column) => (
                <div key={column.key}>
                  <dt>{column.title}</dt>
                  <dd>
                    <CellContent column={column} row={row} />
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        );
      })}
    </ul>
  );
}

/** The columns, by their keys, that say how a row stands. */
const STATES: ReadonlySet<string> = new Set(['state', 'status']);
