// The pattern of a form in a dialogue: values shaped like the mutation's input, so that the API's field errors find their
// fields by path; `blank` turns what was left empty into null.
import { Switch, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  address,
  CURRENCIES,
  customerCode,
  formatVatNumber,
  line,
  optional,
  phone,
  vatNumber,
} from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { formatPhone } from '../../../lib/phone.ts';
import type { PostalAddress } from '../../../ui/AddressText.tsx';
import { AddressFields } from '../../../ui/form/AddressFields.tsx';
import { CurrencySelect } from '../../../ui/form/CurrencySelect.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { VatTreatmentSelect } from '../../../ui/form/VatTreatmentSelect.tsx';

const UpdateDocument = graphql(`
  mutation UpdateCompany($input: UpdateCompanyInput!) {
    updateCompany(input: $input) {
      id
      name
    }
  }
`);

const RULES = z.object({
  name: line(120),
  customerCode: customerCode(),
  phone: optional(phone()),
  vatNumber: optional(vatNumber()),
  vatTreatment: z.enum(['STANDARD', 'OUTSIDE_UK']),
  business: z.boolean(),
  currency: z.enum(CURRENCIES),
  address: address(),
});

interface EditCompanyProps {
  company: {
    id: string;
    name: string;
    customerCode: string;
    phone: string | null;
    vatNumber: string | null;
    vatTreatment: 'STANDARD' | 'OUTSIDE_UK';
    business: boolean;
    currency: (typeof CURRENCIES)[number];
    address: PostalAddress;
  };
  opened: boolean;
  onClose: () => void;
}

/** Corrects a company's name, code, phone and address. */
export function EditCompany({ company, opened, onClose }: EditCompanyProps) {
  const update = useSend(UpdateDocument);
  const form = useSubmitForm({
    initialValues: {
      name: company.name,
      customerCode: company.customerCode,
      phone: formatPhone(company.phone ?? ''),
      vatNumber: formatVatNumber(company.vatNumber ?? ''),
      vatTreatment: company.vatTreatment,
      business: company.business,
      currency: company.currency,
      address: {
        ...company.address,
        line2: company.address.line2 ?? '',
        county: company.address.county ?? '',
      },
    },
    schema: RULES,
    send: (_values, changed) =>
      update({
        input: {
          id: company.id,
          ...changed(({ address, ...values }) => ({
            ...values,
            address: {
              line1: address.line1,
              line2: address.line2,
              city: address.city,
              county: address.county,
              postcode: address.postcode,
              country: address.country,
            },
          })),
        },
      }),
    onDone: ({ updateCompany }) => {
      notifications.show({ message: `${updateCompany.name} is saved.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  const { level } = useViewer();
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Edit company"
      submitLabel="Save"
      size="lg"
      form={form}
    >
      <TextInput label="Legal name" required maxLength={120} {...getInputProps('name')} />
      <TextInput label="Customer code" required maxLength={20} {...getInputProps('customerCode')} />
      <TextInput label="Phone" type="tel" maxLength={30} {...getInputProps('phone')} />
      <TextInput label="VAT number" maxLength={40} {...getInputProps('vatNumber')} />
      {level !== 'COMPANY' && <VatTreatmentSelect {...getInputProps('vatTreatment')} />}
      {level !== 'COMPANY' && (
        <CurrencySelect
          description="It stays once a service has been ordered."
          {...getInputProps('currency')}
        />
      )}
      {level !== 'COMPANY' && (
        <Switch
          label="Buys as a business or public body"
          description="Late payment by law is charged to such only, not to consumers."
          {...getInputProps('business', { type: 'checkbox' })}
        />
      )}
      <AddressFields form={form.form} />
    </FormModal>
  );
}
