import { Group, Text } from '@mantine/core';
import type { Viewer } from '../../data/viewer.ts';
import classes from './shell.module.css';

/** Tells a company's administrators what its reseller's suspension means for them [S47]. */
export function SuspendedBanner({ viewer: { level, reseller } }: { viewer: Viewer }) {
  if (level !== 'COMPANY' || reseller.status !== 'SUSPENDED') return null;
  return (
    <Group className={classes.banner} role="status">
      <Text fz="sm" c="inherit">
        <strong>{reseller.name} is suspended.</strong> Your services go on, and you can read, pay and end
        them. Nothing new can be ordered or added until it is active again.
      </Text>
    </Group>
  );
}
