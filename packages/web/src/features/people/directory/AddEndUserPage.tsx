import { Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ApiError } from '../../../lib/errors.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { AddressField } from './AddressField.tsx';
import { JoinerSummary } from './JoinerSummary.tsx';
import { wholeAddress } from './mail-address.ts';
import { EMPTY_PERSON, PersonFields } from './PersonFields.tsx';
import { personRules } from './person-rules.ts';
import { useDomainsOf } from './use-domains-of.ts';
import { ConfirmDocument, type JoinerPlan, useJoinerPlan, useTemplatesOf } from './use-joiner.ts';

const AddDocument = graphql(`
  mutation AddEndUser($input: AddEndUserInput!) {
    addEndUser(input: $input) {
      id
      displayName
    }
  }
`);

type Added = ResultOf<typeof AddDocument>['addEndUser'];

/** Enters one person in the directory of a company, with what a template says that they begin with [U1] [U5]. */
export function AddEndUserPage() {
  const { company } = useViewer();
  const { companyId: asked }: { companyId?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const can = useCan();
  const add = useSend(AddDocument);
  const join = useSend(ConfirmDocument, 'Subscription');

  const form = useSubmitForm({
    initialValues: {
      companyId: company?.id ?? (typeof asked === 'string' ? asked : ''),
      ...EMPTY_PERSON,
      email: '',
      domain: '',
      templateId: '',
      startsOn: today(),
    },
    schema: z.object({ companyId: z.string().min(1, 'Must be chosen.'), ...personRules() }),
    send: async (given): Promise<Added> => {
      if (!template) return (await add({ input: personOf(given, domain) })).addEndUser;
      // Nothing is ordered that nobody has seen the price of.
      if (!plan) throw new ApiError('CONFLICT', problem ?? 'Wait until the summary says what it comes to.');
      const { confirmJoiner } = await join({
        input: {
          ...personOf(given, domain),
          templateId: template.id,
          startsOn: given.startsOn,
          monthlyMinor: plan.monthlyMinor,
        },
      });
      return confirmJoiner;
    },
    onDone: ({ id, displayName }) => {
      notifications.show({
        message: `${displayName} is in the directory${orderedOf(plan)}.`,
      });
      void navigate({ to: '/end-users/$endUserId', params: { endUserId: id } });
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!company, values.companyId || undefined);
  const domains = useDomainsOf(values.companyId || undefined);
  const domain = domains?.includes(values.domain) ? values.domain : (domains?.[0] ?? '');
  const templates = useTemplatesOf(can('SUBSCRIPTION_WRITE') ? values.companyId || undefined : undefined);
  const template = templates.find(({ id }) => id === values.templateId);
  const named = values.firstName.trim() !== '' && values.lastName.trim() !== '';
  const { plan, problem } = useJoinerPlan(
    template && {
      ...personOf(values, domain),
      // What it costs can be told before who it is for.
      ...(!named && { firstName: 'New', lastName: 'Colleague' }),
      templateId: template.id,
      startsOn: values.startsOn,
    },
  );

  return (
    <>
      <PageHeader title="Add end user" crumbs={[{ label: 'End users', link: { to: '/end-users' } }]} />
      <FormPage
        form={form}
        submitLabel="Add end user"
        cancel={{ to: '/end-users' }}
        summary={
          template && (
            <JoinerSummary
              name={`${values.firstName} ${values.lastName}`.trim() || 'Whoever is added'}
              plan={plan}
              problem={problem}
              named={named}
            />
          )
        }
      >
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
        {templates.length > 0 && (
          <FormSection title="Begins with">
            <Select
              label="Template"
              description="What people of one kind begin with: services, a job title, an invitation."
              placeholder="Just the directory"
              clearable
              data={templates.map(({ id, name }) => ({ value: id, label: name }))}
              {...getInputProps('templateId')}
              value={template ? template.id : null}
              onChange={(id) => {
                const next = templates.find((one) => one.id === id);
                setFieldValue('templateId', id ?? '');
                // What the template before said goes with it; what was typed stays.
                for (const field of ['jobTitle', 'department'] as const)
                  if (values[field] === (template?.[field] ?? '')) setFieldValue(field, next?.[field] ?? '');
              }}
            />
            {template && (
              <DayField
                label="Services begin on"
                description="The first day that is charged."
                required
                {...getInputProps('startsOn')}
              />
            )}
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

/** What became of the services that somebody begins with. */
function orderedOf(plan: JoinerPlan | undefined): string {
  if (!plan?.services.length) return '';
  return plan.awaits.length
    ? '; the order for what they begin with waits for approval'
    : '; what they begin with is ordered';
}

interface Typed {
  companyId: string;
  firstName: string;
  lastName: string;
  email: string;
  jobTitle: string;
  department: string;
  mobile: string;
  phone: string;
}

const personOf = (
  { companyId, firstName, lastName, email, jobTitle, department, mobile, phone }: Typed,
  domain: string,
) => ({
  companyId,
  firstName,
  lastName,
  email: wholeAddress(email, domain),
  jobTitle,
  department,
  mobile,
  phone,
});
