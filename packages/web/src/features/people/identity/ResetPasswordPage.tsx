import { Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconMailX } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useLinkToken } from '../../../frame/use-link-token.ts';
import { useAccent } from '../../../ui/Brand.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { PageSkeleton } from '../../../ui/Loaded.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { EntryLayout } from './EntryLayout.tsx';
import { NewPassword } from './NewPassword.tsx';
import { isTooShort, TOO_SHORT } from './password-strength.ts';

const PasswordResetDocument = graphql(`
  query PasswordReset($token: String!) {
    passwordReset(token: $token) {
      email
      firstName
      brand {
        name
        accentColour
        logo
      }
    }
  }
`);

const ResetDocument = graphql(`
  mutation ResetPassword($input: ResetPasswordInput!) {
    resetPassword(input: $input)
  }
`);

/** Where the link to a new password leads [I1]. */
export function ResetPasswordPage() {
  useDocumentTitle('Choose a new password – Steward');
  const token = useLinkToken('/reset-password');
  /** A link that was good when it was opened and is not any more. */
  const [gone, setGone] = useState<string>();
  const read = useRead(PasswordResetDocument, { token }, { pause: token === '' });
  const reset = read.state === 'ready' ? read.data.passwordReset : undefined;
  useAccent(reset?.brand.accentColour);

  if (token === '')
    return <NoLink title="Open the link again">This page needs the link from the e-mail we sent you.</NoLink>;
  if (gone === token || (read.state === 'failed' && read.error.code === 'NOT_FOUND'))
    return (
      <NoLink title="This link is no longer good">
        It was used already, is older than an hour, or you have asked for a newer one.
      </NoLink>
    );
  if (read.state === 'failed')
    return (
      <EntryLayout>
        <ErrorState error={read.error} onRetry={read.retry} whole />
      </EntryLayout>
    );
  return (
    <EntryLayout brand={reset?.brand}>
      {reset ? (
        <ChoosePassword key={token} token={token} {...reset} onGone={() => setGone(token)} />
      ) : (
        <PageSkeleton />
      )}
    </EntryLayout>
  );
}

function NoLink({ title, children }: { title: string; children: string }) {
  return (
    <EntryLayout>
      <EmptyState
        heading="h1"
        icon={<IconMailX size={22} />}
        title={title}
        action={<ButtonLink to="/forgotten-password">Ask for a new link</ButtonLink>}
      >
        {children}
      </EmptyState>
    </EntryLayout>
  );
}

interface ChoosePasswordProps {
  token: string;
  email: string;
  firstName: string;
  brand: { name: string };
  onGone: () => void;
}

function ChoosePassword({ token, email, firstName, brand, onGone }: ChoosePasswordProps) {
  const reset = useSend(ResetDocument);
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [weak, setWeak] = useState(false);
  const { run, busy, error } = useDeed(
    async () => {
      await reset({ input: { token, password } });
      await navigate({ to: '/sign-in', replace: true, state: { passwordChangedFor: email } });
    },
    ({ code }) => code === 'NOT_FOUND' && onGone(),
  );
  const personal = [firstName, email, brand.name];

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const tooWeak = isTooShort(password);
    setWeak(tooWeak);
    if (!tooWeak) void run();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          <Title order={1} fz="1.625rem" mb={4}>
            Choose a new password
          </Title>
          <Text c="dimmed">
            Wherever you are signed in with the old one, you will be signed out. Then sign in with the new
            one.
          </Text>
        </div>
        <FormProblem message={error?.besides('password')} />
        <TextInput label="E-mail address" value={email} readOnly size="md" autoComplete="username" />
        <NewPassword
          label="New password"
          size="md"
          autoFocus
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          personal={personal}
          error={weak ? TOO_SHORT : error?.at('password')}
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
