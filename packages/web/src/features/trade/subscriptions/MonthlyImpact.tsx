import { Group, Text } from '@mantine/core';
import { useViewer } from '../../../data/viewer.ts';
import { date } from '../../../lib/format.ts';
import { Money } from '../../../ui/Money.tsx';
import classes from './subscriptions.module.css';

interface MonthlyImpactProps {
  /** What it comes to in a whole month, in minor units. */
  monthlyMinor: number;
  currency: string;
  /** How it comes about: "3 people × £5.70". */
  sum: string;
  startsOn: string;
}

/** What a choice costs by the month, before it is made [C3]. */
export function MonthlyImpact({ monthlyMinor, currency, sum, startsOn }: MonthlyImpactProps) {
  const { level } = useViewer();
  return (
    <div className={classes.impact} role="status">
      <Group justify="space-between" gap="xs">
        <Text span>{sum}</Text>
        <Text span fw={600}>
          <Money minor={monthlyMinor} currency={currency} /> a month
        </Text>
      </Group>
      <Text c="dimmed" fz="xs" mt={2}>
        Without VAT{startsOn && `, from ${date(startsOn)}`}; a part of a month is charged to the day.
        {level === 'PLATFORM' && ' At list prices: the company’s reseller may have set others.'}
      </Text>
    </div>
  );
}
