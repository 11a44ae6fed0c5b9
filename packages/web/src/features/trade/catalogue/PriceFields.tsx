import { Group, Text } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { parseMoney } from '@steward/shared';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { Money } from '../../../ui/Money.tsx';
import { marginShare } from './margin.ts';

/** What the prices that stand with products are in; others are said by lists. */
export const LISTED_IN = 'GBP';

/** As they are typed. */
interface Prices {
  wholesaleMinor: string;
  retailMinor: string;
}

/** The list prices of a product, and what lies between them [C3]. */
export function PriceFields<Values extends Prices>({
  form,
  currency,
}: {
  form: UseFormReturnType<Values>;
  currency: string;
}) {
  const { wholesaleMinor, retailMinor } = form.values;
  return (
    <>
      <Group grow align="flex-start">
        <MoneyField
          label="Wholesale"
          currency={currency}
          description="What resellers pay you."
          required
          {...form.getInputProps('wholesaleMinor')}
        />
        <MoneyField
          label="Retail"
          currency={currency}
          description="Recommended; resellers may set their own."
          required
          {...form.getInputProps('retailMinor')}
        />
      </Group>
      <Margin
        wholesaleMinor={parseMoney(wholesaleMinor, currency)}
        retailMinor={parseMoney(retailMinor, currency)}
        currency={currency}
      />
    </>
  );
}

interface MarginProps {
  wholesaleMinor: number | null;
  retailMinor: number | null;
  currency: string;
}

/** What is left of the price while it is typed. */
export function Margin({ wholesaleMinor, retailMinor, currency }: MarginProps) {
  if (wholesaleMinor === null || retailMinor === null) return null;
  const loss = retailMinor < wholesaleMinor;
  return (
    <Text fz="sm" c={loss ? 'red' : 'dimmed'} role="status">
      {loss ? 'Sold at a loss: ' : 'Margin '}
      <Money minor={retailMinor - wholesaleMinor} currency={currency} /> a month{' '}
      {!loss && marginShare(retailMinor, wholesaleMinor)}
    </Text>
  );
}
