import { Group, NativeSelect, SegmentedControl } from '@mantine/core';
import { addDays } from '@steward/shared';
import { period } from '../../../lib/format.ts';
import { type Length, lastMonths, type VatPeriod, vatPeriod } from './use-vat-period.ts';

interface VatPeriodFieldsProps {
  of: VatPeriod;
  onChange: (last: string, length: Length) => void;
}

/** A month or a quarter, whichever the return is for. */
export function VatPeriodFields({ of, onChange }: VatPeriodFieldsProps) {
  const months = lastMonths();
  return (
    <Group gap="sm" mb="md" align="flex-end">
      <SegmentedControl
        aria-label="Length of the return"
        data={[
          { value: '1', label: 'Month' },
          { value: '3', label: 'Quarter' },
        ]}
        value={String(of.length)}
        onChange={(length) => onChange(of.last, length === '1' ? 1 : 3)}
      />
      <NativeSelect
        aria-label="Period"
        value={of.last}
        onChange={({ currentTarget }) => onChange(currentTarget.value, of.length)}
        data={(months.includes(of.last) ? months : [of.last, ...months]).map((value) => {
          const { from, to } = vatPeriod(value, of.length);
          return { value, label: period(from, addDays(to, 1)) };
        })}
      />
    </Group>
  );
}
