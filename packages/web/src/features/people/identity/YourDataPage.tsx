import { Button, Select, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { email, line, optional, prose } from '@steward/shared';
import { IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { EntryLayout } from './EntryLayout.tsx';

const SubmitDocument = graphql(`
  mutation SubmitRightsRequest($input: SubmitRightsRequestInput!) {
    submitRightsRequest(input: $input)
  }
`);

const KINDS = {
  ACCESS: 'See what is kept about me',
  KNOW: 'Know what is done with my data',
  COPY: 'A copy of my data to take away',
  CORRECT: 'Correct something about me',
  ERASE: 'Erase what is kept about me',
  RESTRICT: 'Keep my data, but not use it',
  OBJECT: 'Object to how my data is used',
  COMPLAIN: 'Complain',
} as const;

/** Where anybody asks about their data without being signed in; the answer is the same whoever asks [D2]. */
export function YourDataPage() {
  useDocumentTitle('Your data – Steward');
  const submit = useSend(SubmitDocument);
  const [sent, setSent] = useState(false);
  const form = useSubmitForm({
    initialValues: {
      kind: 'ACCESS' as keyof typeof KINDS,
      name: '',
      email: '',
      organisation: '',
      facts: '',
    },
    schema: z.object({
      name: line(120),
      email: email(),
      organisation: optional(line(200)),
      facts: optional(prose(4_000)),
    }),
    send: (input) => submit({ input }),
    onDone: () => setSent(true),
  });
  if (sent)
    return (
      <EntryLayout>
        <div role="status">
          <EmptyState heading="h1" icon={<IconSend size={22} />} title="Your request is on its way">
            If a company that we work for keeps data about you, it has your request now and writes to you
            within a month. It may ask you first to show who you are. We do not say here who is a customer of
            ours.
          </EmptyState>
        </div>
      </EntryLayout>
    );
  const { getInputProps } = form.form;
  return (
    <EntryLayout>
      <form onSubmit={form.submit} noValidate>
        <Stack gap="md">
          <div>
            <Title order={1} fz="1.625rem" mb={4}>
              Ask about your data
            </Title>
            <Text c="dimmed">
              We keep data for companies. Whichever has yours is the one that answers: we see to it that your
              request reaches it.
            </Text>
          </div>
          <FormProblem message={form.problem} />
          <Select
            label="What you would like"
            data={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            {...getInputProps('kind')}
          />
          <TextInput
            label="Your name"
            autoComplete="name"
            maxLength={120}
            required
            withAsterisk={false}
            {...getInputProps('name')}
          />
          <TextInput
            label="E-mail address"
            description="Your work address, if you still have it: it leads to your company."
            type="email"
            autoComplete="email"
            inputMode="email"
            maxLength={254}
            required
            withAsterisk={false}
            {...getInputProps('email')}
          />
          <TextInput
            label="Which company (optional)"
            description="Or whatever you know of it: who called you, where you worked."
            maxLength={200}
            {...getInputProps('organisation')}
          />
          <Textarea
            label="What it is about (optional)"
            autosize
            minRows={3}
            maxRows={10}
            maxLength={4000}
            {...getInputProps('facts')}
          />
          <Button type="submit" size="md" loading={form.busy} mt="xs" fullWidth>
            Send request
          </Button>
        </Stack>
      </form>
    </EntryLayout>
  );
}
