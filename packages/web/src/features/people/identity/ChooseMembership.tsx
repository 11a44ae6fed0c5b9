import { Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { useSession } from '../../../data/session.ts';
import { useViewer } from '../../../data/viewer.ts';
import { words } from '../../../lib/words.ts';
import { FormProblem } from '../../../ui/form/FormProblem.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { EntryLayout } from './EntryLayout.tsx';
import classes from './entry.module.css';

/** After signing in: who is several things in several places says which one to go on as [T5]. */
export default function ChooseMembership({ onKeep }: { onKeep: () => void }) {
  useDocumentTitle('Choose where to go – Steward');
  const { memberships, displayName } = useViewer();
  const { switchMembership } = useSession();
  const { run: choose, busy, done, error } = useDeed(switchMembership);

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
        <FormProblem message={error?.message} />
        {memberships.map(({ id, tenantName, level, roleName, current }) => (
          <UnstyledButton
            key={id}
            className={classes.membership}
            disabled={busy || done}
            onClick={() => (current ? onKeep() : void choose(id))}
          >
            <span>
              <Text span display="block" fw={600}>
                {tenantName}
              </Text>
              <Text span fz="sm" c="dimmed">
                {words(level)}
                {level !== 'END_USER' && ` · ${roleName}`}
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
