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
