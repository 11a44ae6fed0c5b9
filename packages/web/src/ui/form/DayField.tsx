import { DateInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { IconCalendar } from '@tabler/icons-react';
import { type FocusEventHandler, type ReactNode, useState } from 'react';
import { date } from '../../lib/format.ts';
import { locale } from '../../lib/locale.ts';
import { parseDay } from '../../lib/parse-day.ts';

interface DayFieldProps {
  label: string;
  description?: string;
  required?: boolean;
  /** "2026-10-01", or empty. */
  value?: string;
  onChange?: (day: string) => void;
  error?: ReactNode;
  /** First and last day that may be chosen, as "2026-10-01". */
  min?: string;
  max?: string;
  onFocus?: FocusEventHandler<HTMLInputElement>;
  onBlur?: FocusEventHandler<HTMLInputElement>;
}

/** A calendar day: typed as the reader writes days, or chosen; shown in their locale. */
export function DayField({ value = '', onChange, min, max, ...input }: DayFieldProps) {
  const [opened, setOpened] = useState(false);
  return (
    <DateInput
      {...input}
      // Esc closes the calendar first, and only then the dialogue it is in.
      data-mantine-stop-propagation={opened}
      value={value || null}
      onChange={(day) => onChange?.(day ?? '')}
      minDate={min}
      maxDate={max}
      valueFormat={date}
      dateParser={(text) => parseDay(text, locale) ?? null}
      allowDeselect={!input.required}
      leftSection={<IconCalendar size={16} />}
      popoverProps={{
        width: 'auto',
        withinPortal: true,
        onOpen: () => setOpened(true),
        onClose: () => setOpened(false),
      }}
    />
  );
}
