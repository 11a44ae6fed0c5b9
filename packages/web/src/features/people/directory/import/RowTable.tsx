import { ScrollArea, Table } from '@mantine/core';
import { COLUMNS, shownCell, titleOf } from './columns.ts';
import type { ImportRow } from './ImportPreviewPage.tsx';
import classes from './import.module.css';
import { WrongCell } from './WrongCell.tsx';

interface RowsProps {
  rows: readonly ImportRow[];
  /** Whether there is anything to correct in the file. */
  withErrors: boolean;
}

/** The rows as a table; wrong cells are marked, and what is wrong stands at the end of the row, too. */
export function RowTable({ rows, withErrors }: RowsProps) {
  const columns = COLUMNS.filter(
    ({ field, required }) =>
      required || rows.some((row) => row[field] !== '' || row.errors.some(({ column }) => column === field)),
  );
  return (
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Rows of the file' }}>
      <Table className={classes.table} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Line</Table.Th>
            {columns.map(({ field, title }) => (
              <Table.Th key={field}>{title}</Table.Th>
            ))}
            {withErrors && <Table.Th miw={220}>To correct</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.line} data-wrong={row.errors.length > 0 || undefined}>
              <Table.Td className="numeric" c="dimmed">
                {row.line}
              </Table.Td>
              {columns.map(({ field }) => {
                const error = row.errors.find(({ column }) => column === field);
                return (
                  <Table.Td key={field}>
                    {error ? (
                      <WrongCell value={row[field]} message={error.message} />
                    ) : (
                      shownCell(field, row[field])
                    )}
                  </Table.Td>
                );
              })}
              {withErrors && (
                <Table.Td>
                  <ErrorMessages row={row} />
                </Table.Td>
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}

/** What to correct in a row, column by column. */
export function ErrorMessages({ row }: { row: ImportRow }) {
  if (row.errors.length === 0) return null;
  return (
    <ul className={classes.messages}>
      {row.errors.map(({ column, message }) => (
        <li key={column + message}>
          {titleOf(column)}: {message}
        </li>
      ))}
    </ul>
  );
}
