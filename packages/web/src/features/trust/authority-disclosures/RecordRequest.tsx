import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import { line, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { BASES, CAPACITIES, CLASSES, optionsOf } from './authority-words.ts';

const RecordDocument = graphql(`
  mutation RecordAuthorityRequest($input: RecordAuthorityRequestInput!) {
    recordAuthorityRequest(input: $input) {
      id
    }
  }
`);
const PeopleDocument = graphql(`
  query AuthorityPeople($companyId: ID!, $search: String) {
    endUsers(first: 100, filter: { companyId: $companyId, search: $search }, orderBy: { field: NAME }) {
      nodes {
        id
        displayName
      }
    }
  }
`);

/** Enters that an authority asks for data about people [D7]. */
export function RecordRequest({ onClose, onRecorded }: { onClose: () => void; onRecorded: (id: string) => void }) {
  const { company } = useViewer();
  const record = useSend(RecordDocument, 'AuthorityDisclosure');
  const form = useSubmitForm({
    initialValues: {
      companyId: company?.id ?? '',
      capacity: (company ? 'CONTROLLER' : 'PROCESSOR') as keyof typeof CAPACITIES,
      authority: '',
      reference: '',
      basis: 'DPA_2018_SCH_2_PARA_2' as keyof typeof BASES,
      receivedOn: today(),
      dueOn: '',
      asked: '',
      dataClasses: [] as (keyof typeof CLASSES)[],
      fromOn: '',
      toOn: '',
      endUserIds: [] as string[],
      secretUntil: '',
    },
    schema: z.object({
      companyId: z.string().min(1, 'Say whose people it is about.'),
      authority: line(150),
      asked: prose(5_000),
      dataClasses: z.array(z.string()).min(1, 'Say at least one.'),
    }),
    send: ({ reference, dueOn, fromOn, toOn, secretUntil, ...given }) =>
      record({
        input: {
          ...given,
          reference: reference || null,
          dueOn: dueOn || null,
          fromOn: fromOn || null,
          toOn: toOn || null,
          secretUntil: secretUntil || null,
        },
      }),
    onDone: ({ recordAuthorityRequest }) => {
      onClose();
      onRecorded(recordAuthorityRequest.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!company, values.companyId || undefined);
  const people = useRead(PeopleDocument, { companyId: values.companyId, search: null }, { pause: !values.companyId });
  const known = people.state === 'ready' ? people.data.endUsers.nodes : [];
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Enter a request of an authority"
      submitLabel="Enter request"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['By which law', BASES[values.basis]],
            ['As', CAPACITIES[values.capacity]],
          ]}
          effects={[
            'Somebody else decides before anything is given.',
            values.secretUntil
              ? 'Until that day nobody outside your own people sees it, nor finds it in a log.'
              : 'Those whose people it is about see it at once.',
            'The people themselves see it only once it is answered and you say that they may be told.',
          ]}
        />
      }
    >
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
      <TextInput label="Authority" required maxLength={150} {...getInputProps('authority')} />
      <TextInput label="Their reference" maxLength={100} {...getInputProps('reference')} />
      <Select label="By which law" required allowDeselect={false} data={optionsOf(BASES)} {...getInputProps('basis')} />
      <Select
        label="You are asked as"
        required
        allowDeselect={false}
        data={optionsOf(CAPACITIES)}
        {...getInputProps('capacity')}
      />
      <DayField label="Received" required max={today()} {...getInputProps('receivedOn')} />
      <DayField label="Answer wanted by" {...getInputProps('dueOn')} />
      <Textarea label="What they ask for" required autosize minRows={3} maxLength={5_000} {...getInputProps('asked')} />
      <MultiSelect
        label="Classes of data"
        required
        data={optionsOf(CLASSES)}
        {...getInputProps('dataClasses')}
      />
      <MultiSelect
        label="People"
        searchable
        data={known.map(({ id, displayName }) => ({ value: id, label: displayName }))}
        {...getInputProps('endUserIds')}
      />
      <DayField label="About days from" {...getInputProps('fromOn')} />
      <DayField label="To" {...getInputProps('toOn')} />
      <DayField
        label="Secret until"
        description="Where the request forbids telling others: only your own people see it until then."
        min={today()}
        {...getInputProps('secretUntil')}
      />
    </FormModal>
  );
}
