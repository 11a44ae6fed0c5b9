import { Skeleton, VisuallyHidden } from '@mantine/core';
import { lazy, useState } from 'react';
import { Idle } from '../Idle.tsx';
import { Section } from '../Section.tsx';
import classes from './BarFigure.module.css';

export interface Bar {
  label: string;
  value: number;
  /** What stands beside it, if the figure compares two. */
  beside?: number;
}

interface BarFigureProps {
  title: string;
  /** What each bar is of, as the heading of the table. */
  heading?: string;
  bars: readonly Bar[];
  /** What a bar stands for, as the heading of the table: "Net revenue". */
  measure: string;
  /** The same of what stands beside each: "As it would be". */
  measureBeside?: string;
  /** Whole figures for the table and the tooltip. */
  format: (value: number) => string;
  /** Short figures for the axis. */
  formatShort: (value: number) => string;
}

// The chart library is larger than the rest of a page; it comes after the figures, and the choice with it.
const ChartOrTable = lazy(() => import('./ChartOrTable.tsx'));
const Bars = lazy(() => import('./Bars.tsx'));

const HEIGHT = 220;

/** A bar chart that can be read as a table, too; assistive technology always gets the table. */
export function BarFigure(props: BarFigureProps) {
  const { title, heading = 'Month', bars, measure, measureBeside, format, formatShort } = props;
  const [form, setForm] = useState('chart');
  const table = (
    // Plain: Mantine's table brings its scroll area along, which the first screen need not wait for.
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">{measure}</th>
          {measureBeside && <th scope="col">{measureBeside}</th>}
        </tr>
      </thead>
      <tbody>
        {bars.map(({ label, value, beside = 0 }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="numeric">{format(value)}</td>
            {measureBeside && <td className="numeric">{format(beside)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <Section
      title={title}
      actions={
        <Idle face={<Skeleton h={30} w={112} />}>
          <ChartOrTable value={form} onChange={setForm} label={`Show ${title.toLowerCase()} as`} />
        </Idle>
      }
    >
      {form === 'table' ? (
        table
      ) : (
        <>
          <div aria-hidden>
            <Idle face={<Skeleton h={HEIGHT} />}>
              <Bars
                bars={bars}
                measure={measure}
                measureBeside={measureBeside}
                height={HEIGHT}
                format={format}
                formatShort={formatShort}
              />
            </Idle>
          </div>
          <VisuallyHidden>{table}</VisuallyHidden>
        </>
      )}
    </Section>
  );
}
