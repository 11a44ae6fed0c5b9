export const CATEGORIES = [
  'EMAIL',
  'ARCHIVE',
  'SECURITY',
  'CRM',
  'MOBILE',
  'TELEPHONY',
  'HOSTING',
  'LICENCE',
  'DATA_EXCHANGE',
  'CONNECTIVITY',
  'PREMISES',
] as const;
export type Category = (typeof CATEGORIES)[number];

export const UNITS = ['PER_USER', 'PER_COMPANY', 'METERED'] as const;
export type Unit = (typeof UNITS)[number];
