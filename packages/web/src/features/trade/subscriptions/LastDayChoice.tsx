import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../../../lib/errors.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { endsOnAfter } from './cancellation.ts';

interface LastDay {
  when: string;
  setWhen: (when: string) => void;
  day: string;
  setDay: (day: string) => void;
  /** What will happen. */
  consequence: string;
  /** As the API takes it: null for as soon as can be. Throws if no day has been chosen. */
  endsOn: () => string | null;
}

/** The last day of many subscriptions that are to end [C4]. */
export function useLastDay(): LastDay {
  const [when, setWhen] = useState('now');
  const [day, setDay] = useState('');
  const later = when === 'day' && day !== today();
  return {
    when,
    setWhen,
    day,
    setDay,
    consequence: later
      ? `They go on until the end of ${day ? date(day) : 'that day'} and are then removed. Until then the day can be changed.`
      : 'They are removed now and charged up to and including today, to the day; what has not begun never begins. This cannot be undone.',
    endsOn: () => {
      if (when === 'now') return null;
      if (!day) throw new ApiError('INVALID_INPUT', 'Choose the last day first.');
      return endsOnAfter(day);
    },
  };
}

export function LastDayChoice({ day: { when, setWhen, day, setDay } }: { day: LastDay }) {
  return (
    <>
      <Radio.Group label="When they end" value={when} onChange={setWhen}>
        <Stack gap="xs" mt={6}>
          <Radio value="now" label="Now: today is the last day" />
          <Radio value="day" label="On another day" />
        </Stack>
      </Radio.Group>
      {when === 'day' && (
        <DayField
          label="Last day"
          description="The last day on which they work and are charged."
          required
          min={today()}
          value={day}
          onChange={setDay}
        />
      )}
    </>
  );
}
