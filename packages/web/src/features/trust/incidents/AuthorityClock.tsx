import { Text } from '@mantine/core';
import { instant } from '../../../lib/format.ts';

const HOUR_MS = 3_600_000;
const SOON_HOURS = 24;

export interface Clock {
  authorityDueAt: string | null;
  authorityNotedAt: string | null;
  authorityNotifiedAt: string | null;
}

/** How a controller's 72 hours stand: hours left with the moment, amber on the last day, red after. [S86] */
export function AuthorityClock({ authorityDueAt: due, authorityNotedAt, authorityNotifiedAt }: Clock) {
  if (authorityNotedAt)
    return (
      <span>{authorityNotifiedAt ? `Told on ${instant(authorityNotifiedAt)}` : 'Not told: noted why'}</span>
    );
  if (!due)
    return (
      <Text span c="dimmed" inherit>
        Begins with delivery
      </Text>
    );
  const left = (Date.parse(due) - Date.now()) / HOUR_MS;
  const colour =
    left <= 0 ? 'var(--mantine-color-error)' : left < SOON_HOURS ? 'var(--st-warning, orange)' : undefined;
  return (
    <Text span inherit c={colour} fw={colour ? 600 : undefined}>
      {left <= 0 ? `${Math.ceil(-left)} h over` : `${Math.floor(left)} h left`} · {instant(due)}
    </Text>
  );
}
