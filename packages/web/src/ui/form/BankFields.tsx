import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { bank } from '@steward/shared';
import { z } from 'zod';
import { FormSection } from './FormSection.tsx';

/** Bank details in the British form, as a form holds them; all empty where there are none. */
export interface BankValues {
  accountName: string;
  sortCode: string;
  accountNumber: string;
}

export const EMPTY_BANK: BankValues = { accountName: '', sortCode: '', accountNumber: '' };

const isEmpty = (values: unknown) =>
  typeof values === 'object' &&
  values !== null &&
  Object.values(values).every((text) => String(text).trim() === '');

/** The rule of bank details that may be left out as a whole. */
export const optionalBank = () =>
  z.preprocess((values) => (isEmpty(values) ? null : values), bank().nullable());

/** What was entered, or null where nothing was. */
export function bankOrNone(values: BankValues): BankValues | null {
  return isEmpty(values) ? null : values;
}

/** The fields of bank details, for forms whose values have a `bank`. */
export function BankFields<Values extends { bank: BankValues }>({
  form,
}: {
  form: UseFormReturnType<Values>;
}) {
  const field = (name: keyof BankValues) => ({
    ...form.getInputProps(`bank.${name}` as never),
    autoComplete: 'off',
  });
  return (
    <FormSection
      title="Bank details"
      description="Stand on its invoices for those who pay by transfer. Leave empty where there are none yet."
    >
      <TextInput label="Account name" maxLength={70} data-wide {...field('accountName')} />
      <TextInput label="Sort code" placeholder="20-00-00" maxLength={8} {...field('sortCode')} />
      <TextInput
        label="Account number"
        placeholder="8 digits"
        maxLength={8}
        inputMode="numeric"
        {...field('accountNumber')}
      />
    </FormSection>
  );
}
