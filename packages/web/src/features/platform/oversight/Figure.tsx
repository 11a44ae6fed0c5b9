import { Text } from '@mantine/core';
import type { KeyFigure } from '../../../frame/home.ts';
import classes from './home.module.css';
import { PathLink } from './PathLink.tsx';

/** One number that matters, with what it counts; it leads to what is counted. */
export function Figure({ label, value, href }: KeyFigure) {
  return (
    <PathLink href={href} className={classes.figure}>
      <Text fz="sm" c="dimmed" lh={1.3}>
        {label}
      </Text>
      <Text className="numeric" fz="1.5rem" fw={600} lh={1.25} style={{ letterSpacing: '-0.02em' }}>
        {value}
      </Text>
    </PathLink>
  );
}
