import { SegmentedControl } from '@mantine/core';

interface ChartOrTableProps {
  value: string;
  onChange: (value: string) => void;
  label: string;
}

/** How a figure is shown; loaded on demand. */
export default function ChartOrTable({ value, onChange, label }: ChartOrTableProps) {
  return (
    <SegmentedControl
      size="xs"
      value={value}
      onChange={onChange}
      data={[
        { value: 'chart', label: 'Chart' },
        { value: 'table', label: 'Table' },
      ]}
      aria-label={label}
    />
  );
}
