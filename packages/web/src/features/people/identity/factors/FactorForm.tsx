import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../../../data/session.ts';
import { FormProblem } from '../../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../../ui/use-deed.ts';

/** Shows a second factor: the code of an authenticator app, or a recovery code instead [I2]. */
export function FactorForm({ onShown }: { onShown?: () => void }) {
  const session = useSession();
  const [recovering, setRecovering] = useState(false);
  const [missing, setMissing] = useState(false);
  const { run, busy, error, restart } = useDeed(async (code: string) => {
    const { verifyFactor } = await session.ask<{ verifyFactor: { accessToken: string } }>(
      'mutation VerifyFactor($code: String!) { verifyFactor(input: { code: $code }) { accessToken } }',
      { code },
    );
    session.proved(verifyFactor.accessToken);
    onShown?.();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    setMissing(!code);
    if (code) void run(code);
    else restart();
  };
  const wrong = missing ? 'Type the code.' : error?.at('code');
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem message={error?.besides('code')} />
        {recovering ? (
          <TextInput
            key="recovery"
            name="code"
            label="Recovery code"
            description="One of the ten that you kept when you set up your second factor. Each works once."
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            size="md"
            maxLength={100}
            error={wrong}
            autoFocus
            data-autofocus
          />
        ) : (
          <TextInput
            key="code"
            name="code"
            label="Code"
            description="The six digits that your authenticator app shows now."
            autoComplete="one-time-code"
            inputMode="numeric"
            size="md"
            maxLength={20}
            error={wrong}
            autoFocus
            data-autofocus
          />
        )}
        <Button type="submit" size="md" loading={busy} fullWidth>
          Go on
        </Button>
        <Text fz="sm">
          <Anchor
            component="button"
            type="button"
            fz="sm"
            onClick={() => {
              restart();
              setMissing(false);
              setRecovering(!recovering);
            }}
          >
            {recovering ? 'Use your authenticator app' : 'Use a recovery code'}
          </Anchor>
        </Text>
      </Stack>
    </form>
  );
}
