import { addDays, localDate } from '@steward/shared';
import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { takeInStatement } from './take-in-statement.ts';

interface Due {
  number: string;
  customer: string;
  dueMinor: number;
}

const COLUMNS = {
  on: 'Date',
  amount: 'Paid in',
  paidOut: 'Paid out',
  reference: 'Description',
  account: 'Account',
};

/**
 * Northwind has taken in a statement of its bank: a payment whose invoice is sure, one too large and one that has only a name, which are
 * proposed, one that nobody knows, and what it paid itself.
 */
async function takeIn(demonstration: Demonstration): Promise<void> {
  const { inScope, setting } = demonstration;
  const reseller = await actAs(demonstration, 'admin@northwind.example');
  if (!reseller) return;
  const today = localDate(setting.scopes.clock.now());
  const [bank] = await inScope((scope) =>
    scope.sql<{ account: string }>(
      `select (bank->>'sortCode') || ' ' || (bank->>'accountNumber') as account from reseller where name = 'Northwind IT'`,
    ),
  );
  const due = await inScope((scope) =>
    scope.sql<Due>(
      `select i.number, i.buyer->>'name' as customer, (i.total_minor - i.paid_minor)::float8 as "dueMinor"
         from invoice i join reseller r on r.id = i.issuer_id
         where r.name = 'Northwind IT' and i.state in ('OPEN', 'PART_PAID') and i.currency = 'GBP' order by i.number limit 3`,
    ),
  );
  const [sure, over, named] = due;
  if (!bank || !sure) return;
  const pounds = (minor: number): string => (minor / 100).toFixed(2);
  const lines = [
    `${pounds(Math.ceil(sure.dueMinor / 2))},,${sure.customer.toUpperCase()} ${sure.number.replace('-', ' ')}`,
    over && `${pounds(over.dueMinor + 2500)},,${over.customer.toUpperCase()} ${over.number}`,
    named && `${pounds(Math.max(1, Math.floor(named.dueMinor / 3)))},,${named.customer.toUpperCase()} THANKS`,
    '312.40,,J HARGREAVES DEPOSIT',
    ',84.00,BUSINESS BROADBAND',
  ].filter((line): line is string => !!line);
  const file = lines.map((line, i) => `${addDays(today, i - lines.length)},${line},${bank.account}`);
  await perform(reseller, takeInStatement, {
    fileName: `statement-${today}.csv`,
    columns: COLUMNS,
    content: new TextEncoder().encode(['Date,Paid in,Paid out,Description,Account', ...file].join('\n')),
  });
}

export const demo: DemoPart = { present: takeIn };
