import { Group, Text } from '@mantine/core';
import { plural } from '../../../lib/format.ts';

interface Day {
  date: string;
  maintenance: number;
  degraded: number;
  partialOutage: number;
  majorOutage: number;
}

const exact = new Intl.NumberFormat('en-GB', { style: 'percent', maximumFractionDigits: 2 });

const KINDS = [
  ['majorOutage', 'major outage', 'red-6'],
  ['partialOutage', 'partial outage', 'orange-5'],
  ['degraded', 'degraded', 'yellow-5'],
  ['maintenance', 'maintenance', 'blue-5'],
] as const;

/** What a day was: of its kinds the worst, and how long each took. */
const saying = (day: Day): string => {
  const parts = KINDS.flatMap(([key, words]) => (day[key] ? `${words} ${plural(day[key], 'minute')}` : []));
  return `${day.date}: ${parts.join(', ') || 'nothing'}`;
};

/** The days of a component as a row of bars, the oldest first, and the part of them in which it was there. */
export function HistoryBar({
  history: { available, days },
}: {
  history: { available: number | null; days: Day[] };
}) {
  const affected = days.filter((day) => KINDS.some(([key]) => day[key] > 0));
  const share = available === null ? 'No figure' : `${exact.format(available)} available`;
  return (
    <>
      <svg
        viewBox={`0 0 ${days.length * 4} 20`}
        preserveAspectRatio="none"
        width="100%"
        height={24}
        role="img"
        aria-label={`${share} in ${days.length} days. ${affected.map(saying).join('; ')}`}
      >
        {days.map((day, i) => {
          const colour = KINDS.find(([key]) => day[key] > 0)?.[2] ?? 'green-5';
          return (
            <rect key={day.date} x={i * 4} width={3} height={20} fill={`var(--mantine-color-${colour})`}>
              <title>{saying(day)}</title>
            </rect>
          );
        })}
      </svg>
      <Group justify="space-between" fz="xs" c="dimmed">
        <Text fz="xs">{plural(days.length, 'day')} ago</Text>
        <Text fz="xs">{share}</Text>
        <Text fz="xs">Today</Text>
      </Group>
    </>
  );
}
