import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { IconCalendar } from '@tabler/icons-react';
import { type FocusEventHandler, type ReactNode, useEffect, useState } from 'react';
import { date } from '../../lib/format.ts';
import { locale } from '../../lib/locale.ts';
import { readDay } from '../../lib/parse-day.ts';

interface DayFieldProps {
  label: string;
  description?: string;
  /** Above a list: the label stands inside. */
  compact?: boolean;
  required?: boolean;
  /** "2026-10-01", or empty. */
  value?: string;
  /** Given the day, or nothing while what is typed is no day that may be chosen: the form must not go out with it. */
  onChange?: (day: string) => void;
  error?: ReactNode;
  /** First and last day that may be chosen, as "2026-10-01". */
  min?: string;
  max?: string;
  onFocus?: FocusEventHandler<HTMLInputElement>;
  onBlur?: FocusEventHandler<HTMLInputElement>;
}

/** A calendar day: typed as the reader writes days, or taken from a calendar that opens when asked. What is typed stays. */
export function DayField({
  value = '',
  onChange,
  min,
  max,
  error,
  onBlur,
  compact,
  label,
  ...input
}: DayFieldProps) {
  const [text, setText] = useState(value && date(value));
  const [opened, setOpened] = useState(false);
  const [left, setLeft] = useState(false);
  const typed = readDay(text, { locale, min, max });
  // Another day came from outside, such as the form's beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what comes in replaces what is typed
  useEffect(() => {
    if (value && value !== typed.day) setText(date(value));
  }, [value]);
  const take = (day: string) => {
    setText(day && date(day));
    onChange?.(day);
  };
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="auto"
      trapFocus
      returnFocus
      // A text field is no button that opens something: the one beside it is.
      withRoles={false}
    >
      <Popover.Target>
        <TextInput
          {...input}
          {...(compact ? { size: 'xs', 'aria-label': label, placeholder: label } : { label })}
          // Esc closes the calendar first, and only then the dialogue it is in.
          data-mantine-stop-propagation={opened}
          autoComplete="off"
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setLeft(false);
            onChange?.(readDay(currentTarget.value, { locale, min, max }).day);
          }}
          onBlur={(event) => {
            setLeft(true);
            if (typed.day) setText(date(typed.day));
            onBlur?.(event);
          }}
          error={((left || error) && typed.problem) || error}
          rightSection={
            <ActionIcon size="md" aria-label="Open the calendar" onClick={() => setOpened((was) => !was)}>
              <IconCalendar size={16} />
            </ActionIcon>
          }
        />
      </Popover.Target>
      <Popover.Dropdown>
        <DatePicker
          value={typed.day || null}
          defaultDate={typed.day || max || undefined}
          minDate={min}
          maxDate={max}
          // As the field.
          __stopPropagation
          onChange={(day) => {
            take(day ?? '');
            setOpened(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
