import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { count } from '../../lib/format.ts';
import { useDeed } from '../use-deed.ts';
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
  const { run, busy } = useDeed(
    async () => onSelect(await list.fetchAll(() => {}, new AbortController().signal)),
    ({ message }) => notifications.show({ color: 'red', message }),
  );
  const { rows = [], total = 0 } = list;
  const ticked = new Set(selected.map(({ id }) => id));
  if (total <= ticked.size || total > MOST || !rows.every(({ id }) => ticked.has(id))) return null;

  return (
    <Button size="xs" variant="subtle" onClick={run} loading={busy}>
      Select all {count(total)}
    </Button>
  );
}
