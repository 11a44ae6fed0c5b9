import { Alert, Button, Group, List, ScrollArea, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { plural } from '../lib/format.ts';
import { Asking } from './Asking.tsx';
import { Dialogue } from './Dialogue.tsx';
import { useDeed } from './use-deed.ts';

/** As many as the API takes at once. */
const MOST = 500;

export interface BulkOutcome {
  done: number;
  refused: readonly { id: string; name: string; reason: string }[];
}

interface BulkDialogueProps {
  /** How many rows are ticked. */
  count: number;
  /** "Suspend 40 people?" */
  title: string;
  /** What will happen, and whether it can be undone. */
  consequence: ReactNode;
  /** What is to be said before, above the consequence. */
  children?: ReactNode;
  confirmLabel: string;
  destructive?: boolean;
  onConfirm: () => Promise<BulkOutcome>;
  /** "12 people are suspended." */
  done: (count: number) => string;
  onClose: (done: boolean) => void;
}

/** Does something with all ticked rows: says with how many first, and afterwards names those that were left as they are. */
export function BulkDialogue({
  count,
  title,
  consequence,
  children,
  confirmLabel,
  destructive = false,
  onConfirm,
  done,
  onClose,
}: BulkDialogueProps) {
  const [outcome, setOutcome] = useState<BulkOutcome>();
  const { run, busy, error } = useDeed(async () => {
    const came = await onConfirm();
    if (came.refused.length > 0) return setOutcome(came);
    notifications.show({ message: done(came.done) });
    onClose(true);
  });
  const close = () => onClose(outcome !== undefined && outcome.done > 0);
  return (
    <Dialogue opened onClose={() => !busy && close()} title={outcome ? done(outcome.done) : title} size="md">
      {count > MOST ? (
        <Alert color="yellow">Tick at most {MOST} rows at a time.</Alert>
      ) : outcome ? (
        <Report outcome={outcome} onClose={close} />
      ) : (
        <Stack>
          {children}
          <Asking
            consequence={consequence}
            confirmLabel={confirmLabel}
            destructive={destructive}
            busy={busy}
            problem={error?.message}
            onAnswer={(go) => (go ? void run() : close())}
          />
        </Stack>
      )}
    </Dialogue>
  );
}

function Report({ outcome: { refused }, onClose }: { outcome: BulkOutcome; onClose: () => void }) {
  return (
    <Stack>
      <Text>{plural(refused.length, 'row was', 'rows were')} left as before:</Text>
      <ScrollArea.Autosize mah={320} type="auto">
        <List size="sm">
          {refused.map(({ id, name, reason }) => (
            <List.Item key={id}>
              <Text span fw={500} inherit>
                {name}
              </Text>
              : {reason}
            </List.Item>
          ))}
        </List>
      </ScrollArea.Autosize>
      <Group justify="flex-end">
        <Button onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Stack>
  );
}
