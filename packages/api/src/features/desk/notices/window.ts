import { formatDate, localDate } from '@steward/shared';

const weekday = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', weekday: 'long' });
const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const zone = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', timeZoneName: 'short' });

/**
 * When it happens, in UK time, for people who read it in a mail: "Saturday 14 November 2026, 22:00 to 23:30 GMT". Null if
 * there is no beginning. GMT or BST stands at both ends if the clocks change in between.
 */
export function describeWindow(startsAt: Date | null, endsAt: Date | null): string | null {
  if (!startsAt) return null;
  const start = `${dayOf(startsAt)}, ${clock.format(startsAt)}`;
  if (!endsAt) return `from ${start} ${zoneAt(startsAt)}`;
  const sameDay = localDate(startsAt) === localDate(endsAt);
  const end = sameDay ? clock.format(endsAt) : `${dayOf(endsAt)}, ${clock.format(endsAt)}`;
  const clocksChange = zoneAt(startsAt) !== zoneAt(endsAt);
  return `${start}${clocksChange ? ` ${zoneAt(startsAt)}` : ''} to ${end} ${zoneAt(endsAt)}`;
}

const dayOf = (moment: Date): string => `${weekday.format(moment)} ${formatDate(localDate(moment))}`;

const zoneAt = (moment: Date): string =>
  zone.formatToParts(moment).find((part) => part.type === 'timeZoneName')?.value ?? '';
