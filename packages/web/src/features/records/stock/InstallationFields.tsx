import { SimpleGrid, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

export interface Installed {
  building: string;
  street: string;
  town: string;
  postcode: string;
}

export const NO_ADDRESS: Installed = { building: '', street: '', town: '', postcode: '' };

interface InstallationFieldsProps<Values extends { address: Installed }> {
  form: UseFormReturnType<Values>;
  required?: boolean;
}

/** Where something is installed: what an ambulance is told [R1]. */
export function InstallationFields<Values extends { address: Installed }>({
  form: { getInputProps },
  required = false,
}: InstallationFieldsProps<Values>) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
      <TextInput
        label="Building"
        description="Name or number, with floor and unit"
        required={required}
        maxLength={80}
        {...getInputProps('address.building')}
      />
      <TextInput
        label="Street"
        description="As it stands on the sign"
        required={required}
        maxLength={120}
        {...getInputProps('address.street')}
      />
      <TextInput label="Town" required={required} maxLength={80} {...getInputProps('address.town')} />
      <TextInput
        label="Postcode"
        required={required}
        maxLength={12}
        autoCapitalize="characters"
        {...getInputProps('address.postcode')}
      />
    </SimpleGrid>
  );
}
