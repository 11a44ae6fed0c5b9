import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { line } from '@steward/shared';
import { z } from 'zod';
import { ProductsField } from './ProductsField.tsx';

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
  products?: readonly { id: string; name: string }[];
}

/** What a webhook is called, where it is, and what it sets up [P2]. */
export function ConnectorFields({ form: { getInputProps }, products = [] }: ConnectorFieldsProps) {
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
      <ProductsField products={products} required given={getInputProps('productIds')} />
    </>
  );
}
