import { Text } from '@mantine/core';
import classes from './Figure.module.css';
import { PathLink } from './PathLink.tsx';

/** A number that matters, as it is shown. */
export interface KeyFigure {
  label: string;
  value: string;
  /** What else to know of it, in a few words. */
  detail?: string;
  /** The detail is bad news. */
  urgent?: boolean;
  /** The list that is counted. */
  href: string;
  order: number;
}

/** One number that matters, with what it counts; it leads to what is counted. */
export function Figure({ label, value, detail, urgent, href }: KeyFigure) {
  return (
    <PathLink href={href} className={classes.figure}>
      <Text fz="sm" c="dimmed" lh={1.3}>
        {label}
      </Text>
      <Text className="numeric" fz="1.5rem" fw={600} lh={1.25} style={{ letterSpacing: '-0.02em' }}>
        {value}
      </Text>
      {detail && (
        <Text fz="sm" lh={1.3} c={urgent ? 'var(--mantine-color-error)' : 'dimmed'}>
          {detail}
        </Text>
      )}
    </PathLink>
  );
}
