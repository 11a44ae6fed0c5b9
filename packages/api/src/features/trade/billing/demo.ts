import { addDays, monthOf } from '@steward/shared';
import type { DemoPart, PastDemonstration } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { finishBilling } from './bill-customers.ts';
import { recordExchangeRate } from './record-exchange-rate.ts';
import { runBilling } from './run-billing.ts';

/** What a pound was in euros, as HMRC has it; good enough for any month of a demonstration. */
const PER_POUND = ['1.1534', '1.1489'];

/** Northwind has noted what a pound is in euros, and invoiced the company that pays in them: its VAT is said in pounds, too. */
async function billInEuros(demonstration: PastDemonstration): Promise<void> {
  const first = `${monthOf(demonstration.today)}-01`;
  const months = [monthOf(first), monthOf(addDays(first, -1))];
  await demonstration.asStaffAt(first, '09:00:00');
  const northwind = await actAs(demonstration, 'admin@northwind.example');
  for (const [i, perPound] of PER_POUND.entries())
    await perform(northwind, recordExchangeRate, { currency: 'EUR', month: months[i] ?? '', perPound });
  await perform(northwind, runBilling, { period: months[1] ?? '' });
  await finishBilling(demonstration.setting);
}

export const demo: DemoPart = { past: billInEuros };
