import { ActionIcon, Button, Fieldset, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { nextRow, type RowsForm } from './import-values.ts';
import { DAYS, type Day, daysText } from './week.ts';

/** The usual choices of days, and those that are there. */
function dayOptions(days: readonly Day[]): { value: string; label: string }[] {
  const choices = [DAYS, DAYS.slice(0, 5), DAYS.slice(5), ...DAYS.map((day) => [day]), days];
  const options = new Map(choices.map((choice) => [choice.join(), daysText(choice)]));
  return [...options].map(([value, label]) => ({ value, label }));
}

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
        {bands.map(({ row, days }, i) => (
          <Group key={row} gap="xs" align="start" wrap="wrap">
            <TextInput
              aria-label={`Name of band ${i + 1}`}
              placeholder="Band"
              w={120}
              {...getInputProps(`bands.${i}.name`)}
            />
            <NativeSelect
              aria-label={`Days of band ${i + 1}`}
              flex={1}
              miw={120}
              data={dayOptions(days)}
              value={days.join()}
              error={errors[`bands.${i}.days`]}
              onChange={({ currentTarget }) =>
                setFieldValue(`bands.${i}.days`, currentTarget.value.split(',') as Day[])
              }
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
