import type { More } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { part } from '../../../frame/slots.tsx';
import { audit } from './audit.ts';

const statement = (company: boolean) =>
  part(
    () => import('./CustomerStatement.tsx'),
    'CustomerStatement',
    ({ id }: { id: string }) => ({ customerId: id, company }),
  );

export const more: More = {
  things: {
    BookkeepingCodes: { one: 'Codes of bookkeeping', many: 'Codes of bookkeeping' },
    BookkeepingExport: { one: 'Export for bookkeeping', many: 'Exports for bookkeeping' },
    SentStatement: { one: 'Statement', many: 'Statements' },
  },
  audit,
  tabs: {
    company: [
      {
        key: 'statement',
        label: 'Statement',
        permission: 'INVOICE_READ',
        levels: SELLERS,
        order: 42,
        content: statement(true),
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
        content: statement(false),
      },
    ],
  },
};
