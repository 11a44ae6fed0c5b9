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

export const UNITS = ['PER_USER', 'PER_COMPANY', 'METERED', 'PER_USE'] as const;
export type Unit = (typeof UNITS)[number];

export const SUPPLY_KINDS = ['STANDARD', 'REDUCED', 'ZERO', 'EXEMPT', 'TELECOMS'] as const;
export type SupplyKind = (typeof SUPPLY_KINDS)[number];

/** What VAT law calls a supply, in words [B5]. */
export const SUPPLY_WORDS: Readonly<Record<SupplyKind, string>> = {
  STANDARD: 'Standard rate',
  REDUCED: 'Reduced rate',
  ZERO: 'Zero-rated',
  EXEMPT: 'Exempt from VAT',
  TELECOMS: 'Telecommunications',
};
