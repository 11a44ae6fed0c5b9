import { Button } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useSession } from '../../../../data/session.ts';
import { FormProblem } from '../../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../../ui/use-deed.ts';
import { knowsPasskeys, showPasskey, signingPasskey } from './passkeys.ts';

interface PasskeyButtonProps {
  /** Signing in by it alone, or showing it as a second factor. */
  as: 'signIn' | 'proof';
  onShown?: () => void;
}

/** Uses a passkey, where the browser knows them [I3]. */
export function PasskeyButton({ as, onShown }: PasskeyButtonProps) {
  const session = useSession();
  const { run, busy, error } = useDeed(async () => {
    if (as === 'signIn') await session.signInWithPasskey(signingPasskey);
    else session.proved(await showPasskey(session));
    onShown?.();
  });
  if (!knowsPasskeys()) return null;
  return (
    <>
      <FormProblem message={error?.message} />
      <Button
        variant="default"
        size="md"
        leftSection={<IconFingerprint size={18} />}
        loading={busy}
        onClick={() => void run()}
        fullWidth
      >
        Use a passkey
      </Button>
    </>
  );
}
