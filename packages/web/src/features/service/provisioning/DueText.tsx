import { Text } from '@mantine/core';
import { DateText } from '../../../ui/DateText.tsx';

interface DueTextProps {
  dueAt: string | null;
  /** It is done, or not to be done any more: late is no matter. */
  over?: boolean;
}

/** By when a task is to be done; red with a word where that is past [P2]. */
export function DueText({ dueAt, over = false }: DueTextProps) {
  if (!dueAt) return null;
  if (over || new Date(dueAt) > new Date()) return <DateText at={dueAt} as="day" />;
  return (
    <Text span fz="sm" c="var(--mantine-color-error)">
      Overdue since <DateText at={dueAt} as="day" />
    </Text>
  );
}
