import { Alert, Badge, FileInput, Group, ScrollArea, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Difference } from './PriceGrid.tsx';
import type { PriceList } from './PriceListPage.tsx';

const PreviewDocument = graphql(`
  query PriceListImport($priceListId: ID!, $csv: String!) {
    priceListImport(priceListId: $priceListId, csv: $csv) {
      beforeNumber
      rows {
        key
        line
        code
        name
        fromQuantity
        beforeMinor
        minor
        outcome
        problem
      }
    }
  }
`);

const ImportDocument = graphql(`
  mutation ImportPriceList($input: ImportPriceListInput!) {
    importPriceList(input: $input) {
      id
    }
  }
`);

/** Makes a draft from a file, after showing what it changes [C2]. */
export function ImportPriceList({ list, onClose }: { list: PriceList; onClose: () => void }) {
  const send = useSend(ImportDocument, 'PriceList');
  const [file, setFile] = useState<File | null>(null);
  const form = useSubmitForm({
    initialValues: { csv: '' },
    schema: z.object({ csv: z.string().min(1, 'Must be filled in: the file.') }),
    send: ({ csv }) => send({ input: { priceListId: list.id, csv } }),
    onDone: () => {
      notifications.show({ message: 'The file has become a draft. Look it through, then publish it.' });
      onClose();
    },
  });
  const { csv } = form.form.values;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Import prices into ${list.name}`}
      submitLabel="Make a draft of it"
      size="lg"
      form={form}
    >
      <FileInput
        label="CSV file"
        description="With the columns Code, From quantity and Price, as Export makes it. A price that is missing goes."
        required
        accept=".csv,text/csv"
        clearable
        value={file}
        onChange={(chosen) => {
          setFile(chosen);
          void (chosen ? chosen.text() : Promise.resolve('')).then((text) =>
            form.form.setFieldValue('csv', text),
          );
        }}
        error={form.form.errors.csv}
      />
      {csv !== '' && <Preview priceListId={list.id} csv={csv} currency={list.currency} />}
    </FormModal>
  );
}

const OUTCOMES = {
  NEW: { label: 'New', color: 'blue' },
  CHANGED: { label: 'Changed', color: 'yellow' },
  GONE: { label: 'Gone', color: 'gray' },
  WRONG: { label: 'Wrong', color: 'red' },
  SAME: { label: 'The same', color: 'gray' },
} as const;

function Preview({ priceListId, csv, currency }: { priceListId: string; csv: string; currency: string }) {
  const read = useRead(PreviewDocument, { priceListId, csv }, { types: ['PriceList'] });
  return (
    <Loaded from={read}>
      {({ priceListImport: { rows, beforeNumber } }) => {
        const told = rows.filter(({ outcome }) => outcome !== 'SAME');
        const wrong = rows.filter(({ outcome }) => outcome === 'WRONG').length;
        const same = rows.length - told.length;
        return (
          <Stack gap="xs" role="status">
            {wrong > 0 && (
              <Alert color="red">
                {plural(wrong, 'line is', 'lines are')} wrong: put that right in the file and choose it again.
              </Alert>
            )}
            <Group gap="xs">
              {(['NEW', 'CHANGED', 'GONE'] as const).map((outcome) => (
                <Badge key={outcome} variant="light" color={OUTCOMES[outcome].color}>
                  {rows.filter((row) => row.outcome === outcome).length}{' '}
                  {OUTCOMES[outcome].label.toLowerCase()}
                </Badge>
              ))}
              <Text fz="sm" c="dimmed">
                {beforeNumber === null ? `${same} the same` : `${same} as in version ${beforeNumber}`}
              </Text>
            </Group>
            {told.length > 0 && (
              <ScrollArea.Autosize mah={320} tabIndex={0} aria-label="What the file changes">
                <Table verticalSpacing={4}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Product</Table.Th>
                      <Table.Th>From</Table.Th>
                      <Table.Th ta="right">Before</Table.Th>
                      <Table.Th ta="right">In the file</Table.Th>
                      <Table.Th ta="right">Change</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {told.map((row) => (
                      <Table.Tr key={row.key}>
                        <Table.Td>
                          {row.name ?? row.code}
                          {row.problem && (
                            <Text c="red" fz="xs">
                              Line {row.line}: {row.problem}
                            </Text>
                          )}
                        </Table.Td>
                        <Table.Td>{row.fromQuantity}</Table.Td>
                        <Table.Td ta="right">
                          {row.beforeMinor !== null && <Money minor={row.beforeMinor} currency={currency} />}
                        </Table.Td>
                        <Table.Td ta="right">
                          {row.minor !== null && <Money minor={row.minor} currency={currency} />}
                        </Table.Td>
                        <Table.Td ta="right">
                          {row.outcome !== 'WRONG' && <Difference before={row.beforeMinor} now={row.minor} />}
                        </Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </ScrollArea.Autosize>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}
