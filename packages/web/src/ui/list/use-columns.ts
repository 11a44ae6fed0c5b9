import { useLocalStorage } from '@mantine/hooks';
import type { Column } from './list-model.ts';

/**
 * Which columns the reader sees, kept in this browser under the list's id (names of columns only, nothing personal [S57]).
 * The first column always shows.
 */
export function useColumns<Row, Sort extends string>(listId: string, columns: readonly Column<Row, Sort>[]) {
  const [changed, setChanged] = useLocalStorage<Record<string, boolean>>({
    key: `steward.columns.${listId}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const isShown = ({ key, show = 'wide' }: Column<Row, Sort>) => changed[key] ?? show !== 'chosen';
  return {
    shown: columns.filter((column, at) => at === 0 || isShown(column)),
    isShown,
    toggle: (column: Column<Row, Sort>) => setChanged({ ...changed, [column.key]: !isShown(column) }),
    reset: () => setChanged({}),
  };
}
