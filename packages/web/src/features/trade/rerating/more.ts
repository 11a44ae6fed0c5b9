import { IconArrowsExchange } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    Rerating: {
      one: 'Re-rating of calls',
      many: 'Re-ratings of calls',
      icon: IconArrowsExchange,
      page: pageBelow('/reratings', 'COMPANY'),
    },
    ReratingNote: {
      one: 'Note of a re-rating',
      many: 'Notes of re-ratings',
      icon: IconArrowsExchange,
    },
  },
  audit,
};
