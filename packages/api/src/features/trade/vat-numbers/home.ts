import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { setting } from '../../../kernel/protection.ts';
import { isInDoubt } from './check-conditions.ts';

const figures = {
  vatNumbersInDoubt: `(select count(*) from vat_number_check v where v.issuer_id = ${setting('reseller_id')} and ${isInDoubt('v')})`,
};

/** Customers who are charged no VAT by a number that no register knows. */
export const vatNumbersAtHome: HomePart = {
  figures: {
    vatNumbersInDoubt: {
      type: () => Int,
      description:
        'Customers who are charged no VAT by a number that is not registered, or was not answered for.',
    },
  },
  at: { PLATFORM: { figures }, RESELLER: { figures } },
};
