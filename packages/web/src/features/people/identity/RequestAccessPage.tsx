import { Button, Group, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { email, name, optional, phone, prose } from '@steward/shared';
import { IconMailX, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useLinkToken } from '../../../frame/use-link-token.ts';
import { useAccent } from '../../../ui/Brand.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageSkeleton } from '../../../ui/Loaded.tsx';
import { EntryLayout } from './EntryLayout.tsx';

const AccessFormDocument = graphql(`
  query AccessForm($token: String!) {
    accessForm(token: $token) {
      tenantName
      forTeam
      brand {
        name
        accentColour
        logo
      }
    }
  }
`);

const RequestDocument = graphql(`
  mutation RequestAccess($input: RequestAccessInput!) {
    requestAccess(input: $input)
  }
`);

type Form = NonNullable<ResultOf<typeof AccessFormDocument>['accessForm']>;

/** Where the link leads by which people ask to come in [I6]. */
export function RequestAccessPage() {
  useDocumentTitle('Ask for access – Steward');
  const token = useLinkToken('/request-access');
  const read = useRead(AccessFormDocument, { token }, { pause: token === '' });
  const form = read.state === 'ready' ? read.data.accessForm : undefined;
  useAccent(form?.brand.accentColour);
  if (token === '' || (read.state === 'failed' && read.error.code === 'NOT_FOUND'))
    return (
      <EntryLayout>
        <EmptyState
          heading="h1"
          icon={<IconMailX size={22} />}
          title={token === '' ? 'Open the link again' : 'This link is no longer good'}
        >
          {token === ''
            ? 'This page needs the whole link that you were given.'
            : 'Ask whoever gave it to you for the present one.'}
        </EmptyState>
      </EntryLayout>
    );
  if (read.state === 'failed')
    return (
      <EntryLayout>
        <ErrorState error={read.error} onRetry={read.retry} whole />
      </EntryLayout>
    );
  return (
    <EntryLayout brand={form?.brand}>
      {form ? <AskForAccess key={token} token={token} form={form} /> : <PageSkeleton />}
    </EntryLayout>
  );
}

const RULES = z.object({
  firstName: name(),
  lastName: name(),
  email: email(),
  phone: optional(phone()),
  reason: prose(1_000),
});

function AskForAccess({ token, form: { tenantName, forTeam } }: { token: string; form: Form }) {
  const request = useSend(RequestDocument);
  const [sentFor, setSentFor] = useState<string>();
  const form = useSubmitForm({
    initialValues: { firstName: '', lastName: '', email: '', phone: '', reason: '' },
    schema: RULES,
    send: async (values) => {
      await request({ input: { token, ...values } });
      return values.email;
    },
    onDone: setSentFor,
  });
  if (sentFor !== undefined)
    return (
      <div role="status">
        <EmptyState heading="h1" icon={<IconSend size={22} />} title="Your request is on its way">
          The administrators of {tenantName} decide on it. If they approve, an invitation comes to {sentFor},
          and nothing happens before. After 30 days without a decision the request lapses.
        </EmptyState>
      </div>
    );
  const { getInputProps } = form.form;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="md">
        <div>
          <Title order={1} fz="1.625rem" mb={4}>
            Ask for access to {tenantName}
          </Title>
          <Text c="dimmed">
            {forTeam
              ? `Say who you are and why you are to join the team of ${tenantName}. Its administrators decide.`
              : `Say who you are and why you need access. The administrators of ${tenantName} decide.`}
          </Text>
        </div>
        <FormProblem message={form.problem} />
        <Group grow gap="sm" align="flex-start" preventGrowOverflow={false} wrap="wrap">
          <TextInput
            label="First name"
            autoComplete="given-name"
            maxLength={120}
            miw="10rem"
            required
            withAsterisk={false}
            {...getInputProps('firstName')}
          />
          <TextInput
            label="Last name"
            autoComplete="family-name"
            maxLength={120}
            miw="10rem"
            required
            withAsterisk={false}
            {...getInputProps('lastName')}
          />
        </Group>
        <TextInput
          label="E-mail address"
          description="The answer goes there."
          type="email"
          autoComplete="email"
          inputMode="email"
          maxLength={254}
          required
          withAsterisk={false}
          {...getInputProps('email')}
        />
        <TextInput
          label="Phone (optional)"
          type="tel"
          autoComplete="tel"
          maxLength={40}
          {...getInputProps('phone')}
        />
        <Textarea
          label="Why you need access"
          description="What you do, from when, and who there knows you."
          autosize
          minRows={3}
          maxRows={8}
          maxLength={1000}
          required
          withAsterisk={false}
          {...getInputProps('reason')}
        />
        <Button type="submit" size="md" loading={form.busy} mt="xs" fullWidth>
          Send request
        </Button>
      </Stack>
    </form>
  );
}
