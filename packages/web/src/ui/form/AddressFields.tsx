import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { FormSection } from './FormSection.tsx';

/** A postal address as a form holds it; country is ISO 3166 alpha-2. */
export interface AddressValues {
  line1: string;
  line2: string;
  city: string;
  county: string;
  postcode: string;
  country: string;
}

export const EMPTY_ADDRESS: AddressValues = {
  line1: '',
  line2: '',
  city: '',
  county: '',
  postcode: '',
  country: 'GB',
};

const names = new Intl.DisplayNames(undefined, { type: 'region' });
/** The United Kingdom, its neighbours and the European Union: where the operator does business. */
export const COUNTRIES =
  'GB IE JE GG IM AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IT LT LU LV MT NL PL PT RO SE SI SK CH NO IS US CA AU NZ'
    .split(' ')
    .map((value) => ({ value, label: names.of(value) ?? value }));

/** The fields of a postal address, for forms whose values have an `address`. */
export function AddressFields<Values extends { address: AddressValues }>({
  form,
  title = 'Address',
}: {
  form: UseFormReturnType<Values>;
  title?: string;
}) {
  const field = (name: keyof AddressValues) => form.getInputProps(`address.${name}` as never);
  return (
    <FormSection title={title}>
      <TextInput label="Address line 1" required autoComplete="off" data-wide {...field('line1')} />
      <TextInput label="Address line 2" autoComplete="off" data-wide {...field('line2')} />
      <TextInput label="Town or city" required autoComplete="off" {...field('city')} />
      <TextInput label="County" autoComplete="off" {...field('county')} />
      <TextInput label="Postcode" required autoComplete="off" {...field('postcode')} />
      <Select
        label="Country"
        required
        searchable
        data={COUNTRIES}
        allowDeselect={false}
        {...field('country')}
      />
    </FormSection>
  );
}
