import { Group, Loader, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ConnectionState } from '../client/connection.ts';
import classes from './shell.module.css';

/** A blip is nobody's business; say something when it lasts. */
const PATIENCE_MS = 1500;

/** Says calmly that the connection is lost, and goes when it is back. */
export function ConnectionBanner({ state }: { state: ConnectionState }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (state !== 'lost') {
      if (state === 'live') setShown(false);
      return;
    }
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <Group className={classes.banner} gap="xs" justify="center" wrap="nowrap">
          <Loader size={14} color="currentColor" flex="none" />
          <Text fz="sm" c="inherit">
            Connection lost – trying again. What you see may be out of date.
          </Text>
        </Group>
      )}
    </div>
  );
}
