import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { asApiError } from '../../lib/errors.ts';
import { count } from '../../lib/format.ts';
import type { ListModel } from './list-model.ts';

/** What bulk deeds take at once, and what a browser holds without effort. */
const MOST = 500;

interface SelectAllProps<Row extends { id: string }, Sort extends string> {
  list: ListModel<Row, Sort>;
  selected: readonly Row[];
  onSelect: (rows: readonly Row[]) => void;
}

/** Once every row of the page is ticked, the way to tick those of the other pages, too. */
export function SelectAll<Row extends { id: string }, Sort extends string>({
  list,
  selected,
  onSelect,
}: SelectAllProps<Row, Sort>) {
  const [busy, setBusy] = useState(false);
  const { rows = [], total = 0 } = list;
  const ticked = new Set(selected.map(({ id }) => id));
  if (total <= ticked.size || total > MOST || !rows.every(({ id }) => ticked.has(id))) return null;

  const selectAll = async () => {
    setBusy(true);
    try {
      onSelect(await list.fetchAll(() => {}, new AbortController().signal));
    } catch (thrown) {
      notifications.show({ color: 'red', message: asApiError(thrown).message });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="xs" variant="subtle" onClick={selectAll} loading={busy}>
      Select all {count(total)}
    </Button>
  );
}
