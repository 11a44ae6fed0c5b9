import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { PASSWORD_LENGTH } from '@steward/shared';
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { useSend } from '../../../data/use-send.ts';
import { asApiError } from '../../../lib/errors.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { EntryLayout } from './EntryLayout.tsx';
import { PasskeyButton } from './factors/PasskeyButton.tsx';

const AwaitedFactor = lazy(() => import('./factors/AwaitedFactor.tsx'));

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Who has just chosen a new password. */
    passwordChangedFor?: string;
  }
}

const UseTemporaryDocument = graphql(`
  mutation UseTemporaryPassword($input: UseTemporaryPasswordInput!) {
    useTemporaryPassword(input: $input)
  }
`);

/** What a temporary password looks like, which is traded for the choice of one's own [I4]. */
const TEMPORARY = /^\s*[0-9a-z]{4}[- ][0-9a-z]{4}[- ][0-9a-z]{4}\s*$/i;

/** Sign-in by e-mail and password [I1]. The router goes on by itself once there is a session. */
export function SignInPage() {
  useDocumentTitle('Sign in – Steward');
  const session = useSession();
  const { passwordChangedFor } = useLocation().state;
  const navigate = useNavigate();
  const use = useSend(UseTemporaryDocument);
  /** One that is not good may still be somebody's own. */
  const redeem = async (email: string, password: string) => {
    try {
      return (await use({ input: { email, password } })).useTemporaryPassword;
    } catch (thrown) {
      if (asApiError(thrown).code === 'INVALID_INPUT') return undefined;
      throw thrown;
    }
  };
  const [missing, setMissing] = useState(false);
  const [awaited, setAwaited] = useState(session.awaited);
  const { run, busy, done, error, restart } = useDeed(async (email: string, password: string) => {
    if (TEMPORARY.test(password)) {
      const token = await redeem(email, password);
      if (token) {
        await navigate({ to: '/reset-password', hash: token });
        return;
      }
    }
    await session.signIn(email, password);
    setAwaited(session.awaited);
    if (passwordChangedFor) await navigate({ to: '/', replace: true });
  });
  const problem = missing ? 'Enter your e-mail address and your password.' : error?.message;

  // A plain form: a password manager fills it without telling React.
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const [email, password] = [
      String(fields.get('email') ?? '').trim(),
      String(fields.get('password') ?? ''),
    ];
    const complete = email !== '' && password !== '';
    setMissing(!complete);
    if (complete) void run(email, password);
    else restart();
  };

  if (awaited)
    return (
      <EntryLayout>
        <Suspense>
          <AwaitedFactor
            awaited={awaited}
            onBack={() => {
              restart();
              setAwaited(undefined);
            }}
          />
        </Suspense>
      </EntryLayout>
    );
  return (
    <EntryLayout>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <div>
            <Title order={1} fz="1.625rem" mb={4}>
              Sign in
            </Title>
            <Text c="dimmed">Welcome back. Use the address you were invited with.</Text>
          </div>
          {passwordChangedFor && !problem && (
            <Alert icon={<IconCircleCheck />} color="green" role="status">
              Your new password is set. Sign in with it.
            </Alert>
          )}
          {session.ended && !passwordChangedFor && !problem && (
            <Alert icon={<IconInfoCircle />} color="blue" role="status">
              Your session has ended. Sign in again to go on where you were.
            </Alert>
          )}
          <FormProblem message={problem} />
          <TextInput
            name="email"
            type="email"
            label="E-mail address"
            autoComplete="username"
            inputMode="email"
            size="md"
            maxLength={254}
            defaultValue={passwordChangedFor}
            autoFocus={!passwordChangedFor}
            required
            withAsterisk={false}
          />
          <PasswordInput
            name="password"
            label="Password"
            autoComplete="current-password"
            size="md"
            maxLength={PASSWORD_LENGTH.max}
            autoFocus={passwordChangedFor !== undefined}
            required
            withAsterisk={false}
          />
          <Button type="submit" size="md" loading={busy || done} mt="xs" fullWidth>
            Sign in
          </Button>
          <PasskeyButton as="signIn" />
          <TextLink to="/forgotten-password" fz="sm">
            Forgotten your password?
          </TextLink>
          <Text c="dimmed" fz="sm">
            No sign-in yet? Access comes by invitation: ask your administrator.
          </Text>
        </Stack>
      </form>
    </EntryLayout>
  );
}
