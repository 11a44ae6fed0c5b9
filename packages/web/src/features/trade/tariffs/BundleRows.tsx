import { ActionIcon, Button, Fieldset, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { nextRow, type RowsForm } from './import-values.ts';

/** Minutes a month that go off before pricing, and of which zones [B2]. */
export function BundleRows({ form: { values, getInputProps, setFieldValue, errors } }: { form: RowsForm }) {
  const { bundles } = values;
  return (
    <Fieldset legend="Bundles: minutes a month that are paid for otherwise" radius="md">
      <Stack gap="xs">
        {bundles.map(({ row }, i) => (
          <Group key={row} gap="xs" align="start" wrap="wrap">
            <TextInput
              aria-label={`Name of bundle ${i + 1}`}
              placeholder="Bundle"
              w={160}
              {...getInputProps(`bundles.${i}.name`)}
            />
            <NumberInput
              aria-label={`Minutes of bundle ${i + 1}`}
              placeholder="Minutes"
              w={100}
              min={1}
              allowDecimal={false}
              hideControls
              {...getInputProps(`bundles.${i}.minutes`)}
            />
            <TextInput
              aria-label={`Zones of bundle ${i + 1}`}
              placeholder="Zones, parted by commas"
              flex={1}
              miw={180}
              {...getInputProps(`bundles.${i}.zones`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`Remove bundle ${i + 1}`}
              onClick={() =>
                setFieldValue(
                  'bundles',
                  bundles.filter((_, j) => j !== i),
                )
              }
            >
              <IconX size={16} />
            </ActionIcon>
          </Group>
        ))}
        {typeof errors.bundles === 'string' && (
          <Text fz="sm" c="red" role="alert">
            {errors.bundles}
          </Text>
        )}
        <Group>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} />}
            disabled={bundles.length >= 50}
            onClick={() =>
              setFieldValue('bundles', [
                ...bundles,
                { row: nextRow(bundles), name: '', minutes: '', zones: '' },
              ])
            }
          >
            Another bundle
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
