import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { CURRENCIES } from '@steward/shared';
import { words } from '../../lib/words.ts';

export const CURRENCY_OPTIONS = CURRENCIES.map((value) => ({ value, label: words(value) }));

/** What a customer is billed in; `usual` leaves it to be that of whoever sells to it [C2]. */
export const CurrencySelect = ({ usual, ...props }: NativeSelectProps & { usual?: string }) => (
  <NativeSelect
    label="Billed in"
    data={usual ? [{ value: '', label: usual }, ...CURRENCY_OPTIONS] : CURRENCY_OPTIONS}
    {...props}
  />
);
