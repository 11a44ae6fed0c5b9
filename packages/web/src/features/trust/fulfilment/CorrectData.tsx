import { Button, Select, Stack, TextInput } from '@mantine/core';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Section } from '../../../ui/Section.tsx';

const CorrectDocument = graphql(`
  mutation CorrectPersonalData($input: CorrectPersonalDataInput!) {
    correctPersonalData(input: $input) {
      id
      state
    }
  }
`);

const FIELDS = {
  FIRST_NAME: 'First name',
  LAST_NAME: 'Last name',
  EMAIL: 'E-mail address',
  JOB_TITLE: 'Job title',
  DEPARTMENT: 'Department',
} as const;

/** Corrects a field of the entry, and with it completes the request [D3]. */
export function CorrectData({ requestId }: { requestId: string }) {
  const correct = useSend(CorrectDocument, 'RightsRequest');
  const form = useSubmitForm({
    initialValues: { field: 'JOB_TITLE' as keyof typeof FIELDS, wanted: '' },
    schema: z.object({ wanted: z.string().max(500, 'May have at most 500 characters.') }),
    send: ({ field, wanted }) => correct({ input: { id: requestId, corrections: [{ field, wanted }] } }),
  });
  const { getInputProps } = form.form;
  return (
    <Section title="Correct the entry">
      <form onSubmit={form.submit} noValidate>
        <Stack gap="sm">
          <Select
            label="What is wrong"
            data={Object.entries(FIELDS).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            {...getInputProps('field')}
          />
          <TextInput label="As it should be" {...getInputProps('wanted')} />
          <FormProblem message={form.problem} />
          <Button type="submit" loading={form.busy} style={{ alignSelf: 'flex-start' }}>
            Correct and complete
          </Button>
        </Stack>
      </form>
    </Section>
  );
}
