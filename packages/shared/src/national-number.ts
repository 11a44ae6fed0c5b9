import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** An E.164 number as people in Britain write it: '+442079460018' gives '020 7946 0018', '+35315550123' '+353 1 555 0123'. */
export function nationalNumber(number: string): string {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return number;
  return parsed.countryCallingCode === '44' ? parsed.formatNational() : parsed.formatInternational();
}
