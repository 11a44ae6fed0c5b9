import { USUAL_PAYMENT_DAYS } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { plural } from '../../../lib/format.ts';

/** Whose terms are set: of everyone, or of a customer. */
export interface TermsFor {
  name: string;
  customer: { companyId: string } | { resellerId: string } | undefined;
  /** Terms of its own, if it has any; of everyone: theirs. */
  own: { id: string; paymentDays: number } | undefined;
}

/** "within 30 days of issue". */
export const paymentWords = (days: number): string =>
  days === 0 ? 'on the day of issue' : `within ${plural(days, 'day')} of issue`;

const UsualDocument = graphql(`
  query UsualTerms {
    billingTerms(first: 1, filter: { forEveryone: true, issuedByMe: true }) {
      nodes {
        id
        paymentDays
      }
    }
  }
`);

/** In how many days everyone pays who has no terms of their own, and the terms that say so; undefined until it is known. */
export function useUsualTerms(): { paymentDays: number; own: TermsFor['own'] } | undefined {
  const read = useRead(UsualDocument, {}, { types: ['BillingTerms'] });
  if (read.state !== 'ready') return undefined;
  const own = read.data.billingTerms.nodes[0];
  return { paymentDays: own?.paymentDays ?? USUAL_PAYMENT_DAYS, own };
}
