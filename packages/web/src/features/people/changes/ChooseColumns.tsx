import { Button, Group, ScrollArea, Select, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { type BulkField, COLUMNS } from './columns.ts';
import type { FoundColumn } from './use-upload.ts';

interface ChooseColumnsProps {
  fileName: string;
  columns: readonly FoundColumn[];
  /** Has the file compared; fails with what is wrong with it. */
  onChosen: (fields: readonly (BulkField | null)[]) => Promise<void>;
  onBack: () => void;
}

/** What each column of the file means: proposed, and remembered for the company's next file [U2]. */
export function ChooseColumns({ fileName, columns, onChosen, onBack }: ChooseColumnsProps) {
  const [fields, setFields] = useState(() => columns.map(({ field }) => field));
  const { run, busy, error } = useDeed(() => onChosen(fields));
  const has = (field: BulkField) => fields.includes(field);
  const enough = has('email') || has('reference') || (has('firstName') && has('lastName'));
  // What stands for one thing is taken from the column that stood for it before.
  const choose = (at: number, chosen: BulkField | null) =>
    setFields(fields.map((field, i) => (i === at ? chosen : chosen && field === chosen ? null : field)));
  return (
    <Section title={`Columns of ${fileName}`}>
      <Stack>
        <ScrollArea
          type="auto"
          viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'Columns of the file' }}
        >
          <Table verticalSpacing={6} miw={460}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>In the file</Table.Th>
                <Table.Th>First rows</Table.Th>
                <Table.Th w={200}>Means</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {columns.map(({ title, samples }, i) => {
                const name = title || `Column ${i + 1}`;
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
                        data={COLUMNS.map(({ field, title: label }) => ({ value: field, label }))}
                        value={fields[i] ?? null}
                        onChange={(chosen) => choose(i, chosen as BulkField | null)}
                      />
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
