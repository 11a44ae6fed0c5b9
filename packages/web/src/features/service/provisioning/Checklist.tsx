import { Checkbox, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useSend } from '../../../data/use-send.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { TickDocument } from './task-deeds.ts';

interface ChecklistProps {
  jobId: string;
  items: readonly { words: string; doneAt: string | null; doneByName: string | null }[];
  /** Whether the reader may tick, and the task waits. */
  open: boolean;
}

/** What has to be done in a task, each ticked with who did it and when [P2]. */
export function Checklist({ jobId, items, open }: ChecklistProps) {
  const tick = useSend(TickDocument, 'ProvisioningJob');
  const ticking = useDeed(
    (item: number, done: boolean) => tick({ input: { jobId, item, done } }),
    ({ message }) => notifications.show({ color: 'red', message }),
  );
  const done = items.filter(({ doneAt }) => doneAt).length;
  return (
    <Section title={`What has to be done (${done} of ${items.length})`}>
      <Stack gap="xs">
        {items.map(({ words, doneAt, doneByName }, item) => (
          <Checkbox
            // biome-ignore lint/suspicious/noArrayIndexKey: a list keeps its order, and its words may be twice in it
            key={item}
            label={words}
            checked={doneAt !== null}
            disabled={!open}
            onChange={({ currentTarget }) => void ticking.run(item, currentTarget.checked)}
            description={
              doneAt && (
                <Text span inherit>
                  {doneByName}, <DateText at={doneAt} />
                </Text>
              )
            }
          />
        ))}
      </Stack>
    </Section>
  );
}
