import { DateTimePicker, type DateTimePickerProps } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';

/** What assistive technology calls the parts of the picker. */
const PICKER_NAMES = {
  timePickerProps: { hoursInputLabel: 'Hours', minutesInputLabel: 'Minutes' },
  submitButtonProps: { 'aria-label': 'Take this time' },
};

/** What the picker gives ("2026-11-14 22:00:00", in the reader's zone) as an instant. */
export const instantOf = (local: string | null): string | null =>
  local ? new Date(local.replace(' ', 'T')).toISOString() : null;

/** An instant as the picker takes it, in the reader's zone. */
export function localOf(iso: string | null | undefined): string | null {
  if (!iso) return null;
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
}

/** A day and a time of it, in the reader's zone; what it gives, `instantOf` makes an instant of. */
export function MomentField(props: DateTimePickerProps) {
  return (
    <DateTimePicker
      valueFormat="ddd D MMM YYYY, HH:mm"
      placeholder="Date and time"
      clearable={!props.required}
      popoverProps={{ withinPortal: true }}
      {...PICKER_NAMES}
      {...props}
    />
  );
}
