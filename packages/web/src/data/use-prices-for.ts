import { graphql } from './graphql.ts';
import { useRead } from './use-read.ts';
import { useViewer } from './viewer.ts';

/** What a company pays in. */
export const PaidInDocument = graphql(`
  query PaidIn($id: ID!) {
    company(id: $id) {
      id
      currency
    }
  }
`);

/** A product at the prices of whoever looks. */
interface Priced {
  retailMinor: number | null;
  pricedIn: string;
}

/**
 * What a company pays for products, as far as prices of whoever looks can say so: a seller's are those of its own currency, and say
 * nothing of what a company pays in another. What an order comes to its preview says, in any case. [C2]
 */
export function usePricesFor(companyId: string | undefined): (product: Priced) => number | null {
  const { company } = useViewer();
  const read = useRead(
    PaidInDocument,
    { id: companyId ?? '' },
    { pause: !!company || !companyId, types: ['Company'] },
  );
  const paidIn = read.state === 'ready' ? read.data.company?.currency : undefined;
  return ({ retailMinor, pricedIn }) => (paidIn === undefined || paidIn === pricedIn ? retailMinor : null);
}
