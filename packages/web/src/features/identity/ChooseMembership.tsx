import { Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useSession } from '../../data/session.ts';
import { useViewer } from '../../data/viewer.ts';
import { asApiError } from '../../lib/errors.ts';
import { words } from '../../lib/words.ts';
import { FormProblem } from '../../ui/form/FormProblem.tsx';
import { EntryLayout } from './EntryLayout.tsx';
import classes from './entry.module.css';

/** After signing in: who is several things in several places says which one to go on as [T5]. */
export default function ChooseMembership({ onKeep }: { onKeep: () => void }) {
  useDocumentTitle('Choose where to go – Steward');
  const { memberships, displayName } = useViewer();
  const { switchMembership } = useSession();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);

  const choose = async (id: string) => {
    setBusy(true);
    try {
      await switchMembership(id);
    } catch (thrown) {
      setProblem(asApiError(thrown).message);
      setBusy(false);
    }
  };

  return (
    <EntryLayout>
      <Stack gap="md">
        <div>
          <Title order={1} fz="1.625rem" mb={4}>
            Where to?
          </Title>
          <Text c="dimmed">
            {displayName}, you hold more than one role. You can change later at the top left.
          </Text>
        </div>
        <FormProblem message={problem} />
        {memberships.map(({ id, tenantName, level, current }) => (
          <UnstyledButton
            key={id}
            className={classes.membership}
            disabled={busy}
            onClick={() => (current ? onKeep() : void choose(id))}
          >
            <span>
              <Text span display="block" fw={600}>
                {tenantName}
              </Text>
              <Text span fz="sm" c="dimmed">
                {words(level)}
                {current && ' · last used'}
              </Text>
            </span>
            <IconChevronRight size={18} aria-hidden />
          </UnstyledButton>
        ))}
      </Stack>
    </EntryLayout>
  );
}
