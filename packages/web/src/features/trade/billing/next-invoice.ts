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

/** "1 Dec 2026, £300.00 net for November 2026". */
export const nextWords = ({ madeOutFrom, periodStart, periodEnd, netMinor, currency }: Next): string =>
  `${date(madeOutFrom)}, ${money(netMinor, currency)} net for ${invoiceDays(periodStart, periodEnd)}`;

/** When it comes, for which days and to what it comes as things stand; each as it is now where that changes. */
export function nextFacts(next: Next | undefined, now: Next | undefined): Fact[] {
  const changed = (word: (of: Next) => string) => {
    if (!next) return null;
    const [then, before] = [word(next), now && word(now)];
    return before && before !== then ? `${then}, not ${before}` : then;
  };
  return [
    ['Next invoice from', changed(({ madeOutFrom }) => date(madeOutFrom))],
    ['For', changed(({ periodStart, periodEnd }) => invoiceDays(periodStart, periodEnd))],
    ['It comes to', changed(({ netMinor, currency }) => `${money(netMinor, currency)} net`)],
    ...(next?.nextAheadFrom && !next.inAdvance
      ? [['Charged ahead from', date(next.nextAheadFrom)] as const]
      : []),
  ];
}
