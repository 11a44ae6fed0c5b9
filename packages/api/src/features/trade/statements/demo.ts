import { lastDay, localDate, previousMonth } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { setBillingLetters } from '../billing/index.ts';
import { sendStatement } from './send-statement.ts';

/** Northwind sends e-invoices and monthly statements; Globex has just been sent the one of the month before. */
async function send(demonstration: Demonstration): Promise<void> {
  const reseller = await actAs(demonstration, 'admin@northwind.example');
  await perform(reseller, setBillingLetters, { eInvoice: true, monthlyStatements: true });
  const [globex] = await demonstration.inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
  );
  const month = previousMonth(localDate(demonstration.setting.scopes.clock.now()));
  if (globex)
    await perform(reseller, sendStatement, { customerId: globex.id, from: month.start, to: lastDay(month) });
}

export const demo: DemoPart = { present: send };
