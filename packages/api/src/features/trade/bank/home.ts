import { Int } from 'type-graphql';
import type { HomePart } from '../../../kernel/feature.ts';
import { setting } from '../../../kernel/protection.ts';
import { isWaiting } from './bank.entity.ts';

const figures = {
  bankEntriesWaiting: `(select count(*) from bank_entry e where e.reseller_id = ${setting('reseller_id')} and ${isWaiting('e')})`,
};

/** Money that came in and waits for a person to say what for. */
export const bankAtHome: HomePart = {
  figures: {
    bankEntriesWaiting: {
      type: () => Int,
      description: 'Entries of the bank account that are not booked yet.',
    },
  },
  at: { PLATFORM: { figures }, RESELLER: { figures } },
};
