import { Select, SimpleGrid, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { line, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { DEVICE_KINDS, optionsOf } from './words.ts';

export interface DeviceValues {
  kind: string;
  make: string;
  model: string;
  serialNumber: string;
  imei: string;
  note: string;
}

/** What is checked before a device is sent; the API checks again, and the last digit of an IMEI. */
export const deviceRules = () => ({
  kind: z.string().min(1, 'Must be chosen.'),
  make: line(60),
  model: line(80),
  serialNumber: optional(line(60)),
  imei: optional(line(20)),
  note: optional(prose(500)),
});

/** What is said of a device [R2]. */
export function DeviceFields<Values extends DeviceValues>({
  form: { getInputProps },
}: {
  form: UseFormReturnType<Values>;
}) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <Select
          label="Kind"
          required
          data={optionsOf(DEVICE_KINDS)}
          allowDeselect={false}
          {...getInputProps('kind')}
        />
        <TextInput label="Make" placeholder="Lenovo" required maxLength={60} {...getInputProps('make')} />
        <TextInput
          label="Model"
          placeholder="ThinkPad T14"
          required
          maxLength={80}
          {...getInputProps('model')}
        />
        <TextInput
          label="Serial number"
          description="Devices are told apart by it, or by their IMEI"
          maxLength={60}
          autoComplete="off"
          {...getInputProps('serialNumber')}
        />
        <TextInput
          label="IMEI"
          description="15 digits, as *#06# shows it"
          inputMode="numeric"
          maxLength={20}
          autoComplete="off"
          {...getInputProps('imei')}
        />
      </SimpleGrid>
      <Textarea label="Note" autosize minRows={2} maxLength={500} {...getInputProps('note')} />
    </>
  );
}
