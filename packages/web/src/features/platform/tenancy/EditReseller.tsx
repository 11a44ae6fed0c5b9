import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  address,
  CURRENCIES,
  colour,
  formatVatNumber,
  invoicePrefix,
  line,
  optional,
  vatNumber,
} from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import type { PostalAddress } from '../../../ui/AddressText.tsx';
import { AddressFields } from '../../../ui/form/AddressFields.tsx';
import {
  BankFields,
  type BankValues,
  bankOrNone,
  EMPTY_BANK,
  optionalBank,
} from '../../../ui/form/BankFields.tsx';
import { BrandFields } from '../../../ui/form/BrandFields.tsx';
import { CurrencySelect } from '../../../ui/form/CurrencySelect.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { VAT_ROUNDINGS, VatRoundingSelect } from '../../../ui/form/VatRoundingSelect.tsx';
import { VatTreatmentSelect } from '../../../ui/form/VatTreatmentSelect.tsx';

const UpdateDocument = graphql(`
  mutation UpdateReseller($input: UpdateResellerInput!) {
    updateReseller(input: $input) {
      id
      name
    }
  }
`);

const RULES = z.object({
  name: line(120),
  vatNumber: optional(vatNumber()),
  vatTreatment: z.enum(['STANDARD', 'OUTSIDE_UK']),
  vatRounding: z.enum(VAT_ROUNDINGS),
  currency: z.enum(CURRENCIES),
  invoicePrefix: invoicePrefix(),
  bank: optionalBank(),
  accentColour: optional(colour()),
  address: address(),
});

interface EditResellerProps {
  reseller: {
    id: string;
    name: string;
    vatNumber: string | null;
    vatTreatment: 'STANDARD' | 'OUTSIDE_UK';
    vatRounding: (typeof VAT_ROUNDINGS)[number];
    currency: (typeof CURRENCIES)[number];
    isPlatform: boolean;
    invoicePrefix: string;
    accentColour: string | null;
    logo: string | null;
    bank: BankValues | null;
    address: PostalAddress;
  };
  opened: boolean;
  onClose: () => void;
}

/** Corrects what a reseller says of itself, on its invoices and in its console [T8]. */
export function EditReseller({ reseller, opened, onClose }: EditResellerProps) {
  const update = useSend(UpdateDocument);
  const { line1, line2, city, county, postcode, country } = reseller.address;
  const { accountName, sortCode, accountNumber } = reseller.bank ?? EMPTY_BANK;
  const form = useSubmitForm({
    initialValues: {
      name: reseller.name,
      vatNumber: formatVatNumber(reseller.vatNumber ?? ''),
      vatTreatment: reseller.vatTreatment,
      vatRounding: reseller.vatRounding,
      currency: reseller.currency,
      invoicePrefix: reseller.invoicePrefix,
      bank: { accountName, sortCode, accountNumber },
      accentColour: reseller.accentColour ?? '',
      logo: reseller.logo ?? '',
      address: { line1, line2: line2 ?? '', city, county: county ?? '', postcode, country },
    },
    schema: RULES,
    send: (_values, changed) =>
      update({
        input: {
          id: reseller.id,
          ...changed((values) => ({ ...values, bank: bankOrNone(values.bank) })),
        },
      }),
    onDone: ({ updateReseller }) => {
      notifications.show({ message: `${updateReseller.name} is saved.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  const { level } = useViewer();
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Edit reseller"
      submitLabel="Save"
      size="lg"
      form={form}
    >
      <FormSection title="Reseller">
        <TextInput label="Legal name" required maxLength={120} data-wide {...getInputProps('name')} />
        <TextInput
          label="VAT number"
          description="Its check digits are checked."
          maxLength={40}
          {...getInputProps('vatNumber')}
        />
        {level === 'PLATFORM' && <VatTreatmentSelect {...getInputProps('vatTreatment')} />}
        {level === 'PLATFORM' && !reseller.isPlatform && (
          <CurrencySelect
            description="It stays once a service has been ordered."
            {...getInputProps('currency')}
          />
        )}
        <VatRoundingSelect data-wide {...getInputProps('vatRounding')} />
        <TextInput
          label="Invoice prefix"
          description="For invoices from now on."
          required
          maxLength={8}
          {...getInputProps('invoicePrefix')}
        />
      </FormSection>
      <AddressFields form={form.form} />
      <BankFields form={form.form} />
      <BrandFields form={form.form} />
    </FormModal>
  );
}
