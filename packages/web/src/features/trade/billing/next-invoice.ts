import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { date, money } from '../../../lib/format.ts';
import type { Fact } from '../../../ui/Facts.tsx';
import { invoiceDays } from './invoice-days.ts';
import type { Agreed, TermsFor } from './terms-of.ts';

const NextDocument = graphql(`
  query NextInvoice($companyId: ID, $resellerId: ID, $cycle: BillingCycle, $billingDay: Int, $firstMonth: Int) {
    previewBillingTerms(
      companyId: $companyId
      resellerId: $resellerId
      cycle: $cycle
      billingDay: $billingDay
      firstMonth: $firstMonth
    ) {
      madeOutFrom
      periodStart
      periodEnd
      inAdvance
      nextAheadFrom
      lineCount
      netMinor
      currency
    }
  }
`);
type Next = ResultOf<typeof NextDocument>['previewBillingTerms'];

/** The next invoice of a customer by its terms, or by others that are tried; undefined until it is known. */
export function useNextInvoice(
  customer: TermsFor['customer'],
  tried?: Omit<Agreed, 'paymentDays'>,
  pause = false,
): Next | undefined {
  const read = useRead(
    NextDocument,
    { ...customer, ...tried },
    { pause: pause || !customer, types: ['BillingTerms', 'Subscription', 'Invoice', 'Charge'] },
  );
  return read.state === 'ready' ? read.data.previewBillingTerms : undefined;
}

/** "Next invoice from 1 Dec 2026: £300.00 net for November 2026"; what recurs may have been charged ahead. */
export const nextWords = (next: Next): string =>
  next.lineCount === 0 && next.nextAheadFrom
    ? `Charged ahead again from ${date(next.nextAheadFrom)}; before that only what changes or is used`
    : `Next invoice from ${date(next.madeOutFrom)}: ${money(next.netMinor, next.currency)} net for ${daysOf(next)}`;

const daysOf = ({ periodStart, periodEnd }: Next): string => invoiceDays(periodStart, periodEnd);

/** When it comes, for which days and to what it comes as things stand; beside it as it is now where that changes. */
export function nextFacts(next: Next | undefined, now: Next | undefined): Fact[] {
  const changed = (say: (of: Next) => string) => {
    if (!next) return null;
    const [then, before] = [say(next), now && say(now)];
    return before && before !== then ? `${then} (now ${before})` : then;
  };
  return [
    ['Next invoice from', changed(({ madeOutFrom }) => date(madeOutFrom))],
    ['For', changed(daysOf)],
    ['It comes to', changed(({ netMinor, currency }) => `${money(netMinor, currency)} net`)],
    ...(next?.nextAheadFrom && !next.inAdvance
      ? [['Charged ahead from', date(next.nextAheadFrom)] as const]
      : []),
  ];
}
