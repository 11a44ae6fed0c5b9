import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../../../data/session.ts';
import { FormProblem } from '../../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../../ui/use-deed.ts';

/** Gives the password once more, where there is no second factor yet to show [S48]. */
export function PasswordForm({
  onGiven,
  why = 'You signed in a while ago: enter your password once more.',
}: {
  onGiven: () => void;
  why?: string;
}) {
  const session = useSession();
  const [missing, setMissing] = useState(false);
  const { run, busy, error, restart } = useDeed(async (password: string) => {
    await session.ask(
      'mutation ProvePassword($password: String!) { provePassword(input: { password: $password }) }',
      { password },
    );
    onGiven();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get('password') ?? '');
    setMissing(!password);
    if (password) void run(password);
    else restart();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem message={error?.besides('password')} />
        <Text>{why}</Text>
        <PasswordInput
          name="password"
          label="Your password"
          autoComplete="current-password"
          size="md"
          maxLength={1_000}
          error={missing ? 'Enter your password.' : error?.at('password')}
          autoFocus
          data-autofocus
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          Go on
        </Button>
      </Stack>
    </form>
  );
}
