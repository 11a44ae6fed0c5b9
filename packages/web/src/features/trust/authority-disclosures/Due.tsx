import { Text } from '@mantine/core';
import { daysBetween } from '@steward/shared';
import { plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayText } from '../../../ui/DateText.tsx';

/** Days in which it is time to act. */
const SOON = 3;

/** By when an answer is wanted, with the days that are left while it is: amber before, red after [D7]. */
export function Due({ day, open }: { day: string | null; open: boolean }) {
  if (!day) return null;
  if (!open) return <DayText day={day} />;
  const left = daysBetween(today(), day);
  const colour =
    left < 0
      ? 'var(--mantine-color-error)'
      : left <= SOON
        ? 'light-dark(var(--mantine-color-yellow-9), var(--mantine-color-yellow-5))'
        : undefined;
  return (
    <Text span inherit {...(colour && { c: colour })} className="numeric">
      <DayText day={day} /> · {left < 0 ? `${plural(-left, 'day')} late` : `${plural(left, 'day')} left`}
    </Text>
  );
}
