import { BarChart } from '@mantine/charts';
import '@mantine/charts/styles.layer.css';
import type { Bar } from './BarFigure.tsx';
import { roundTicks } from './ticks.ts';

interface BarsProps {
  bars: readonly Bar[];
  measure: string;
  measureBeside: string | undefined;
  /** Pixels. */
  height: number;
  format: (value: number) => string;
  formatShort: (value: number) => string;
}

/** The drawn half of `BarFigure`; loaded on demand. */
export default function Bars({ bars, measure, measureBeside, height, format, formatShort }: BarsProps) {
  const ticks = roundTicks(Math.max(0, ...bars.flatMap(({ value, beside = 0 }) => [value, beside])));
  return (
    <BarChart
      h={height}
      data={bars.map(({ label, value, beside }) => ({
        label,
        [measure]: value,
        ...(measureBeside && { [measureBeside]: beside }),
      }))}
      dataKey="label"
      series={[
        { name: measure, color: measureBeside ? 'gray.5' : 'accent.6' },
        ...(measureBeside ? [{ name: measureBeside, color: 'accent.6' }] : []),
      ]}
      withLegend={measureBeside !== undefined}
      valueFormatter={format}
      yAxisProps={{
        tickFormatter: formatShort,
        width: 56,
        ticks,
        domain: [(least: number) => Math.min(0, least), ticks.at(-1) ?? 0],
      }}
      tickLine="none"
      gridAxis="x"
      strokeDasharray="2 4"
      maxBarWidth={38}
      // The table beside it is what assistive technology reads; nothing in here takes the focus.
      barChartProps={{ accessibilityLayer: false }}
      barProps={{ radius: [4, 4, 0, 0], isAnimationActive: false }}
    />
  );
}
