import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { setBookkeepingCodes } from './set-bookkeeping-codes.ts';

/** Northwind's bookkeeper tells mail, lines and hosting apart in Xero. */
async function tellSalesApart(demonstration: Demonstration): Promise<void> {
  const reseller = await actAs(demonstration, 'admin@northwind.example');
  if (!reseller) return;
  await perform(reseller, setBookkeepingCodes, {
    target: 'XERO',
    codes: [
      { subject: 'SALES_EMAIL', code: '201' },
      { subject: 'SALES_TELEPHONY', code: '202' },
      { subject: 'SALES_HOSTING', code: '203' },
    ],
  });
}

export const demo: DemoPart = { present: tellSalesApart };
