import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { isIssuedByReader, isOpen } from '../billing/index.ts';
import { isToTalkTo } from './chasing-conditions.ts';

const figures = {
  disputesToSettle: `(select count(*) from invoice_pause z join invoice i on i.id = z.invoice_id
    where z.kind = 'DISPUTE' and z.ended_at is null and ${isIssuedByReader('i')} and ${isOpen('i')})`,
  customersToTalkTo: `(select count(distinct coalesce(m.company_id, m.reseller_id)) from invoice_reminder m where ${isToTalkTo('m')})`,
};

/** What of chasing waits for a person. */
export const chasingAtHome: HomePart = {
  figures: {
    disputesToSettle: { type: () => Int, description: 'Of invoices you issued, that are not paid.' },
    customersToTalkTo: {
      type: () => Int,
      description: 'Customers who have not paid in spite of the last reminder, nor promised to.',
    },
  },
  at: { PLATFORM: { figures }, RESELLER: { figures } },
};
