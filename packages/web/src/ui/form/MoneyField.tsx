import { TextInput, type TextInputProps } from '@mantine/core';

/** An amount in pounds as people type it, "1,234.50"; `parseMoney` reads it. */
export function MoneyField(props: TextInputProps) {
  return <TextInput inputMode="decimal" leftSection="£" maxLength={20} autoComplete="off" {...props} />;
}
