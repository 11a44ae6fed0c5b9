import { Text } from '@mantine/core';
import { daysBetween } from '@steward/shared';
import { plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayText } from '../../../ui/DateText.tsx';

/** Days before the last one that are soon. */
const SOON = 3;

/** By when an answer is wanted, with the days that are left while it is. */
export function DueText({ day, open }: { day: string | null; open: boolean }) {
  if (!day) return null;
  if (!open) return <DayText day={day} />;
  const left = daysBetween(today(), day);
  const colour = left < 0 ? 'var(--mantine-color-error)' : left <= SOON ? 'var(--st-warning)' : undefined;
  return (
    <Text span inherit c={colour}>
      <DayText day={day} /> · {left < 0 ? `${plural(-left, 'day')} late` : `${plural(left, 'day')} left`}
    </Text>
  );
}
