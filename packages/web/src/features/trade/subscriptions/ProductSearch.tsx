import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

interface ProductSearchProps {
  value: string;
  onChange: (text: string) => void;
}

/** Narrows a long list of products, in a form: Enter is not meant to send it. */
export function ProductSearch({ value, onChange }: ProductSearchProps) {
  return (
    <TextInput
      type="search"
      aria-label="Find a product"
      placeholder="Name or code"
      leftSection={<IconSearch size={14} />}
      maxLength={100}
      mb={6}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
    />
  );
}
