import { MultiSelect, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { line } from '@steward/shared';
import { useRef } from 'react';
import { z } from 'zod';
import { useProductOptions } from '../../../data/use-product-options.ts';

export const CONNECTOR_RULES = z.object({
  name: line(80),
  url: z.url({ protocol: /^https?$/, error: 'Must be an address such as https://example.com/provision.' }),
  productIds: z.array(z.string()).min(1, 'Must be at least one.'),
});

interface ConnectorValues {
  name: string;
  url: string;
  productIds: string[];
}

interface ConnectorFieldsProps {
  form: UseFormReturnType<ConnectorValues>;
  /** Those it sets up already: they stay to be seen, whatever is searched for. */
  products?: readonly { id: string; name: string }[];
}

/** What a connector is called, where it is, and what it sets up [P2]. */
export function ConnectorFields({ form: { getInputProps }, products = [] }: ConnectorFieldsProps) {
  const found = useProductOptions();
  const names = useRef(new Map(products.map(({ id, name }) => [id, name])));
  for (const { value, label } of found.options) names.current.set(value, label);
  return (
    <>
      <TextInput label="Name" required maxLength={80} {...getInputProps('name')} />
      <TextInput
        label="Address"
        description="Where the webhook is sent; it must be reachable from here and answer within a few seconds."
        placeholder="https://provisioning.example.com/steward"
        type="url"
        required
        maxLength={500}
        spellCheck={false}
        {...getInputProps('url')}
      />
      <MultiSelect
        label="Products"
        description="What it sets up from now on. A product that is taken off here is left without a connector."
        required
        searchable
        data={[...names.current].map(([value, label]) => ({ value, label }))}
        onSearchChange={found.onSearch}
        {...getInputProps('productIds')}
      />
    </>
  );
}
