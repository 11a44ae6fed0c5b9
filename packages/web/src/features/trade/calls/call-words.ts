import { moneyMicro } from '../../../lib/format.ts';

/** The states of a call as people say them. */
export const CALL_STATES: Readonly<Record<string, string>> = {
  RATED: 'Charged',
  UNRATED: 'No tariff',
  UNKNOWN: 'Unknown caller',
  FREE: 'Not charged',
};
export const DIRECTIONS: Readonly<Record<string, string>> = { OUTBOUND: 'Made', INBOUND: 'Received' };
export const FORMATS: Readonly<Record<string, string>> = {
  ASTERISK: 'Asterisk',
  FREESWITCH: 'FreeSWITCH',
  CSV: 'CSV',
};

export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** 3 h 05 min 12 s is "3:05:12", 72 seconds "1:12". */
export function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** What a call costs at a side, in words; nothing where it is not charged. */
export const priceOf = (charge: { priceMicro: number; currency: string } | null): string | null =>
  charge && moneyMicro(charge.priceMicro, charge.currency);

/** A number as people in Britain write it, hidden digits and all: +442079461••• is 020 7946 1•••. */
export function phone(number: string): string {
  if (!number) return 'Withheld';
  if (!number.startsWith('+44')) return number;
  const rest = number.slice(3);
  const area = rest.startsWith('2') ? 2 : /^(1.1|11)/.test(rest) ? 3 : 4;
  const own = rest.slice(area);
  const cut = own.length > 6 ? own.length - 4 : own.length;
  return [`0${rest.slice(0, area)}`, own.slice(0, cut), own.slice(cut)].filter(Boolean).join(' ');
}
