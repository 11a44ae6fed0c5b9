import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { FormSection } from '../../ui/form/FormSection.tsx';

export interface AdministratorValues {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  mobile: string;
  fax: string;
}

export const EMPTY_ADMINISTRATOR: AdministratorValues = {
  firstName: '',
  lastName: '',
  email: '',
  phone: '',
  mobile: '',
  fax: '',
};

/** The administrator record of a new tenant [T2], for forms whose values have an `administrator`. */
export function AdministratorFields<Values extends { administrator: AdministratorValues }>({
  form,
}: {
  form: UseFormReturnType<Values>;
}) {
  const field = (name: keyof AdministratorValues) => ({
    ...form.getInputProps(`administrator.${name}` as never),
    autoComplete: 'off',
  });
  return (
    <FormSection
      title="First administrator"
      description="Receives the invitation and looks after this tenant."
    >
      <TextInput label="First name" required maxLength={100} {...field('firstName')} />
      <TextInput label="Last name" required maxLength={100} {...field('lastName')} />
      <TextInput label="E-mail address" type="email" required maxLength={254} data-wide {...field('email')} />
      <TextInput label="Phone" type="tel" maxLength={30} {...field('phone')} />
      <TextInput label="Mobile" type="tel" maxLength={30} {...field('mobile')} />
      <TextInput label="Fax" type="tel" maxLength={30} {...field('fax')} />
    </FormSection>
  );
}
