import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useSession } from '../../../../data/session.ts';
import { FormProblem } from '../../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../../ui/use-deed.ts';
import { deviceName } from '../device-name.ts';
import { FactorForm } from './FactorForm.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { makePasskey } from './passkeys.ts';
import { RecoveryCodes } from './RecoveryCodes.tsx';

/** Adds a passkey: its name, what the browser asks, and with the first factor the recovery codes [I3]. */
export function AddPasskey({ onDone }: { onDone: () => void }) {
  const session = useSession();
  const [codes, setCodes] = useState<{ accessToken: string; recoveryCodes: string[] }>();
  const { run, busy, error, restart } = useDeed(async (name: string) => {
    const made = await makePasskey(session, name);
    if (made.recoveryCodes.length) return setCodes(made);
    session.proved(made.accessToken);
    onDone();
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(String(new FormData(event.currentTarget).get('name') ?? '').trim() || 'Passkey');
  };
  if (codes)
    return (
      <RecoveryCodes
        codes={codes.recoveryCodes}
        onKept={() => {
          session.proved(codes.accessToken);
          onDone();
        }}
      />
    );
  if (error?.need === 'PASSWORD') return <PasswordForm onGiven={restart} />;
  if (error?.need === 'FACTOR') return <FactorForm onShown={restart} />;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem message={error?.message} />
        <Text>
          A passkey is kept by this device, your password manager or a key that you plug in, and opened by
          your finger, face or PIN. It lets you in without a password, too.
        </Text>
        <TextInput
          name="name"
          label="Name"
          description="By which you know it in the list."
          defaultValue={deviceName(navigator.userAgent)}
          maxLength={60}
          data-autofocus
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          Go on
        </Button>
      </Stack>
    </form>
  );
}
