import { Button, Code, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { useSession } from '../../../../data/session.ts';
import type { ApiError } from '../../../../lib/errors.ts';
import { asApiError } from '../../../../lib/errors.ts';
import { CopyText } from '../../../../ui/CopyText.tsx';
import { ErrorState } from '../../../../ui/ErrorState.tsx';
import { FormProblem } from '../../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../../ui/use-deed.ts';
import { FactorForm } from './FactorForm.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { QrCode } from './QrCode.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

interface Confirmed {
  accessToken: string;
  recoveryCodes: string[];
}

type Step =
  | { at: 'starting' }
  | { at: 'failed'; error: ApiError }
  | { at: 'password' }
  | { at: 'factor' }
  | { at: 'scan'; secret: string; uri: string }
  | { at: 'codes'; confirmed: Confirmed };

/**
 * Sets up an authenticator app: the secret to scan or type, its first code, and with the first factor the recovery codes. Whoever
 * has to prove once more who they are does so in between [I2].
 */
export function TotpSetup({ onDone }: { onDone?: () => void }) {
  const session = useSession();
  const [step, setStep] = useState<Step>({ at: 'starting' });
  const start = useCallback(async () => {
    setStep({ at: 'starting' });
    try {
      const { startTotpEnrolment } = await session.ask<{
        startTotpEnrolment: { secret: string; uri: string };
      }>('mutation StartTotpEnrolment { startTotpEnrolment { secret uri } }');
      setStep({ at: 'scan', ...startTotpEnrolment });
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.need === 'PASSWORD') setStep({ at: 'password' });
      else if (error.need === 'FACTOR') setStep({ at: 'factor' });
      else setStep({ at: 'failed', error });
    }
  }, [session]);
  useEffect(() => void start(), [start]);
  const finish = ({ accessToken }: Confirmed) => {
    session.proved(accessToken);
    onDone?.();
  };
  switch (step.at) {
    case 'starting':
      return <Loader aria-label="One moment" />;
    case 'failed':
      return <ErrorState error={step.error} onRetry={() => void start()} />;
    case 'password':
      return <PasswordForm onGiven={() => void start()} />;
    case 'factor':
      return <FactorForm onShown={() => void start()} />;
    case 'scan':
      return (
        <Scan
          {...step}
          onConfirmed={(confirmed) =>
            confirmed.recoveryCodes.length ? setStep({ at: 'codes', confirmed }) : finish(confirmed)
          }
        />
      );
    case 'codes':
      return <RecoveryCodes codes={step.confirmed.recoveryCodes} onKept={() => finish(step.confirmed)} />;
  }
}

interface ScanProps {
  secret: string;
  uri: string;
  onConfirmed: (confirmed: Confirmed) => void;
}

function Scan({ secret, uri, onConfirmed }: ScanProps) {
  const session = useSession();
  const [missing, setMissing] = useState(false);
  const { run, busy, error, restart } = useDeed(async (code: string) => {
    const { confirmTotpEnrolment } = await session.ask<{ confirmTotpEnrolment: Confirmed }>(
      'mutation ConfirmTotpEnrolment($code: String!) { confirmTotpEnrolment(input: { code: $code }) { accessToken recoveryCodes } }',
      { code },
    );
    onConfirmed(confirmTotpEnrolment);
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    setMissing(!code);
    if (code) void run(code);
    else restart();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FormProblem message={error?.besides('code')} />
        <Text>
          Open an authenticator app on your telephone, such as the one of Google, Microsoft or your password
          manager, and scan this code with it.
        </Text>
        <Group justify="center">
          <QrCode text={uri} label="QR code for your authenticator app" />
        </Group>
        <div>
          <Text fz="sm" c="dimmed">
            Or type this key into the app:
          </Text>
          <Code fz="sm">
            <CopyText text={secret.replace(/.{4}(?=.)/g, '$& ')} label="key" />
          </Code>
        </div>
        <TextInput
          name="code"
          label="Code"
          description="The six digits that the app shows now."
          autoComplete="one-time-code"
          inputMode="numeric"
          size="md"
          maxLength={20}
          error={missing ? 'Type the code.' : error?.at('code')}
          autoFocus
          data-autofocus
        />
        <Button type="submit" size="md" loading={busy} fullWidth>
          Confirm
        </Button>
      </Stack>
    </form>
  );
}
