import { count, date, money } from '../../lib/format.ts';
import type { Question } from './use-submit-form.ts';

interface Order {
  /** How many of what: 40 subscriptions, 5,000 of one product. */
  quantity: number;
  /** "Mailbox", or "2 services for 20 people". */
  what: string;
  /** None where it is not known yet. */
  monthlyMinor: number | null;
  currency: string;
  startsOn: string;
  /** How often somebody would have two of a kind. */
  overlaps?: number;
}

const MANY = 10;
const MUCH_MINOR = 100_00;

/** What is asked before an order goes in that is many, much or twice; a few cheap services are ordered at once [C4]. */
export function questionOf({
  quantity,
  what,
  monthlyMinor,
  currency,
  startsOn,
  overlaps = 0,
}: Order): Question | undefined {
  if (quantity < MANY && monthlyMinor !== null && monthlyMinor < MUCH_MINOR && overlaps === 0)
    return undefined;
  if (monthlyMinor === null)
    return {
      title: `Order ${what}?`,
      consequence: `It is charged from ${date(startsOn)}, until it is cancelled.${twice(overlaps)}`,
      confirmLabel: 'Order',
    };
  return {
    title: `Order ${what}?`,
    consequence: `This costs ${money(monthlyMinor, currency)} a month without VAT from ${date(startsOn)}, until it is cancelled.${twice(overlaps)}`,
    confirmLabel: `Order for ${money(monthlyMinor, currency)} a month`,
  };
}

function twice(overlaps: number): string {
  if (overlaps === 0) return '';
  return overlaps === 1
    ? ' One person would have two of a kind.'
    : ` In ${count(overlaps)} cases somebody would have two of a kind.`;
}
