import { Button, Group, Paper, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useState } from 'react';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { count, date, plural } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Section } from '../../../ui/Section.tsx';
import type { Departure } from './departure.ts';

type Deletion = Departure['deletions'][number];

/** What a deletion came to, in figures [S20]. */
export function DeletionFigures({ deletion }: { deletion: Deletion }) {
  const { gone, emptied, kept, tables, keyDestroyedAt } = deletion;
  const inTables = (part: 'gone' | 'emptied' | 'kept') =>
    `in ${plural(tables.filter((line) => line[part] > 0).length, 'table')}`;
  const last = tables
    .flatMap(({ until }) => until ?? [])
    .sort()
    .at(-1);
  const figures = [
    ['Gone', count(gone), inTables('gone')],
    ['Emptied', count(emptied), emptied ? 'what is kept refers to them' : 'nothing'],
    ['Kept by law', count(kept), kept ? inTables('kept') : 'nothing'],
    [
      'The rest goes by',
      last ? date(last) : 'Now',
      keyDestroyedAt ? 'its key is destroyed' : 'its key stays until then',
    ],
  ];
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }}>
      {figures.map(([label, value, detail]) => (
        <Paper key={label} withBorder radius="md" p="md">
          <Text fz="sm" c="dimmed">
            {label}
          </Text>
          <Text className="numeric" fz="1.5rem" fw={600} lh={1.25}>
            {value}
          </Text>
          <Text fz="sm" c="dimmed">
            {detail}
          </Text>
        </Paper>
      ))}
    </SimpleGrid>
  );
}

/** What became of each table: what is kept first, and why; then what went [S20]. */
export function DeletionReport({ deletion }: { deletion: Deletion }) {
  const [whole, showWhole] = useState(false);
  const { id, tables, digest, doneAt, reference } = deletion;
  const stays = tables.filter(({ kept, emptied }) => kept + emptied > 0);
  const shown = whole ? [...stays, ...tables.filter((line) => !stays.includes(line))] : stays;
  return (
    <Section
      title="Table by table"
      actions={
        <FileMenu
          label="Files"
          failed="No file"
          files={[
            {
              label: 'Report as PDF',
              icon: <IconFileTypePdf size={16} />,
              path: `/tenant-deletions/${id}/pdf`,
              name: 'deletion.pdf',
              type: 'application/pdf',
            },
          ]}
        />
      }
    >
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          {reference} was deleted on <DateText at={doneAt} />. The report names nobody.
        </Text>
        <FigureTable
          label="Table by table"
          head={['What', 'Gone', 'Emptied', 'Kept', 'Until', 'Why']}
          numeric={[1, 2, 3]}
          rows={shown.map(({ table, what, gone, emptied, kept, until, why }) => ({
            key: table,
            cells: [
              what,
              count(gone),
              count(emptied),
              count(kept),
              kept ? (until ? date(until) : 'For good') : '–',
              why,
            ],
          }))}
        />
        {!whole && tables.length > stays.length && (
          <Group>
            <Button variant="default" size="compact-sm" onClick={() => showWhole(true)}>
              Show {plural(tables.length - stays.length, 'table')} of which all is gone
            </Button>
          </Group>
        )}
        {digest && (
          <Text fz="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            SHA-256, which stands in the audit log: {digest}
          </Text>
        )}
      </Stack>
    </Section>
  );
}
