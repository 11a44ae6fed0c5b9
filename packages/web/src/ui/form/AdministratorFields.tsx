import { TextInput } from '@mantine/core';

export type AdministratorValues = {
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  mobile: string;
  fax: string;
};

export const EMPTY_ADMINISTRATOR: AdministratorValues = {
  firstName: '',
  lastName: '',
  email: '',
  phone: '',
  mobile: '',
  fax: '',
};

interface AdministratorFieldsProps {
  /** What the form gives the field of this name. */
  field: (name: keyof AdministratorValues) => object;
  /** False where the address is not to be changed. */
  email?: boolean;
}

/** The record of an administrator [T2], for a `FormSection`. */
export function AdministratorFields({ field, email = true }: AdministratorFieldsProps) {
  const props = (name: keyof AdministratorValues) => ({ autoComplete: 'off', ...field(name) });
  return (
    <>
      <TextInput label="First name" required maxLength={120} {...props('firstName')} />
      <TextInput label="Last name" required maxLength={120} {...props('lastName')} />
      {email && (
        <TextInput
          label="E-mail address"
          type="email"
          required
          maxLength={254}
          data-wide
          {...props('email')}
        />
      )}
      <TextInput label="Phone" type="tel" maxLength={40} {...props('phone')} />
      <TextInput label="Mobile" type="tel" maxLength={40} {...props('mobile')} />
      <TextInput label="Fax" type="tel" maxLength={40} {...props('fax')} />
    </>
  );
}

/** Their name as far as it is typed. */
export const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim();
