import { Fragment, type ReactNode } from 'react';
import classes from './Facts.module.css';
import { Dash } from './Money.tsx';

/** A label and what it says; empty text, null and undefined show a dash. */
export type Fact = readonly [label: string, value: ReactNode];

/** What is known about one thing, as a list of label and value. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(([label, value]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value === null || value === undefined || value === '' ? <Dash /> : value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
