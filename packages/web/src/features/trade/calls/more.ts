import { IconFileImport, IconPhoneCall, IconServer2 } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

export const more: More = {
  things: {
    CallRecord: { one: 'Call', many: 'Calls', icon: IconPhoneCall },
    CallImport: { one: 'Import of calls', many: 'Imports of calls', icon: IconFileImport },
    CallSource: { one: 'Source of calls', many: 'Sources of calls', icon: IconServer2 },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'calls',
        label: 'Calls',
        permission: 'CALL_READ',
        levels: SELLERS,
        order: 43,
        content: part(
          () => import('./CallList.tsx'),
          'CallList',
          ({ id }) => ({ of: { companyId: id } }),
        ),
      },
    ],
    endUser: [
      {
        key: 'calls',
        label: 'Calls',
        permission: 'CALL_READ',
        order: 45,
        content: part(
          () => import('./CallList.tsx'),
          'CallList',
          ({ id }) => ({ of: { endUserId: id } }),
        ),
      },
    ],
  },
  cards: {
    invoice: [
      {
        key: 'calls',
        permission: 'CALL_READ',
        order: 10,
        content: part(
          () => import('./InvoicedCalls.tsx'),
          'InvoicedCalls',
          ({ id }) => ({ invoiceId: id }),
        ),
      },
    ],
  },
};
