import { Loader, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSession } from '../../../../data/session.ts';
import type { Need } from '../../../../lib/errors.ts';
import { Dialogue } from '../../../../ui/Dialogue.tsx';
import { FactorForm } from './FactorForm.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { TotpSetup } from './TotpSetup.tsx';

interface FactorDialogueProps {
  need: Need;
  /** What was asked for goes on if it was shown. */
  onDone: (shown: boolean) => void;
}

/** Asks on the spot for what something wants shown just now; who has no second factor yet sets one up [S48]. */
export default function FactorDialogue({ need, onDone }: FactorDialogueProps) {
  const session = useSession();
  const [has, setHas] = useState<boolean>();
  useEffect(() => {
    session
      .ask<{ factors: { totalCount: number } }>('query OwnFactors { factors { totalCount } }')
      .then(({ factors }) => setHas(factors.totalCount > 0))
      .catch(() => setHas(true));
  }, [session]);
  const shown = () => onDone(true);
  return (
    <Dialogue
      opened
      onClose={() => onDone(false)}
      title={
        need === 'PASSWORD'
          ? 'Enter your password'
          : has === false
            ? 'Set up a second factor'
            : 'Show your second factor'
      }
      size="sm"
    >
      {need === 'PASSWORD' ? (
        <PasswordForm onGiven={shown} />
      ) : has === undefined ? (
        <Loader aria-label="One moment" />
      ) : has ? (
        <>
          <Text mb="md">
            This asks for more than being signed in. For ten minutes you are not asked again.
          </Text>
          <FactorForm onShown={shown} />
        </>
      ) : (
        <>
          <Text mb="md">This asks for a second factor, and you have none yet.</Text>
          <TotpSetup onDone={shown} />
        </>
      )}
    </Dialogue>
  );
}
