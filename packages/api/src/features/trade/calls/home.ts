import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';

/** More than so many are as many as that: nobody works them off one by one. */
const MOST = 100_000;
const waiting = {
  figures: {
    callsWaiting: `(select count(*) from (select from call_record c where c.state in ('UNRATED', 'UNKNOWN') limit ${MOST}) w)`,
  },
};

/** Calls that nobody is charged for yet. [B2] */
export const callsAtHome: HomePart = {
  figures: {
    callsWaiting: {
      type: () => Int,
      description: 'Calls without a price: no tariff knows the number, or neither number is a customer’s.',
    },
  },
  at: { PLATFORM: waiting, RESELLER: waiting },
};
