import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { isIssuedByReader } from '../billing/index.ts';
import { isLeftFailed } from './collecting.list.ts';

const ofIssuer = (row: string): string =>
  `exists (select from invoice v where v.id = ${row}.invoice_id and ${isIssuedByReader('v')})`;

const figures = {
  collectionsLeftFailed: `(select count(*) from collection k where ${isLeftFailed('k')} and ${ofIssuer('k')})`,
  chargebacksToAnswer: `(select count(*) from returned_payment r where r.state = 'OPEN' and ${ofIssuer('r')})`,
};

/** What of collecting waits for a person. */
export const collectingAtHome: HomePart = {
  figures: {
    collectionsLeftFailed: {
      type: () => Int,
      description: 'Of invoices you issued: they failed, and are not tried again by themselves.',
    },
    chargebacksToAnswer: { type: () => Int, description: 'Of payments to you: they can still be answered.' },
  },
  at: { PLATFORM: { figures }, RESELLER: { figures } },
};
