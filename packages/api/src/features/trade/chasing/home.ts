import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { isIssuedByReader, isOpen } from '../billing/index.ts';
import { isComing, isToTalkTo, stands } from './chasing-conditions.ts';

const figures = {
  disputesToSettle: `(select count(*) from invoice_pause z join invoice i on i.id = z.invoice_id
    where z.kind = 'DISPUTE' and z.ended_at is null and ${isIssuedByReader('i')} and ${isOpen('i')})`,
  customersToTalkTo: `(select count(distinct coalesce(m.company_id, m.reseller_id)) from invoice_reminder m where ${isToTalkTo('m')})`,
  customersRestricted: `(select count(distinct coalesce(x.company_id, x.reseller_id)) from restriction x where ${isIssuedByReader('x')} and ${stands('x')})`,
};
/** What whoever asks is restricted by, or is to be. */
const ofReader = (condition: string) => ({
  suspendedForDebt: `exists (select from restriction x where x.kind = 'SUSPENSION' and ${stands('x')} and ${condition})`,
  restrictedForDebt: `exists (select from restriction x where ${stands('x')} and ${condition})`,
  restrictionsFrom: `(select min(x.takes_effect_on) from restriction x where ${isComing('x')} and ${condition})`,
});
const ofReseller = ofReader(`x.company_id is null and not ${isIssuedByReader('x')}`);

/** What of chasing waits for a person. */
export const chasingAtHome: HomePart = {
  figures: {
    disputesToSettle: { type: () => Int, description: 'Of invoices you issued, that are not paid.' },
    customersToTalkTo: {
      type: () => Int,
      description: 'Customers who have not paid in spite of the last reminder, nor promised to.',
    },
    customersRestricted: {
      type: () => Int,
      description:
        'Customers who can order nothing new, or whose services are suspended, until they pay you.',
    },
    suspendedForDebt: {
      type: () => Boolean,
      description: 'Your own services are suspended for what you owe.',
    },
    restrictedForDebt: {
      type: () => Boolean,
      description: 'You can order nothing new for what you owe.',
    },
    restrictionsFrom: {
      type: () => GraphQLDate,
      description: 'The first day on which more is restricted if you have not paid by then.',
    },
  },
  at: {
    PLATFORM: { figures },
    RESELLER: { figures: { ...figures, ...ofReseller } },
    COMPANY: { figures: ofReader('true') },
  },
};
