import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconDeviceMobile, IconMail } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { EntryLayout } from './EntryLayout.tsx';

const RequestDocument = graphql(`
  mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
    requestPasswordReset(input: $input)
  }
`);

const TextDocument = graphql(`
  mutation RequestTemporaryPassword($input: RequestTemporaryPasswordInput!) {
    requestTemporaryPassword(input: $input)
  }
`);

/** Asks for a link to a new password, or for a temporary one by text message; what is said then is the same whatever the address [I1] [S42]. */
export function ForgottenPasswordPage() {
  useDocumentTitle('Forgotten password – Steward');
  const request = useSend(RequestDocument);
  const [missing, setMissing] = useState(false);
  const text = useSend(TextDocument);
  const [by, setBy] = useState<'mail' | 'text'>('mail');
  const { run, busy, done, error, restart } = useDeed((email: string, way: 'mail' | 'text') =>
    way === 'text' ? text({ input: { email } }) : request({ input: { email } }),
  );

  // A plain form: a password manager fills it without telling React.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = String(new FormData(event.currentTarget).get('email') ?? '').trim();
    setMissing(!email);
    const way =
      (event.nativeEvent as SubmitEvent).submitter?.getAttribute('value') === 'text' ? 'text' : 'mail';
    setBy(way);
    if (email) void run(email, way);
    else restart();
  };

  if (done)
    return (
      <EntryLayout>
        <div role="status">
          <EmptyState
            heading="h1"
            icon={by === 'text' ? <IconDeviceMobile size={22} /> : <IconMail size={22} />}
            title={by === 'text' ? 'Check your telephone' : 'Check your mailbox'}
            action={
              <Group gap="xs" justify="center">
                <Button variant="default" onClick={restart}>
                  Ask again
                </Button>
                <ButtonLink to="/sign-in">Back to sign-in</ButtonLink>
              </Group>
            }
          >
            {by === 'text'
              ? 'If you sign in with this address and a mobile is recorded for you, a temporary password is on its way to it. Enter it as your password within half an hour; then you choose one of your own.'
              : 'If you sign in with this address, a link to a new password is on its way to it. It is good for one hour. Nothing there? Look in your spam folder, too.'}
          </EmptyState>
        </div>
      </EntryLayout>
    );
  return (
    <EntryLayout>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <div>
            <Title order={1} fz="1.625rem" mb={4}>
              Forgotten your password?
            </Title>
            <Text c="dimmed">
              Enter the address you sign in with. We send you a link to choose a new one or, if you cannot use
              e-mail, a temporary password to the mobile that is recorded for you.
            </Text>
          </div>
          <FormProblem message={error?.besides('email')} />
          <TextInput
            name="email"
            type="email"
            label="E-mail address"
            autoComplete="username"
            inputMode="email"
            size="md"
            maxLength={254}
            autoFocus
            required
            withAsterisk={false}
            error={missing ? 'Enter your e-mail address.' : error?.at('email')}
          />
          <Button type="submit" size="md" loading={busy && by === 'mail'} mt="xs" fullWidth>
            Send me a link
          </Button>
          <Button
            type="submit"
            name="by"
            value="text"
            variant="default"
            loading={busy && by === 'text'}
            fullWidth
          >
            Text me a temporary password
          </Button>
          <TextLink to="/sign-in" fz="sm">
            Back to sign-in
          </TextLink>
        </Stack>
      </form>
    </EntryLayout>
  );
}
