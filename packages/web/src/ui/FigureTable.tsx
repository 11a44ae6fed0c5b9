import { Stack, Table } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { Facts } from './Facts.tsx';
import { Lines } from './Lines.tsx';

interface FigureTableProps {
  label: string;
  /** Empty: a column of buttons. */
  head: readonly string[];
  /** Which columns hold figures. */
  numeric: readonly number[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

/** A small table of figures, whole: it is neither sorted nor paged. On a phone each row is an entry of a list. */
export function FigureTable({ label, head, numeric, rows }: FigureTableProps) {
  const align = (column: number) => (numeric.includes(column) ? 'right' : 'left');
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  if (phone) {
    return (
      <section aria-label={label}>
        <Lines>
          {rows.map(({ key, cells: [first, ...others] }) => (
            <li key={key}>
              <Stack gap={4}>
                <strong>{first}</strong>
                <Facts
                  facts={others.flatMap((cell, at) => {
                    const title = head[at + 1];
                    return title ? [[title, cell] as const] : [];
                  })}
                />
                {others.filter((_, at) => !head[at + 1])}
              </Stack>
            </li>
          ))}
        </Lines>
      </section>
    );
  }
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table fz="sm" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {head.map((title, column) =>
              title ? (
                <Table.Th key={title} scope="col" ta={align(column)}>
                  {title}
                </Table.Th>
              ) : (
                <Table.Td key="deeds" />
              ),
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells }) => (
            <Table.Tr key={key}>
              {cells.map((cell, column) => (
                <Table.Td
                  key={head[column]}
                  ta={align(column)}
                  c={cell === '0' ? 'dimmed' : undefined}
                  style={{ overflowWrap: 'anywhere' }}
                >
                  {cell}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
