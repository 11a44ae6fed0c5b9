import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { setting, today } from '../../../kernel/protection.ts';
import { isToSettle, stands } from './call-warning.entity.ts';

const ofSeller = {
  figures: {
    callWarningsToSettle: `(select count(*) from call_warning w where ${isToSettle('w')})`,
    companiesWithCallsBarred: `(select count(*) from call_warning w where w.reseller_id = ${setting('reseller_id')} and ${stands('w')})`,
  },
};

/** What of calls waits for a person. [B2] */
export const callLimitsAtHome: HomePart = {
  figures: {
    callWarningsToSettle: {
      type: () => Int,
      description: 'Warnings of calls of companies that you sell to, which nobody has looked after.',
    },
    companiesWithCallsBarred: {
      type: () => Int,
      description: 'Companies that you sell to whose outgoing calls are barred.',
    },
    callsBarred: {
      type: () => Boolean,
      description: 'Your outgoing calls are barred until the day is over.',
    },
    callWarningsToday: { type: () => Int, description: 'Warnings of your calls since midnight.' },
  },
  at: {
    PLATFORM: ofSeller,
    RESELLER: ofSeller,
    COMPANY: {
      figures: {
        callsBarred: `exists (select from call_warning w where ${stands('w')})`,
        callWarningsToday: `(select count(*) from call_warning w where timezone('Europe/London', w.created_at)::date = ${today})`,
      },
    },
  },
};
