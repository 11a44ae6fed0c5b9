import { MultiSelect } from '@mantine/core';
import { useRef } from 'react';
import { useProductOptions } from '../../../data/use-product-options.ts';

interface ProductsFieldProps {
  /** Those it sets up already: they stay to be seen, whatever is searched for. */
  products?: readonly { id: string; name: string }[];
  required?: boolean;
  given: object;
}

/** What a connector sets up [P2]. */
export function ProductsField({ products = [], required = false, given }: ProductsFieldProps) {
  const found = useProductOptions();
  const names = useRef(new Map(products.map(({ id, name }) => [id, name])));
  for (const { value, label } of found.options) names.current.set(value, label);
  return (
    <MultiSelect
      label="Products"
      description="What it sets up from now on. A product that is taken off here is left without a connector."
      required={required}
      searchable
      data={[...names.current].map(([value, label]) => ({ value, label }))}
      onSearchChange={found.onSearch}
      {...given}
    />
  );
}
