import { Paper, Text } from '@mantine/core';
import type { KeyFigure } from './figures.ts';

/** One number that matters, with what it counts. */
export function Figure({ label, value }: KeyFigure) {
  return (
    <Paper bd="1px solid var(--st-line)" radius="md" p="md" bg="var(--st-surface)">
      <Text fz="sm" c="dimmed" truncate>
        {label}
      </Text>
      <Text className="numeric" fz="1.5rem" fw={600} lh={1.25} style={{ letterSpacing: '-0.02em' }}>
        {value}
      </Text>
    </Paper>
  );
}
