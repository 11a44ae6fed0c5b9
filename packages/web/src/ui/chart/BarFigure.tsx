import { SegmentedControl, Skeleton, Table, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Section } from '../Section.tsx';

export interface Bar {
  label: string;
  value: number;
}

interface BarFigureProps {
  title: string;
  bars: readonly Bar[];
  /** What a bar stands for, as the heading of the table: "Net revenue". */
  measure: string;
  /** Whole figures for the table and the tooltip. */
  format: (value: number) => string;
  /** Short figures for the axis. */
  formatShort: (value: number) => string;
}

// The chart library is larger than the rest of a page; it comes when a chart does.
const Bars = lazy(() => import('./Bars.tsx'));

const HEIGHT = 220;

/** A bar chart that can be read as a table, too; assistive technology always gets the table. */
export function BarFigure({ title, bars, measure, format, formatShort }: BarFigureProps) {
  const [form, setForm] = useState('chart');
  const table = (
    <Table captionSide="top">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Month</Table.Th>
          <Table.Th scope="col" ta="right">
            {measure}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {bars.map(({ label, value }) => (
          <Table.Tr key={label}>
            <Table.Th scope="row" fw={400}>
              {label}
            </Table.Th>
            <Table.Td ta="right">{format(value)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
  return (
    <Section
      title={title}
      actions={
        <SegmentedControl
          size="xs"
          value={form}
          onChange={setForm}
          data={[
            { value: 'chart', label: 'Chart' },
            { value: 'table', label: 'Table' },
          ]}
          aria-label={`Show ${title.toLowerCase()} as`}
        />
      }
    >
      {form === 'table' ? (
        table
      ) : (
        <>
          <div aria-hidden>
            <Suspense fallback={<Skeleton h={HEIGHT} />}>
              <Bars bars={bars} measure={measure} height={HEIGHT} format={format} formatShort={formatShort} />
            </Suspense>
          </div>
          <VisuallyHidden>{table}</VisuallyHidden>
        </>
      )}
    </Section>
  );
}
