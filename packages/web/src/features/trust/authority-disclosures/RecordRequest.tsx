import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { line, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { BASES, type Basis, CAPACITIES, CLASSES, type DataClass, optionsOf } from './authority-words.ts';

const RecordDocument = graphql(`
  mutation RecordAuthorityRequest($input: RecordAuthorityRequestInput!) {
    recordAuthorityRequest(input: $input) {
      id
    }
  }
`);
const PeopleDocument = graphql(`
  query AuthorityPeople($companyId: ID!, $search: String) {
    endUsers(first: 50, filter: { companyId: $companyId, search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        displayName
        userId
      }
    }
  }
`);

/** People of a company by name; those who are chosen keep theirs whatever is typed. */
function usePeople(companyId: string, chosen: readonly string[]) {
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed.trim(), 200);
  const names = useRef(new Map<string, string>());
  const read = useRead(PeopleDocument, { companyId, search: settled || null }, { pause: !companyId });
  const found = read.state === 'ready' ? read.data.endUsers.nodes : [];
  for (const { id, displayName, userId } of found) names.current.set(id, `${displayName} (${userId})`);
  const ids = [...new Set([...chosen, ...found.map(({ id }) => id)])];
  return {
    data: ids.map((value) => ({ value, label: names.current.get(value) ?? '' })),
    onSearchChange: setTyped,
  };
}

/** Enters that an authority asks for data about people [D7]. */
export function RecordRequest() {
  const { company } = useViewer();
  const navigate = useNavigate();
  const record = useSend(RecordDocument, 'AuthorityDisclosure');
  const form = useSubmitForm({
    initialValues: {
      companyId: company?.id ?? '',
      capacity: (company ? 'CONTROLLER' : 'PROCESSOR') as keyof typeof CAPACITIES,
      authority: '',
      reference: '',
      basis: 'DPA_2018_SCH_2_PARA_2' as Basis,
      receivedOn: today(),
      dueOn: '',
      asked: '',
      dataClasses: [] as DataClass[],
      fromOn: '',
      toOn: '',
      endUserIds: [] as string[],
      secret: false,
      secretUntil: '',
    },
    schema: z.object({
      companyId: z.string().min(1, 'Say whose people it is about.'),
      authority: line(150),
      asked: prose(5_000),
      dataClasses: z.array(z.string()).min(1, 'Say at least one.'),
    }),
    send: ({ secretUntil, ...given }) =>
      record({ input: { ...given, secretUntil: given.secret ? secretUntil : '' } }),
    onDone: ({ recordAuthorityRequest: { id } }) =>
      void navigate({ to: '/authorities/$disclosureId', params: { disclosureId: id } }),
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!company, values.companyId || undefined);
  const people = usePeople(values.companyId, values.endUserIds);
  const { secret, secretUntil } = values;
  return (
    <>
      <PageHeader
        title="Request of an authority"
        crumbs={[{ label: 'Disclosures to authorities', link: { to: '/authorities' } }]}
      />
      <FormPage
        form={form}
        submitLabel="Enter request"
        cancel={{ to: '/authorities' }}
        summary={
          <FormSummary
            facts={[
              ['By which law', BASES[values.basis]],
              [
                'About',
                values.endUserIds.length ? plural(values.endUserIds.length, 'person', 'people') : null,
              ],
              ['Answer by', values.dueOn && date(values.dueOn)],
            ]}
            effects={[
              'Nothing is given before somebody else among you has decided.',
              secret
                ? `${secretUntil ? `Until ${date(secretUntil)}` : 'Until further notice'} nobody outside your own people sees it, nor finds it in a log.`
                : company
                  ? 'Your reseller does not see it.'
                  : 'The company whose people it is about sees it at once.',
              'The people see it only once it is answered and you say that they may be told.',
            ]}
          />
        }
      >
        <FormSection title="Who asks">
          <TextInput label="Authority" required maxLength={150} {...getInputProps('authority')} />
          <TextInput label="Their reference" maxLength={100} {...getInputProps('reference')} />
          <Select
            label="By which law"
            required
            allowDeselect={false}
            data={optionsOf(BASES)}
            {...getInputProps('basis')}
          />
          <Select
            label="You are asked as"
            required
            allowDeselect={false}
            data={optionsOf(CAPACITIES)}
            {...getInputProps('capacity')}
          />
          <DayField label="Received" required max={today()} {...getInputProps('receivedOn')} />
          <DayField label="Answer wanted by" {...getInputProps('dueOn')} />
        </FormSection>
        <FormSection title="What they ask for">
          {!company && (
            <FoundSelect
              label="Company"
              placeholder="Type a name"
              required
              choices={companies}
              nothingFoundMessage="No company of that name"
              {...getInputProps('companyId')}
              value={values.companyId || null}
              onChange={(id) => {
                setFieldValue('companyId', id ?? '');
                setFieldValue('endUserIds', []);
              }}
            />
          )}
          <MultiSelect
            label="People"
            searchable
            disabled={!values.companyId}
            placeholder={values.endUserIds.length ? undefined : 'Type a name'}
            filter={({ options }) => options}
            nothingFoundMessage="Nobody of that name"
            {...people}
            {...getInputProps('endUserIds')}
          />
          <MultiSelect
            label="Classes of data"
            required
            data={optionsOf(CLASSES)}
            {...getInputProps('dataClasses')}
          />
          <DayField label="First day it is about" {...getInputProps('fromOn')} />
          <DayField label="Last day it is about" {...getInputProps('toOn')} />
          <Textarea
            data-wide
            label="In words"
            required
            autosize
            minRows={3}
            maxRows={12}
            maxLength={5_000}
            {...getInputProps('asked')}
          />
        </FormSection>
        <FormSection title="Secrecy">
          <Checkbox
            data-wide
            label="The request forbids telling others"
            description="Only your own people see it, until the day below or until you say otherwise."
            {...getInputProps('secret', { type: 'checkbox' })}
          />
          {secret && (
            <DayField
              label="Secret until"
              description="Empty: until further notice."
              min={today()}
              {...getInputProps('secretUntil')}
            />
          )}
        </FormSection>
      </FormPage>
    </>
  );
}
