import { Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { FormProblem } from './form/FormProblem.tsx';

interface AskingProps {
  /** What will happen, and whether it can be undone. */
  consequence: ReactNode;
  /** What is done, as the button that does it: "Cancel subscription". */
  confirmLabel: string;
  /** `true` for what takes something away. */
  destructive?: boolean;
  busy?: boolean;
  /** What went wrong the last time. */
  problem?: string | undefined;
  onAnswer: (go: boolean) => void;
}

/** The inside of a question. The focus is on the way back: Enter alone does nothing that matters. */
export function Asking({
  consequence,
  confirmLabel,
  destructive = false,
  busy = false,
  problem,
  onAnswer,
}: AskingProps) {
  return (
    <Stack>
      <Text component="div">{consequence}</Text>
      <FormProblem message={problem} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => onAnswer(false)} disabled={busy} autoFocus data-autofocus>
          Not now
        </Button>
        <Button color={destructive ? 'red' : undefined} onClick={() => onAnswer(true)} loading={busy}>
          {confirmLabel}
        </Button>
      </Group>
    </Stack>
  );
}
