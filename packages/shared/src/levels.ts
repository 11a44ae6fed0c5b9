/** Where a person stands: staff of the platform, a reseller, a customer company, or one of its end users. */
export const LEVELS = ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'] as const;
export type Level = (typeof LEVELS)[number];
