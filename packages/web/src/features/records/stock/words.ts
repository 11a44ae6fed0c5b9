import { count } from '../../../lib/format.ts';

/** The API's names for states of numbers as people say them. */
export const NUMBER_STATES: Readonly<Record<string, string>> = {
  FREE: 'Free',
  PORTING: 'Being ported',
  IN_USE: 'In use',
  QUARANTINED: 'Kept back',
};

/** How a number's address for 999 stands. */
export const ADDRESS_STATES: Readonly<Record<string, string>> = {
  MISSING: 'None',
  PENDING: 'To be confirmed',
  CONFIRMED: 'Confirmed',
  AGED: 'Confirm again',
};

/** The words as options of a filter. */
export const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** An address on one line. */
export const placeText = (at: { building: string; street: string; town: string; postcode: string }): string =>
  `${at.building}, ${at.street}, ${at.town} ${at.postcode}`;

/** What waits to be done with a number. */
export const NUMBER_TASKS: Readonly<Record<string, string>> = {
  CONFIRM: 'Confirm address',
  ACTIVATE: 'Take into use',
};

export const DEVICE_KINDS: Readonly<Record<string, string>> = {
  LAPTOP: 'Laptop',
  DESKTOP: 'Desktop',
  TABLET: 'Tablet',
  MOBILE: 'Mobile',
  DESK_PHONE: 'Desk phone',
  ROUTER: 'Router',
  ACCESS_POINT: 'Access point',
  CAMERA: 'Camera',
  OTHER: 'Other',
};

export const DEVICE_STATES: Readonly<Record<string, string>> = {
  IN_STOCK: 'In stock',
  ASSIGNED: 'With somebody',
  RETURNED: 'Returned',
  LOST: 'Lost',
  DISPOSED: 'Disposed of',
};

export const LICENCE_STATES: Readonly<Record<string, string>> = {
  VALID: 'Valid',
  EXPIRING: 'About to expire',
  EXPIRED: 'Expired',
  ENDLESS: 'Without an end',
};

export const LINE_ACCESS: Readonly<Record<string, string>> = {
  FTTP: 'FTTP',
  FTTC: 'FTTC',
  SOGEA: 'SoGEA',
  ADSL: 'ADSL',
  LEASED_LINE: 'Leased line',
  MOBILE_4G: '4G',
  MOBILE_5G: '5G',
  OTHER: 'Other',
};

export const LINE_STATES: Readonly<Record<string, string>> = {
  ORDERED: 'On order',
  LIVE: 'Live',
  CEASED: 'Ceased',
};

/** "900 / 110 Mbit/s", down and up, as far as it is known. */
export const speedText = ({
  downMbps: down,
  upMbps: up,
}: {
  downMbps: number | null;
  upMbps: number | null;
}): string => {
  if (down !== null && up !== null) return `${count(down)} / ${count(up)} Mbit/s`;
  if (down !== null) return `${count(down)} Mbit/s down`;
  return up === null ? '' : `${count(up)} Mbit/s up`;
};

/** An address on one line; none where it is not known. */
export const placeOf = (at: {
  building: string | null;
  street: string | null;
  town: string | null;
  postcode: string | null;
}): string | null =>
  at.building && at.street && at.town && at.postcode
    ? placeText({ building: at.building, street: at.street, town: at.town, postcode: at.postcode })
    : null;
