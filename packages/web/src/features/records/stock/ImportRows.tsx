import { ScrollArea, Table, Text } from '@mantine/core';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';

/** What a file of records would do, as every import of them asks for it. */
export const filePreview = graphql(`
  fragment FilePreview on ImportPreview @_unmask {
    added
    changed
    same
    wrong
    rows {
      line
      name
      outcome
      detail
      problems {
        column
        message
      }
    }
  }
`);
export type FilePreview = ResultOf<typeof filePreview>;

const OUTCOMES: Readonly<Record<string, string>> = {
  ADD: 'Is added',
  CHANGE: 'Changes',
  SAME: 'As it is',
  WRONG: 'Wrong',
};

/** As many as are worth looking through on screen. */
const MOST = 200;

/** What each row of a file would do, those that are wrong first. */
export function ImportRows({ rows }: { rows: FilePreview['rows'] }) {
  const sorted = rows.toSorted(
    (a, b) => Number(b.outcome === 'WRONG') - Number(a.outcome === 'WRONG') || a.line - b.line,
  );
  return (
    <>
      <ScrollArea
        type="auto"
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Rows of the file' }}
      >
        <Table miw={520} verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Line</Table.Th>
              <Table.Th>Record</Table.Th>
              <Table.Th>Outcome</Table.Th>
              <Table.Th>What it says</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sorted.slice(0, MOST).map(({ line, name, outcome, detail, problems }) => (
              <Table.Tr key={line}>
                <Table.Td>{line}</Table.Td>
                <Table.Td>{name}</Table.Td>
                <Table.Td>
                  <StateBadge state={`ROW_${outcome}`} label={OUTCOMES[outcome] ?? outcome} />
                </Table.Td>
                <Table.Td>
                  {problems.map(({ column, message }) => (
                    <Text key={column + message} fz="sm">
                      {column && (
                        <Text span fw={600} inherit>
                          {column}:{' '}
                        </Text>
                      )}
                      {message}
                    </Text>
                  ))}
                  {problems.length === 0 && <Text fz="sm">{detail}</Text>}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      {rows.length > MOST && (
        <Text c="dimmed" fz="sm" mt="xs">
          And {rows.length - MOST} more rows.
        </Text>
      )}
    </>
  );
}
