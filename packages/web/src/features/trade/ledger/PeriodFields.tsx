import { Group } from '@mantine/core';
import { DayField } from '../../../ui/form/DayField.tsx';
import type { Days } from './use-period.ts';

interface PeriodFieldsProps {
  days: Days;
  onChange: (days: Days) => void;
}

/** First and last day of what is shown. */
export function PeriodFields({ days, onChange }: PeriodFieldsProps) {
  const { from, to } = days;
  return (
    <Group gap="sm" mb="md" align="flex-end">
      <DayField label="From" value={from} max={to} onChange={(day) => day && onChange({ from: day, to })} />
      <DayField label="To" value={to} min={from} onChange={(day) => day && onChange({ from, to: day })} />
    </Group>
  );
}
