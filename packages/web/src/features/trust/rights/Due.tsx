import { Text } from '@mantine/core';
import { DayText } from '../../../ui/DateText.tsx';
import { type RightsRow, timeLeft } from './rights-words.ts';

/** Days in which it is time to act. */
const SOON = 7;

/** By when a request is to be answered and how long that is: amber before, red after, grey while time stands still [D3]. */
export function Due({ request }: { request: RightsRow }) {
  const { daysLeft, dueOn, paused } = request;
  const colour =
    daysLeft === null || paused
      ? 'dimmed'
      : daysLeft < 0
        ? 'var(--mantine-color-error)'
        : daysLeft <= SOON
          ? 'var(--mantine-color-warning, light-dark(var(--mantine-color-yellow-9), var(--mantine-color-yellow-5)))'
          : undefined;
  return (
    <Text span inherit {...(colour && { c: colour })} className="numeric">
      {daysLeft !== null && (
        <>
          <DayText day={dueOn} />
          {' · '}
        </>
      )}
      {timeLeft(request)}
    </Text>
  );
}
