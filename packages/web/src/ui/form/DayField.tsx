import { TextInput, type TextInputProps } from '@mantine/core';

interface DayFieldProps extends Omit<TextInputProps, 'min' | 'max'> {
  /** First and last day that may be chosen, as "2026-10-01". */
  min?: string;
  max?: string;
}

/**
 * A calendar day, as "2026-10-01". The browser's own field: in the order of the reader's locale, with the picker their
 * device has.
 */
export function DayField(props: DayFieldProps) {
  return <TextInput type="date" {...props} />;
}
