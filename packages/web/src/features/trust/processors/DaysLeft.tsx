import { Text } from '@mantine/core';
import { addDays, daysBetween } from '@steward/shared';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';

/** Until when objections are taken: days left, amber in the last week, and the day. */
export function DaysLeft({ effectiveOn }: { effectiveOn: string }) {
  const left = daysBetween(today(), effectiveOn);
  const until = date(addDays(effectiveOn, -1));
  if (left < 1) return <Text span fz="inherit" c="var(--mantine-color-error)">{`Over since ${until}`}</Text>;
  return (
    <Text span fz="inherit" c={left <= 7 ? 'var(--mantine-color-yellow-text, orange)' : undefined}>
      {plural(left, 'day')} left, until {until}
    </Text>
  );
}
