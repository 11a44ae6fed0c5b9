import { locale } from '../../../lib/locale.ts';

const short: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
};
const long: Intl.DateTimeFormatOptions = { ...short, weekday: 'long', month: 'long', timeZoneName: 'short' };

/**
 * When something happens, in the reader's zone: "Sat 14 Nov, 22:00 – 23:30", or "from …" while the end is open. Null where
 * there is no beginning.
 *
 * @param length `long` names the zone, for the page of one notice
 * @param timeZone IANA name; the reader's own when left out
 */
export function windowText(
  startsAt: string | null,
  endsAt: string | null,
  length: 'short' | 'long' = 'short',
  timeZone?: string,
): string | null {
  if (!startsAt) return null;
  const format = new Intl.DateTimeFormat(locale, { ...(length === 'long' ? long : short), timeZone });
  if (!endsAt) return `from ${format.format(new Date(startsAt))}`;
  return format.formatRange(new Date(startsAt), new Date(endsAt));
}
