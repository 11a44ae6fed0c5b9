import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { AddressField } from './AddressField.tsx';
import { wholeAddress } from './mail-address.ts';
import { EMPTY_PERSON, PersonFields } from './PersonFields.tsx';
import { personRules } from './person-rules.ts';
import { useDomainsOf } from './use-domains-of.ts';

const AddDocument = graphql(`
  mutation AddEndUser($input: AddEndUserInput!) {
    addEndUser(input: $input) {
      id
      displayName
    }
  }
`);

type Added = ResultOf<typeof AddDocument>;

/** Enters one person in the directory of a company [U1]. */
export function AddEndUserPage() {
  const { company } = useViewer();
  const { companyId: asked }: { companyId?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const add = useSend(AddDocument);

  const form = useSubmitForm({
    initialValues: {
      companyId: company?.id ?? (typeof asked === 'string' ? asked : ''),
      ...EMPTY_PERSON,
      email: '',
      domain: '',
    },
    schema: z.object({ companyId: z.string().min(1, 'Must be chosen.'), ...personRules() }),
    send: ({ companyId, firstName, lastName, email, jobTitle, department, mobile, phone }): Promise<Added> =>
      add({
        input: {
          companyId,
          firstName,
          lastName,
          email: wholeAddress(email, domain),
          jobTitle,
          department,
          mobile,
          phone,
        },
      }),
    onDone: ({ addEndUser: { id, displayName } }) => {
      notifications.show({ message: `${displayName} is in the directory.` });
      void navigate({ to: '/end-users/$endUserId', params: { endUserId: id } });
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!company, values.companyId || undefined);
  const domains = useDomainsOf(values.companyId || undefined);
  const domain = domains?.includes(values.domain) ? values.domain : (domains?.[0] ?? '');

  return (
    <>
      <PageHeader title="Add end user" crumbs={[{ label: 'End users', link: { to: '/end-users' } }]} />
      <FormPage form={form} submitLabel="Add end user" cancel={{ to: '/end-users' }}>
        {!company && (
          <FormSection title="Company">
            <FoundSelect
              label="Company"
              placeholder="Type a name"
              required
              choices={companies}
              nothingFoundMessage="No company of that name"
              data-wide
              {...getInputProps('companyId')}
              value={values.companyId || null}
              onChange={(id) => setFieldValue('companyId', id ?? '')}
            />
          </FormSection>
        )}
        <FormSection title="Person">
          <PersonFields form={form.form} />
          <AddressField
            label="E-mail address"
            description={
              domains?.length === 0 ? (
                <Text inherit span>
                  An address needs a domain: <TextLink to="/domains">add one first</TextLink>, or leave the
                  address for later.
                </Text>
              ) : (
                'Becomes the primary address. Leave it empty if there is none yet.'
              )
            }
            domains={domains}
            {...getInputProps('email')}
            domain={domain}
            onDomain={(chosen) => setFieldValue('domain', chosen)}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
