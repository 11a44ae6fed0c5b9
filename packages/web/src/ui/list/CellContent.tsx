import { Dash } from '../Money.tsx';
import type { Column } from './list-model.ts';

/** One cell: the column's own rendering, or its value; nothing shows a dash. */
export function CellContent<Row, Sort extends string>({
  column,
  row,
}: {
  column: Column<Row, Sort>;
  row: Row;
}) {
  if (column.cell) return column.cell(row);
  const value = column.value(row);
  return value === null || value === undefined || value === '' ? <Dash /> : String(value);
}
