import { ActionIcon, Button, Fieldset, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { nextRow, type RowsForm } from './import-values.ts';
import { DAYS } from './week.ts';

const DAY_OPTIONS = DAYS.map((day) => ({
  value: day,
  label: `${day[0]}${day.slice(1, 3).toLowerCase()}`,
}));

/** When bands are: rows of one name are one band [B2]. */
export function BandRows({ form: { values, getInputProps, setFieldValue, errors } }: { form: RowsForm }) {
  const { bands } = values;
  return (
    <Fieldset legend="When the bands of the file are, by the clock in London" radius="md">
      <Stack gap="xs">
        {bands.length === 0 && (
          <Text fz="sm" c="dimmed">
            None: each zone has one price for the whole week.
          </Text>
        )}
        {bands.map(({ row }, i) => (
          <Group key={row} gap="xs" align="start" wrap="wrap">
            <TextInput
              aria-label={`Name of band ${i + 1}`}
              placeholder="Band"
              w={120}
              {...getInputProps(`bands.${i}.name`)}
            />
            <MultiSelect
              aria-label={`Days of band ${i + 1}`}
              data={DAY_OPTIONS}
              flex={1}
              miw={180}
              {...getInputProps(`bands.${i}.days`)}
            />
            <TextInput aria-label={`Begin of band ${i + 1}`} w={72} {...getInputProps(`bands.${i}.from`)} />
            <TextInput aria-label={`End of band ${i + 1}`} w={72} {...getInputProps(`bands.${i}.until`)} />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove band ${i + 1}`}
              onClick={() =>
                setFieldValue(
                  'bands',
                  bands.filter((_, j) => j !== i),
                )
              }
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        {typeof errors.bands === 'string' && (
          <Text fz="sm" c="red" role="alert">
            {errors.bands}
          </Text>
        )}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            disabled={bands.length >= 50}
            onClick={() =>
              setFieldValue('bands', [
                ...bands,
                { row: nextRow(bands), name: '', days: [...DAYS], from: '00:00', until: '24:00' },
              ])
            }
          >
            Another time
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
