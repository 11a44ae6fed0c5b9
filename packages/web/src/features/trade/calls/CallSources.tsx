import { Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { FORMATS, optionsOf } from './call-words.ts';

export const SourcesDocument = graphql(`
  query CallSources {
    callSources(first: 100) {
      nodes {
        id
        name
        format
        timeZone
        columns {
          callId
          from
          to
          startedAt
          seconds
        }
      }
    }
  }
`);
type Source = ResultOf<typeof SourcesDocument>['callSources']['nodes'][number];

const AddDocument = graphql(`
  mutation AddCallSource($input: AddCallSourceInput!) {
    addCallSource(input: $input) {
      id
    }
  }
`);
const UpdateDocument = graphql(`
  mutation UpdateCallSource($input: UpdateCallSourceInput!) {
    updateCallSource(input: $input) {
      id
    }
  }
`);

/** Where call records come from [B1]. */
export function CallSources({ onClose }: { onClose: () => void }) {
  const read = useRead(SourcesDocument, {}, { types: ['CallSource'] });
  const [edited, edit] = useState<Source | 'new'>();
  if (edited)
    return <SourceForm source={edited === 'new' ? undefined : edited} onClose={() => edit(undefined)} />;
  return (
    <Dialogue opened onClose={onClose} title="Sources of call records" size="lg">
      <Loaded from={read}>
        {({ callSources: { nodes } }) => (
          <Stack>
            {nodes.length === 0 && <Text c="dimmed">None yet. Add your exchange.</Text>}
            <Lines>
              {nodes.map((source) => (
                <li key={source.id}>
                  <Group justify="space-between">
                    <div>
                      <Text fw={500}>{source.name}</Text>
                      <Text fz="sm" c="dimmed">
                        {FORMATS[source.format]}, times of {source.timeZone}
                      </Text>
                      <CopyText text={source.id} label="Copy the id" />
                    </div>
                    <Button variant="default" size="xs" onClick={() => edit(source)}>
                      Edit
                    </Button>
                  </Group>
                </li>
              ))}
            </Lines>
            <Text fz="sm" c="dimmed">
              The id of a source names it to the API, and its folder where files are fetched from one.
            </Text>
            <Group justify="flex-end">
              <Button leftSection={<IconPlus size={16} />} onClick={() => edit('new')}>
                Add a source
              </Button>
            </Group>
          </Stack>
        )}
      </Loaded>
    </Dialogue>
  );
}

const COLUMNS = {
  callId: 'Id of the call',
  from: 'Caller',
  to: 'Number called',
  startedAt: 'Begin',
  seconds: 'Seconds',
} as const;
const EMPTY = { callId: '', from: '', to: '', startedAt: '', seconds: '' };

function SourceForm({ source, onClose }: { source: Source | undefined; onClose: () => void }) {
  const add = useSend(AddDocument);
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: {
      name: source?.name ?? '',
      format: source?.format ?? ('ASTERISK' as const),
      timeZone: source?.timeZone ?? 'Europe/London',
      columns: source?.columns ?? EMPTY,
    },
    schema: z.object({
      name: z.string().trim().min(1, 'Must be filled in.'),
      timeZone: z.string().trim().min(1, 'Must be filled in.'),
    }),
    send: async ({ name, format, timeZone, columns }, changed) => {
      if (!source)
        return add({ input: { name, format, timeZone, columns: format === 'CSV' ? columns : null } });
      return update({
        input: {
          id: source.id,
          ...changed((values) => ({
            name: values.name,
            timeZone: values.timeZone,
            ...(format === 'CSV' ? { columns: values.columns } : {}),
          })),
        },
      });
    },
    onDone: onClose,
  });
  const { getInputProps, values } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={source ? `Edit ${source.name}` : 'Add a source'}
      submitLabel={source ? 'Save' : 'Add source'}
      form={form}
    >
      <TextInput
        label="Name"
        required
        maxLength={80}
        placeholder="Leeds exchange"
        {...getInputProps('name')}
      />
      <Select
        label="Format"
        required
        disabled={!!source}
        allowDeselect={false}
        data={optionsOf(FORMATS)}
        {...getInputProps('format')}
      />
      <TextInput
        label="Time zone"
        description="Where its clock hangs: its times say no zone"
        required
        {...getInputProps('timeZone')}
      />
      {values.format === 'CSV' && (
        <>
          <Text fz="sm" c="dimmed">
            The titles of the columns, as they stand in the first line.
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
            {(Object.keys(COLUMNS) as (keyof typeof COLUMNS)[]).map((column) => (
              <TextInput
                key={column}
                label={COLUMNS[column]}
                required
                {...getInputProps(`columns.${column}`)}
              />
            ))}
          </SimpleGrid>
        </>
      )}
    </FormModal>
  );
}
