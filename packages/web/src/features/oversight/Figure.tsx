import { Paper, Text } from '@mantine/core';
import type { KeyFigure } from './figures.ts';

/** One number that matters, with what it counts. */
export function Figure({ label, value }: KeyFigure) {
  return (
    <Paper withBorder radius="md" p="md" bg="var(--st-surface)">
      <Text fz="sm" c="dimmed" truncate>
        {label}
      </Text>
      <Text fz="1.5rem" fw={600} lh={1.25} style={{ letterSpacing: '-0.02em' }}>
        {value}
      </Text>
    </Paper>
  );
}
