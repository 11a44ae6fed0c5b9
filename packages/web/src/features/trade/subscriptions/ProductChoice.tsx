import { Checkbox, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PRODUCT_ROW, ProductLabel } from './ProductLabel.tsx';
import classes from './subscriptions.module.css';

export interface Choosable {
  id: string;
  name: string;
  description: string;
  retailMinor: number | null;
  pricedIn: string;
  /** Why it cannot be chosen: "Has it already". */
  obstacle?: string;
}

interface ProductChoiceProps {
  products: readonly Choosable[];
  value: string[];
  onChange: (ids: string[]) => void;
  error?: ReactNode;
  /** The search box above, where there are many. */
  search?: ReactNode;
}

/** Products to tick, each with what it costs a month. */
export function ProductChoice({ products, value, onChange, error, search }: ProductChoiceProps) {
  return (
    <Checkbox.Group label="Services" required value={value} onChange={onChange} error={error}>
      {search}
      <Stack gap={0} mt={6} className={classes.products}>
        {products.length === 0 && <NoProducts />}
        {products.map(({ id, obstacle, description, ...product }) => (
          <Checkbox
            key={id}
            value={id}
            disabled={obstacle !== undefined}
            label={<ProductLabel {...product} description={obstacle ?? description} />}
            classNames={PRODUCT_ROW}
          />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** Nothing is on sale, or nothing of that name. */
export function NoProducts() {
  return (
    <Text p="sm" c="dimmed" role="status">
      No such product is on sale.
    </Text>
  );
}
