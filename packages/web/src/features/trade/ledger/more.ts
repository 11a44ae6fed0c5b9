import { IconBook2 } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

const statement = part(
  () => import('./CustomerStatement.tsx'),
  'CustomerStatement',
  ({ id }: { id: string }) => ({ customerId: id }),
);

export const more: More = {
  audit,
  things: {
    BookkeepingCodes: { one: 'codes of bookkeeping', many: 'codes of bookkeeping', icon: IconBook2 },
  },
  tabs: {
    company: [
      {
        key: 'statement',
        label: 'Statement',
        permission: 'INVOICE_READ',
        levels: SELLERS,
        order: 42,
        content: statement,
      },
    ],
    reseller: [
      {
        key: 'statement',
        label: 'Statement',
        permission: 'INVOICE_READ',
        levels: ['PLATFORM'],
        when: ({ isPlatform }) => !isPlatform,
        order: 32,
        content: statement,
      },
    ],
  },
};
