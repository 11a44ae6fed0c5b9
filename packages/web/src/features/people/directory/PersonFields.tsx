import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

export interface PersonValues {
  firstName: string;
  lastName: string;
  jobTitle: string;
  department: string;
  mobile: string;
  phone: string;
}

export const EMPTY_PERSON: PersonValues = {
  firstName: '',
  lastName: '',
  jobTitle: '',
  department: '',
  mobile: '',
  phone: '',
};

/** What the directory says of a person besides their addresses, for forms whose values have these fields. */
export function PersonFields<Values extends PersonValues>({ form }: { form: UseFormReturnType<Values> }) {
  const field = (name: keyof PersonValues) => ({
    ...form.getInputProps(name as never),
    autoComplete: 'off',
  });
  return (
    <>
      <TextInput label="First name" required maxLength={120} {...field('firstName')} />
      <TextInput label="Last name" required maxLength={120} {...field('lastName')} />
      <TextInput label="Job title" maxLength={120} {...field('jobTitle')} />
      <TextInput label="Department" maxLength={120} {...field('department')} />
      <TextInput label="Mobile" type="tel" maxLength={40} {...field('mobile')} />
      <TextInput label="Phone" type="tel" maxLength={40} {...field('phone')} />
    </>
  );
}
