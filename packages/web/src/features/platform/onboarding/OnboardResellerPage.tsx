import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  address,
  administrator,
  CURRENCIES,
  colour,
  invoicePrefix,
  line,
  optional,
  vatNumber,
} from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { words } from '../../../lib/words.ts';
import { AddressFields, EMPTY_ADDRESS } from '../../../ui/form/AddressFields.tsx';
import { AdministratorFields, EMPTY_ADMINISTRATOR, nameOf } from '../../../ui/form/AdministratorFields.tsx';
import { BankFields, bankOrNone, EMPTY_BANK, optionalBank } from '../../../ui/form/BankFields.tsx';
import { BrandFields } from '../../../ui/form/BrandFields.tsx';
import { CurrencySelect } from '../../../ui/form/CurrencySelect.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { VatTreatmentSelect } from '../../../ui/form/VatTreatmentSelect.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { useProposed } from './use-proposed.ts';

const OnboardDocument = graphql(`
  mutation OnboardReseller($input: OnboardResellerInput!) {
    onboardReseller(input: $input) {
      id
      name
      invoicePrefix
    }
  }
`);

const ProposeDocument = graphql(`
  query ProposeInvoicePrefix($name: String!) {
    proposal: proposeInvoicePrefix(name: $name)
  }
`);

const RULES = z.object({
  name: line(120),
  vatNumber: optional(vatNumber()),
  vatTreatment: optional(z.enum(['STANDARD', 'OUTSIDE_UK'])),
  currency: optional(z.enum(CURRENCIES)),
  invoicePrefix: optional(invoicePrefix()),
  bank: optionalBank(),
  accentColour: optional(colour()),
  address: address(),
  administrator: administrator(),
});

/** A new reseller with its brand, its invoice series and its first administrator [T1] [T8]. */
export function OnboardResellerPage() {
  const navigate = useNavigate();
  const onboard = useSend(OnboardDocument);
  const proposed = useRef('');
  const form = useSubmitForm({
    initialValues: {
      name: '',
      vatNumber: '',
      vatTreatment: '' as '' | 'STANDARD' | 'OUTSIDE_UK',
      currency: '' as '' | (typeof CURRENCIES)[number],
      invoicePrefix: '',
      bank: EMPTY_BANK,
      accentColour: '',
      logo: '',
      address: EMPTY_ADDRESS,
      administrator: EMPTY_ADMINISTRATOR,
    },
    schema: RULES,
    send: ({ vatTreatment, currency, invoicePrefix, ...values }) =>
      onboard({
        input: {
          ...values,
          vatTreatment: vatTreatment || null,
          currency: currency || null,
          bank: bankOrNone(values.bank),
          invoicePrefix: invoicePrefix === proposed.current ? null : invoicePrefix,
        },
      }),
    onDone: ({ onboardReseller: { id, name, invoicePrefix } }) => {
      notifications.show({
        title: `${name} is onboard`,
        message: `Its invoices begin with ${invoicePrefix}. An invitation is on its way to its administrator.`,
      });
      void navigate({ to: '/resellers/$resellerId', params: { resellerId: id } });
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const prefix = useProposed({
    query: ProposeDocument,
    variables: (name) => ({ name }),
    name: values.name,
    value: values.invoicePrefix,
    onPropose: (proposal) => setFieldValue('invoicePrefix', proposal),
    last: proposed,
  });

  return (
    <>
      <PageHeader title="Onboard reseller" crumbs={[{ label: 'Resellers', link: { to: '/resellers' } }]} />
      <FormPage
        form={form}
        submitLabel="Onboard reseller"
        cancel={{ to: '/resellers' }}
        summary={
          <FormSummary
            facts={[
              ['Reseller', values.name],
              ['Invoice prefix', values.invoicePrefix],
              ['Billed in', values.currency ? words(values.currency) : null],
              ['Administrator', nameOf(values.administrator)],
            ]}
            effects={[
              `${values.administrator.email || 'The administrator'} gets an invitation by e-mail, good for 24 hours.`,
              'It then onboards companies of its own, and invoices them in its name.',
              'You invoice it at wholesale prices for what its companies use.',
            ]}
          />
        }
      >
        <FormSection title="Reseller">
          <TextInput
            label="Legal name"
            required
            autoFocus
            maxLength={120}
            autoComplete="off"
            data-wide
            {...getInputProps('name')}
          />
          <TextInput
            label="VAT number"
            description="One of another country begins with its code; leave empty if not registered."
            placeholder="GB 123 4567 82"
            maxLength={40}
            autoComplete="off"
            {...getInputProps('vatNumber')}
          />
          <VatTreatmentSelect byAddress {...getInputProps('vatTreatment')} />
          <CurrencySelect
            usual="As you are yourself: pounds"
            description="It stays once a service has been ordered."
            {...getInputProps('currency')}
          />
          <TextInput
            label="Invoice prefix"
            description={
              prefix.own
                ? 'Your own; its invoice numbers begin with it.'
                : 'What its invoice numbers begin with; proposed from the name, change it if you like.'
            }
            maxLength={8}
            autoComplete="off"
            {...getInputProps('invoicePrefix')}
          />
        </FormSection>
        <AddressFields form={form.form} />
        <BankFields form={form.form} />
        <BrandFields form={form.form} />
        <FormSection
          title="First administrator"
          description="Receives the invitation and looks after this tenant."
        >
          <AdministratorFields field={(name) => form.form.getInputProps(`administrator.${name}`)} />
        </FormSection>
      </FormPage>
    </>
  );
}
