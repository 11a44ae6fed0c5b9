import { Text, Tooltip } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import classes from './import.module.css';

/** A cell with an error: what stands in the file, marked, and why it will not do on hover or focus. */
export function WrongCell({ value, message }: { value: string; message: string }) {
  return (
    <Tooltip label={message} events={{ hover: true, focus: true, touch: true }} openDelay={0}>
      <button type="button" className={classes.wrong} aria-label={`${value || 'Empty'}: ${message}`}>
        <IconAlertCircle size={14} aria-hidden />
        {value || (
          <Text span inherit c="dimmed">
            empty
          </Text>
        )}
      </button>
    </Tooltip>
  );
}
