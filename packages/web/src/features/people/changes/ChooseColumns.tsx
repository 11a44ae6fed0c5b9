import { Button, Group, ScrollArea, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { type BulkField, COLUMNS, canBeEmptied } from './columns.ts';
import type { ChosenColumn, FoundColumn, ReadFile } from './use-upload.ts';

interface ChooseColumnsProps extends ReadFile {
  fileName: string;
  /** Has the file compared; fails with what is wrong with it. */
  onChosen: (chosen: readonly (ChosenColumn | null)[]) => Promise<void>;
  onBack: () => void;
}

const SERVICES: readonly { value: BulkField; label: string }[] = [
  { value: 'services', label: 'Services to begin' },
  { value: 'endServices', label: 'Services to end' },
  { value: 'allServices', label: 'All services: others end' },
];
const PERSON = COLUMNS.filter(({ field }) => field !== 'services' && field !== 'endServices').map(
  ({ field, title }) => ({ value: field as string, label: title }),
);
const BLANK = [
  { value: 'leave', label: 'Leaves it' },
  { value: 'empty', label: 'Empties it' },
];

const keyOf = (column: ChosenColumn | FoundColumn | null | undefined): string | null =>
  column?.field ? (column.productId ? `service ${column.productId}` : column.field) : null;
const meaningOf = (value: string): ChosenColumn => {
  const productId = /^service (.*)$/.exec(value)?.[1];
  return productId === undefined
    ? { field: value as BulkField, empties: false }
    : { field: 'service', productId, empties: false };
};

/** What each column of the file means: proposed, and remembered for the company's next file; and what blank cells do [U2]. */
export function ChooseColumns({ fileName, columns, services, onChosen, onBack }: ChooseColumnsProps) {
  const [chosen, setChosen] = useState(() =>
    columns.map((column): ChosenColumn | null => {
      const value = keyOf(column);
      return value === null ? null : meaningOf(value);
    }),
  );
  const { run, busy, error } = useDeed(() => onChosen(chosen));
  const has = (field: BulkField) => chosen.some((column) => column?.field === field);
  const enough = has('email') || has('reference') || (has('firstName') && has('lastName'));
  // What stands for one thing is taken from the column that stood for it before.
  const choose = (at: number, value: string | null) =>
    setChosen(
      chosen.map((column, i) => {
        if (i === at) return value === null ? null : meaningOf(value);
        return value !== null && keyOf(column) === value ? null : column;
      }),
    );
  const setEmpties = (at: number, empties: boolean) =>
    setChosen(chosen.map((column, i) => (column && i === at ? { ...column, empties } : column)));
  const meanings = [
    { group: 'The person', items: PERSON },
    { group: 'Their services', items: [...SERVICES] },
    ...(services.length
      ? [
          {
            group: 'One service, yes or no',
            items: services.map(({ id, name }) => ({ value: `service ${id}`, label: name })),
          },
        ]
      : []),
  ];
  return (
    <Section title={`Columns of ${fileName}`}>
      <Stack>
        <ScrollArea
          type="auto"
          viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Columns of the file' }}
        >
          <Table verticalSpacing={6} miw={620}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>In the file</Table.Th>
                <Table.Th>First rows</Table.Th>
                <Table.Th w={220}>Means</Table.Th>
                <Table.Th w={150}>A blank cell</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {columns.map(({ title, samples }, i) => {
                const name = title || `Column ${i + 1}`;
                const column = chosen[i] ?? null;
                return (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its position in the file
                  <Table.Tr key={i}>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>{name}</Table.Td>
                    <Table.Td>
                      <Text fz="sm" c="dimmed" lineClamp={1} maw={320}>
                        {samples.join(' · ') || 'Empty'}
                      </Text>
                    </Table.Td>
                    <Table.Td>
                      <Select
                        aria-label={`What “${name}” means`}
                        placeholder="Leave out"
                        clearable
                        searchable
                        nothingFoundMessage="Nothing of that name"
                        data={meanings}
                        value={keyOf(column)}
                        onChange={(value) => choose(i, value)}
                      />
                    </Table.Td>
                    <Table.Td>
                      {column && canBeEmptied(column.field) && (
                        <Select
                          aria-label={`What a blank cell of “${name}” does`}
                          allowDeselect={false}
                          data={
                            column.field === 'service' || column.field === 'allServices'
                              ? BLANK.map((one) =>
                                  one.value === 'empty'
                                    ? {
                                        ...one,
                                        label: column.field === 'service' ? 'Ends it' : 'Ends all',
                                      }
                                    : one,
                                )
                              : BLANK
                          }
                          value={column.empties ? 'empty' : 'leave'}
                          onChange={(value) => setEmpties(i, value === 'empty')}
                        />
                      )}
                    </Table.Td>
                  </Table.Tr>
                );
              })}
            </Table.Tbody>
          </Table>
        </ScrollArea>
        <FormProblem message={error?.message} />
        {!enough && (
          <Text fz="sm" c="dimmed">
            One column must say whom each row is about: the e-mail address, the reference, or first and last
            name.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onBack} disabled={busy}>
            Another file
          </Button>
          <Button onClick={() => void run()} loading={busy} disabled={!enough}>
            Compare with the directory
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}
