import { addDays } from '@steward/shared';
import type { Thing } from '../../../frame/feature.ts';
import { amount, date, instant } from '../../../lib/format.ts';
import { spoken, words } from '../../../lib/words.ts';

const EXACT: Readonly<Record<string, string>> = {
  endsOn: 'Last day',
  retailMinor: 'Retail price',
  wholesaleMinor: 'Wholesale price',
  vatNumber: 'VAT number',
  vatRounding: 'Rounding of VAT',
  vatTreatment: 'VAT treatment',
  business: 'Buys as a business',
  currency: 'Billed in',
  active: 'On sale',
  supplyKind: 'VAT',
};

/** The API's name of a field that was changed, as people say it. */
export const fieldWords = (field: string): string => EXACT[field] ?? spoken(field);

/**
 * A value of the audit log as people say it: money, days and states are written as everywhere; null is nothing.
 *
 * @param say what the thing itself calls it
 */
export function valueWords(field: string, value: string | null, say?: Thing['say']): string | null {
  if (value === null || value === '') return null;
  const own = say?.(field, value);
  if (own !== undefined) return own;
  // The log says how much, not of which currency.
  if (field.endsWith('Minor')) return amount(Number(value));
  if (value === 'true' || value === 'false') return value === 'true' ? 'Yes' : 'No';
  // The API says the day after the last one.
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return date(field === 'endsOn' ? addDays(value, -1) : value);
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return instant(value);
  return STATES.has(field) ? words(value) : value;
}

/** Fields with one of a few words of the API. */
const STATES: ReadonlySet<string> = new Set([
  'state',
  'status',
  'category',
  'supplyKind',
  'vatRounding',
  'vatTreatment',
  'currency',
]);

/** Why something was not done, in words. */
export const REFUSALS: Readonly<Record<string, string>> = {
  SIGN_IN_FAILED: 'Refused: wrong password or address',
  FORBIDDEN: 'Refused: not allowed',
  RATE_LIMITED: 'Refused: too many tries',
  TOKEN_REUSED: 'Ended: a copied session',
};

/** What was done, or tried: a verb by its words, a list or an address as something to see. */
export const actionWords = (
  audit: Readonly<Record<string, string>>,
  action: string,
  refusal: string | null,
): string => {
  const said = audit[action] ?? (refusal ? `See ${spoken(action).toLowerCase()}` : spoken(action));
  return refusal ? `${said} – ${REFUSALS[refusal] ?? words(refusal)}` : said;
};
