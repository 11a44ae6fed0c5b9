import { USUAL_PAYMENT_DAYS } from '@steward/shared';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { plural } from '../../../lib/format.ts';

const UsualDocument = graphql(`
  query UsualTerms {
    billingTerms(first: 1, filter: { forEveryone: true, issuedByMe: true }) {
      nodes {
        id
        paymentDays
        cycle
        billingDay
        firstMonth
      }
    }
  }
`);

/** What is agreed: in how many days an invoice is paid, for which days it is and when it is made out. */
export type Agreed = Omit<ResultOf<typeof UsualDocument>['billingTerms']['nodes'][number], 'id'>;
type Cycle = Agreed['cycle'];

/** Whose terms are set: of everyone, or of a customer. */
export interface TermsFor {
  name: string;
  customer: { companyId: string } | { resellerId: string } | undefined;
  /** Terms of its own, if it has any; of everyone: theirs. */
  own: (Agreed & { id: string }) | undefined;
}

/** "within 30 days of issue". */
export const paymentWords = (days: number): string =>
  days === 0 ? 'on the day of issue' : `within ${plural(days, 'day')} of issue`;

/** What recurs is charged for these days, and then. */
export const CYCLES: Readonly<Record<Cycle, string>> = {
  MONTH_IN_ARREARS: 'By the month, when it is over',
  MONTH_IN_ADVANCE: 'By the month, in advance',
  QUARTER_IN_ADVANCE: 'By the quarter, in advance',
  YEAR_IN_ADVANCE: 'By the year, in advance',
};

const monthsOf = (month: 'long' | 'short'): string[] => {
  const format = new Intl.DateTimeFormat('en-GB', { month, timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, i) => format.format(Date.UTC(2026, i)));
};

/** The months with which the quarters or years of a cycle can begin, in words; none where there is nothing to choose. */
export function firstMonths(cycle: Cycle, length: 'long' | 'short' = 'long'): string[] {
  const months = monthsOf(length);
  if (cycle === 'YEAR_IN_ADVANCE') return months;
  if (cycle !== 'QUARTER_IN_ADVANCE') return [];
  return [0, 1, 2].map((first) => months.filter((_, i) => i % 3 === first).join(', '));
}

/** "By the quarter, in advance: Jan, Apr, Jul, Oct; billing day 15". */
export function cycleWords({ cycle, billingDay, firstMonth }: Omit<Agreed, 'paymentDays'>): string {
  const months = firstMonths(cycle, 'short');
  return [
    CYCLES[cycle] + (months.length ? `: ${months[(firstMonth - 1) % months.length]}` : ''),
    ...(billingDay > 1 ? [`billing day ${billingDay}`] : []),
  ].join('; ');
}

/** What everyone has who has no terms of their own, and the terms that say so; undefined until it is known. */
export function useUsualTerms(): (Agreed & { own: TermsFor['own'] }) | undefined {
  const read = useRead(UsualDocument, {}, { types: ['BillingTerms'] });
  if (read.state !== 'ready') return undefined;
  const own = read.data.billingTerms.nodes[0];
  return {
    paymentDays: own?.paymentDays ?? USUAL_PAYMENT_DAYS,
    cycle: own?.cycle ?? 'MONTH_IN_ARREARS',
    billingDay: own?.billingDay ?? 1,
    firstMonth: own?.firstMonth ?? 1,
    own,
  };
}
