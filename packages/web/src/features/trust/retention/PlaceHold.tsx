import { MultiSelect, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useOptions } from '../../../data/use-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { RULE_WORDS, type Rule } from './retention-words.ts';

const PlaceDocument = graphql(`
  mutation PlaceLegalHold($input: PlaceLegalHoldInput!) {
    placeLegalHold(input: $input) {
      id
    }
  }
`);

const PeopleDocument = graphql(`
  query PeopleToHold($search: String) {
    endUsers(first: 50, filter: { search: $search }) {
      nodes {
        id
        firstName
        lastName
        email
      }
    }
  }
`);

const PersonDocument = graphql(`
  query PersonToHold($id: ID!) {
    endUser(id: $id) {
      id
      firstName
      lastName
      email
    }
  }
`);

interface Person {
  id: string;
  firstName: string;
  lastName: string;
  email: string | null;
}
const named = ({ id, firstName, lastName, email }: Person) => ({
  id,
  name: `${firstName} ${lastName}${email ? ` (${email})` : ''}`,
});
const PEOPLE = {
  many: PeopleDocument,
  found: ({ endUsers }: { endUsers: { nodes: readonly Person[] } }) => endUsers.nodes.map(named),
  one: PersonDocument,
  chosen: ({ endUser }: { endUser: Person | null }) => endUser && named(endUser),
  type: 'EndUser',
};

const RULES = Object.entries(RULE_WORDS)
  .filter(([value]) => value !== 'WHILE_USED')
  .map(([value, label]) => ({ value, label }));

interface Values extends Record<string, unknown> {
  kind: 'PERSON' | 'COMPANY' | 'MATTER';
  companyId: string | null;
  endUserId: string | null;
  rules: Rule[];
  reference: string;
  reason: string;
}

/** Stops all forgetting of a person, of a company, or of what a matter needs [D4]. */
export function PlaceHold({ onClose }: { onClose: () => void }) {
  const company = useViewer().level === 'COMPANY';
  const place = useSend(PlaceDocument, 'LegalHold');
  const form = useSubmitForm<Values, unknown>({
    initialValues: { kind: 'PERSON', companyId: null, endUserId: null, rules: [], reference: '', reason: '' },
    send: ({ kind, companyId, endUserId, rules, reference, reason }) =>
      place({
        input: {
          ...{ kind, reference, reason },
          ...(kind === 'PERSON' ? { endUserId } : { companyId }),
          ...(kind === 'MATTER' && { rules }),
        },
      }),
    onDone: () => {
      notifications.show({ message: 'The hold is in force from now on.' });
      onClose();
    },
  });
  const { getInputProps, values } = form.form;
  const { kind } = values;
  const people = useOptions(PEOPLE, kind === 'PERSON', values.endUserId ?? undefined);
  const companies = useCompanyOptions(!company && kind !== 'PERSON', values.companyId ?? undefined);
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Place a legal hold"
      submitLabel="Place hold"
      form={form}
      summary={
        <FormSummary
          effects={[
            EFFECTS[kind],
            'Erasure that somebody asks for is told that it is held.',
            'Until one of your side lifts it.',
          ]}
        />
      }
    >
      <SegmentedControl
        aria-label="What is held"
        data={[
          { value: 'PERSON', label: 'A person' },
          { value: 'COMPANY', label: company ? 'The company' : 'A company' },
          { value: 'MATTER', label: 'A matter' },
        ]}
        {...getInputProps('kind')}
      />
      {kind === 'PERSON' && (
        <FoundSelect label="Person" required choices={people} {...getInputProps('endUserId')} />
      )}
      {kind !== 'PERSON' && !company && (
        <FoundSelect
          label="Company"
          description={kind === 'MATTER' ? 'Our own data if you leave it empty.' : undefined}
          required={kind === 'COMPANY'}
          clearable
          choices={companies}
          {...getInputProps('companyId')}
        />
      )}
      {kind === 'MATTER' && (
        <MultiSelect label="What it needs" required data={RULES} {...getInputProps('rules')} />
      )}
      <TextInput
        label="Reference"
        description="The number of a claim or enquiry; no names, for it stands in evidence for years."
        required
        maxLength={100}
        {...getInputProps('reference')}
      />
      <Textarea
        label="Why"
        required
        autosize
        minRows={3}
        maxRows={8}
        maxLength={2000}
        {...getInputProps('reason')}
      />
    </FormModal>
  );
}

const EFFECTS = {
  PERSON: 'Nothing that is held of this person is forgotten.',
  COMPANY: 'Nothing that is held of this company and its people is forgotten.',
  MATTER: 'Nothing of what the matter needs is forgotten.',
} as const;
