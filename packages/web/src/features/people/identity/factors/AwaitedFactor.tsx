import { Anchor, Stack, Text, Title } from '@mantine/core';
import { type AwaitedFactor as Awaited, useSession } from '../../../../data/session.ts';
import { useDeed } from '../../../../ui/use-deed.ts';
import { FactorForm } from './FactorForm.tsx';
import { TotpSetup } from './TotpSetup.tsx';

/** The second half of signing in: the second factor is shown, or set up in the first place [S38]. */
export default function AwaitedFactor({ awaited, onBack }: { awaited: Awaited; onBack: () => void }) {
  const session = useSession();
  const { run } = useDeed(() => session.signOut().finally(onBack));
  return (
    <Stack gap="md">
      <div>
        <Title order={1} fz="1.625rem" mb={4}>
          {awaited === 'FACTOR' ? 'Second factor' : 'Set up a second factor'}
        </Title>
        <Text c="dimmed">
          {awaited === 'FACTOR'
            ? 'Your password is right. Now show that it is you.'
            : 'Your role can change much, so a password alone is not enough. This takes two minutes, once.'}
        </Text>
      </div>
      {awaited === 'FACTOR' ? <FactorForm /> : <TotpSetup />}
      <Text fz="sm">
        <Anchor component="button" type="button" fz="sm" onClick={() => void run()}>
          Sign in as somebody else
        </Anchor>
      </Text>
    </Stack>
  );
}
