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

type Proof = 'FACTOR' | 'ENROLMENT' | 'PASSWORD';

const TITLES: Record<Proof, string> = {
  FACTOR: 'Show your second factor',
  ENROLMENT: 'Set up a second factor',
  PASSWORD: 'Enter your password',
};

/** Asks on the spot for what something wants shown just now; who has no second factor yet sets one up [S48]. */
export default function FactorDialogue({ need, onDone }: FactorDialogueProps) {
  const session = useSession();
  const [proof, setProof] = useState<Proof | undefined>(need === 'PASSWORD' ? need : undefined);
  useEffect(() => {
    if (need === 'PASSWORD') return;
    session
      .ask<{ freshProof: Proof }>('query FreshProof { freshProof }')
      .then(({ freshProof }) => setProof(freshProof))
      .catch(() => setProof('FACTOR'));
  }, [session, need]);
  const shown = () => onDone(true);
  return (
    <Dialogue opened onClose={() => onDone(false)} title={TITLES[proof ?? 'FACTOR']} size="sm">
      {proof === undefined ? (
        <Loader aria-label="One moment" />
      ) : proof === 'PASSWORD' ? (
        <PasswordForm
          onGiven={shown}
          {...(need === 'FACTOR'
            ? {
                why: 'This asks for more than being signed in: a second factor, or, in the demonstration, your password once more.',
              }
            : {})}
        />
      ) : proof === 'FACTOR' ? (
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
