import { TextInput, type TextInputProps } from '@mantine/core';
import { currencySign } from '../../lib/price.ts';

/** An amount of a currency as people type it, "1,234.50"; `parseMoney` reads it. */
export function MoneyField({ currency, ...props }: TextInputProps & { currency: string }) {
  return (
    <TextInput
      inputMode="decimal"
      leftSection={currencySign(currency)}
      maxLength={20}
      autoComplete="off"
      {...props}
    />
  );
}
