import { Text } from '@mantine/core';
import { COLUMNS, shownCell } from './columns.ts';
import type { ImportRow } from './ImportPreviewPage.tsx';
import classes from './import.module.css';
import { ErrorMessages } from './RowTable.tsx';
import { WrongCell } from './WrongCell.tsx';

/** The rows on a phone: one block each, with what to correct. */
export function RowCards({ rows }: { rows: readonly ImportRow[] }) {
  return (
    <ul className={classes.cards}>
      {rows.map((row) => (
        <li key={row.line} className={classes.card}>
          <Text c="dimmed" fz="xs">
            Line {row.line}
          </Text>
          <Text fw={550}>{[row.firstName, row.lastName].filter(Boolean).join(' ') || 'No name'}</Text>
          <div className={classes.counts}>
            {COLUMNS.map(({ field, title }) => {
              const error = row.errors.find(({ column }) => column === field);
              const named = field === 'firstName' || field === 'lastName';
              if (!error && (named || !row[field])) return null;
              return (
                <Text key={field} span fz="sm" style={{ overflowWrap: 'anywhere' }}>
                  {error ? (
                    <>
                      <Text span inherit c="dimmed">
                        {title}{' '}
                      </Text>
                      <WrongCell value={row[field]} message={error.message} />
                    </>
                  ) : (
                    shownCell(field, row[field])
                  )}
                </Text>
              );
            })}
          </div>
          <Text fz="sm" component="div" mt={4}>
            <ErrorMessages row={row} />
          </Text>
        </li>
      ))}
    </ul>
  );
}
