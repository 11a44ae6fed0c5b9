// The pattern of a form as a page: `useSubmitForm` holds values shaped like the mutation's input, `FormPage` gives it Enter,
// errors, focus and the guard against leaving with unsaved input.
import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import {
  address,
  administrator,
  CURRENCIES,
  customerCode,
  line,
  optional,
  phone,
  vatNumber,
} from '@steward/shared';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { words } from '../../../lib/words.ts';
import { AddressFields, EMPTY_ADDRESS } from '../../../ui/form/AddressFields.tsx';
import { AdministratorFields, EMPTY_ADMINISTRATOR, nameOf } from '../../../ui/form/AdministratorFields.tsx';
import { CurrencySelect } from '../../../ui/form/CurrencySelect.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { VatTreatmentSelect } from '../../../ui/form/VatTreatmentSelect.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { useProposed } from './use-proposed.ts';
import { useResellerOptions } from './use-reseller-options.ts';

const OnboardDocument = graphql(`
  mutation OnboardCompany($input: OnboardCompanyInput!) {
    onboardCompany(input: $input) {
      id
      name
      customerCode
    }
  }
`);

const ProposeDocument = graphql(`
  query ProposeCustomerCode($name: String!, $resellerId: ID) {
    proposal: proposeCustomerCode(name: $name, resellerId: $resellerId)
  }
`);

const RULES = z.object({
  name: line(120),
  customerCode: optional(customerCode()),
  phone: optional(phone()),
  vatNumber: optional(vatNumber()),
  vatTreatment: optional(z.enum(['STANDARD', 'OUTSIDE_UK'])),
  currency: optional(z.enum(CURRENCIES)),
  address: address(),
  administrator: administrator(),
});

/** A new customer company with its administrator, who thereby becomes data controller of its users [T2] [D1]. */
export function OnboardCompanyPage() {
  const { level } = useViewer();
  const navigate = useNavigate();
  const onboard = useSend(OnboardDocument);
  const staff = level === 'PLATFORM';
  const { resellerId: asked, name: called }: { resellerId?: unknown; name?: unknown } = useSearch({
    strict: false,
  });

  const proposed = useRef('');
  const form = useSubmitForm({
    initialValues: {
      resellerId: staff && typeof asked === 'string' ? asked : '',
      name: typeof called === 'string' ? called : '',
      customerCode: '',
      phone: '',
      vatNumber: '',
      vatTreatment: '' as '' | 'STANDARD' | 'OUTSIDE_UK',
      currency: '' as '' | (typeof CURRENCIES)[number],
      address: EMPTY_ADDRESS,
      administrator: EMPTY_ADMINISTRATOR,
    },
    schema: RULES,
    send: ({ vatTreatment, currency, customerCode, ...input }) =>
      onboard({
        input: {
          ...input,
          vatTreatment: vatTreatment || null,
          currency: currency || null,
          customerCode: customerCode === proposed.current ? null : customerCode,
        },
      }),
    onDone: ({ onboardCompany: { id, name, customerCode } }) => {
      notifications.show({
        title: `${name} is onboard`,
        message: `Its customer code is ${customerCode}. An invitation is on its way to its administrator.`,
      });
      void navigate({ to: '/companies/$companyId', params: { companyId: id } });
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const resellers = useResellerOptions(staff, values.resellerId || undefined);
  const code = useProposed({
    query: ProposeDocument,
    variables: (name) => ({ name, resellerId: values.resellerId || null }),
    name: values.name,
    value: values.customerCode,
    onPropose: (proposal) => setFieldValue('customerCode', proposal),
    last: proposed,
  });

  return (
    <>
      <PageHeader title="Onboard company" crumbs={[{ label: 'Companies', link: { to: '/companies' } }]} />
      <FormPage
        form={form}
        submitLabel="Onboard company"
        cancel={{ to: '/companies' }}
        summary={
          <FormSummary
            facts={[
              ['Company', values.name],
              ['Customer code', values.customerCode],
              ['Billed in', values.currency ? words(values.currency) : null],
              ...(staff
                ? ([
                    [
                      'Reseller',
                      values.resellerId
                        ? resellers.options.find(({ value }) => value === values.resellerId)?.label
                        : 'None: a direct customer',
                    ],
                  ] as const)
                : []),
              ['Administrator', nameOf(values.administrator)],
            ]}
            effects={[
              `${values.administrator.email || 'The administrator'} gets an invitation by e-mail, good for 24 hours.`,
              'Whoever accepts it accepts the processing agreement for the company.',
              'Nothing is billed until a service is added.',
            ]}
          />
        }
      >
        <FormSection title="Company">
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
            label="Customer code"
            description={
              code.own
                ? 'Your own; unique among your customers.'
                : 'Proposed from the name; change it if you like.'
            }
            maxLength={20}
            autoComplete="off"
            {...getInputProps('customerCode')}
          />
          <TextInput
            label="Phone"
            description="With area code; +44 is assumed."
            type="tel"
            maxLength={30}
            autoComplete="off"
            {...getInputProps('phone')}
          />
          <TextInput
            label="VAT number"
            description="One of another country begins with its code; leave empty if not registered."
            placeholder="GB 123 4567 82"
            maxLength={40}
            autoComplete="off"
            data-wide
            {...getInputProps('vatNumber')}
          />
          <VatTreatmentSelect byAddress {...getInputProps('vatTreatment')} />
          <CurrencySelect
            usual="As whoever sells to it"
            description="It stays once a service has been ordered."
            {...getInputProps('currency')}
          />
          {staff && (
            <FoundSelect
              label="Reseller"
              description="Leave empty for a direct customer."
              placeholder="Direct customer"
              clearable
              choices={resellers}
              data-wide
              {...getInputProps('resellerId')}
              value={values.resellerId || null}
              onChange={(id) => setFieldValue('resellerId', id ?? '')}
            />
          )}
        </FormSection>
        <AddressFields form={form.form} />
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
