import { Checkbox, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { PRODUCT_ROW, ProductLabel } from './ProductLabel.tsx';
import classes from './subscriptions.module.css';

export interface Choosable {
  id: string;
  name: string;
  description: string;
  retailMinor: number;
  currency: string;
  /** Why it cannot be chosen: "Has it already". */
  obstacle?: string;
}

interface ProductChoiceProps {
  products: readonly Choosable[];
  value: string[];
  onChange: (ids: string[]) => void;
  error?: ReactNode;
}

/** Products to tick, each with what it costs a month. */
export function ProductChoice({ products, value, onChange, error }: ProductChoiceProps) {
  return (
    <Checkbox.Group label="Services" required value={value} onChange={onChange} error={error}>
      <Stack gap={0} mt={6} className={classes.products}>
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
