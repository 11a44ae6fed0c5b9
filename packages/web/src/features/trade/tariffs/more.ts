import { IconPhoneCall } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    Tariff: {
      one: 'Call tariff',
      many: 'Call tariffs',
      icon: IconPhoneCall,
      page: pageBelow('/tariffs', 'COMPANY'),
    },
  },
  audit,
};
