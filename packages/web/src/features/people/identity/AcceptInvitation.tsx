import { Button, Checkbox, PasswordInput, ScrollArea, Stack, Text, TextInput, Title } from '@mantine/core';
import { PASSWORD_LENGTH } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { useSend } from '../../../data/use-send.ts';
import { instant } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import classes from './entry.module.css';
import { NewPassword } from './NewPassword.tsx';
import { isTooShort, TOO_SHORT } from './password-strength.ts';

const AcceptDocument = graphql(`
  mutation AcceptInvitation($input: AcceptInvitationInput!) {
    acceptInvitation(input: $input) {
      id
    }
  }
`);

interface AcceptInvitationProps {
  token: string;
  invitation: {
    email: string;
    level: string;
    tenantName: string;
    firstName: string;
    expiresAt: string;
    /** The person has a password already, from another membership. */
    hasSignIn: boolean;
    brand: { name: string };
    agreement: { version: string; title: string; text: string } | null;
  };
}

/** Password, the processing agreement where there is one, and straight into the console [T2] [D1]. */
export function AcceptInvitation({ token, invitation }: AcceptInvitationProps) {
  const { email, level, tenantName, firstName, expiresAt, hasSignIn, brand, agreement } = invitation;
  const accept = useSend(AcceptDocument);
  const session = useSession();
  const navigate = useNavigate();
  const [password, setPassword] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [missing, setMissing] = useState<{ password?: string; agreement?: string }>({});
  const { run, busy, done, error } = useDeed(async () => {
    await accept({ input: { token, password, acceptAgreementVersion: agreement?.version } });
    await session.signIn(email, password);
    await navigate({ to: '/', replace: true });
  });
  const passwordError = missing.password ?? error?.at('password');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const weak = hasSignIn ? password === '' : isTooShort(password);
    const mustAgree = agreement !== null && !agreed;
    setMissing({
      ...(weak && { password: hasSignIn ? 'Enter your password.' : TOO_SHORT }),
      ...(mustAgree && { agreement: 'Please read and accept the agreement to go on.' }),
    });
    if (!weak && !mustAgree) void run();
  };

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <div>
          <Title order={1} fz="1.625rem" mb={4}>
            Welcome, {firstName}
          </Title>
          <Text c="dimmed">
            You are invited to {tenantName} as {level === 'END_USER' ? 'a user' : 'an administrator'} (
            {words(level).toLowerCase()} level). The invitation is good until {instant(expiresAt)}.
          </Text>
        </div>
        <FormProblem message={error?.besides('password')} />
        <TextInput
          label="E-mail address"
          value={email}
          readOnly
          size="md"
          autoComplete="username"
          description="You sign in with this address."
        />
        {hasSignIn ? (
          <PasswordInput
            label="Your password"
            description="You have a sign-in with this address already. Use its password."
            autoComplete="current-password"
            size="md"
            maxLength={PASSWORD_LENGTH.max}
            required
            value={password}
            error={passwordError}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        ) : (
          <NewPassword
            size="md"
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            personal={[firstName, email, tenantName, brand.name]}
            error={passwordError}
          />
        )}
        {agreement && (
          <Stack gap="xs">
            <Text fw={550} id="agreement-title">
              {agreement.title}
            </Text>
            <ScrollArea.Autosize
              mah={220}
              className={classes.agreement}
              viewportProps={{ tabIndex: 0, role: 'region', 'aria-labelledby': 'agreement-title' }}
            >
              {agreement.text}
            </ScrollArea.Autosize>
            <Checkbox
              label={`I accept this agreement (version ${agreement.version}) on behalf of ${tenantName}`}
              checked={agreed}
              error={missing.agreement}
              onChange={({ currentTarget }) => setAgreed(currentTarget.checked)}
            />
          </Stack>
        )}
        <Button type="submit" size="md" loading={busy || done} fullWidth>
          {hasSignIn ? 'Accept and sign in' : 'Create sign-in and continue'}
        </Button>
      </Stack>
    </form>
  );
}
