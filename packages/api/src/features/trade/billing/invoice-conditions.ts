import { setting, today } from '../../../kernel/protection.ts';

/** What Stripe takes at least, by currency, and at most for one payment, in minor units (docs.stripe.com/currencies). */
export const CARD_MINOR = { least: { GBP: 30, EUR: 50, USD: 50 }, most: 99_999_999 } as const;

/** SQL: the least that is taken by card in a currency. */
export const leastByCard = (currency: string): string =>
  `case ${currency} ${Object.entries(CARD_MINOR.least)
    .map(([code, least]) => `when '${code}' then ${least}`)
    .join(' ')} end`;

/** SQL: something of the invoice with this alias is still to be paid. */
export const isOpen = (row: string): string => `(${row}.state in ('OPEN', 'PART_PAID'))`;

/** SQL: money for the invoice with this alias is taken: what was written off can be paid after all. */
export const isPayable = (row: string): string => `(${row}.state in ('OPEN', 'PART_PAID', 'WRITTEN_OFF'))`;

/** SQL: something is still to be paid, and its day has passed: what is due today is not overdue yet. */
export const isOverdue = (row: string): string =>
  `(${isOpen(row)} and coalesce(${row}.due_on < ${today}, false))`;

/** SQL: the member who asks is the one that the invoice is addressed to. */
export const isToReader = (row: string): string =>
  `coalesce(case ${row}.kind when 'RETAIL' then ${row}.company_id = ${setting('company_id')}
    else ${row}.reseller_id = ${setting('reseller_id')} and ${setting('company_id')} is null end, false)`;

/** SQL: the member who asks issued it; a company issues none. */
export const isIssuedByReader = (row: string): string =>
  `(${row}.issuer_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`;

/** The least that is taken by card or direct debit in a currency. */
export const leastMinor = (currency: string): number =>
  CARD_MINOR.least[currency as keyof typeof CARD_MINOR.least] ?? Number.POSITIVE_INFINITY;
