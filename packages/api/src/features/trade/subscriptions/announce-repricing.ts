import { formatDate, formatMoney } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Letter, queueMails } from '../../desk/notifications/index.ts';
import { charged, type Repricing } from './repricing.ts';

interface Administrator {
  customerId: string;
  firstName: string;
  email: string;
  /** Of whom they buy. */
  seller: string;
}

/** Tells those who pay another price from a day on, each customer in one letter. */
export async function announceRepricing(
  scope: Scope,
  moved: readonly Repricing[],
  level: 'PLATFORM' | 'RESELLER',
  publicUrl: string,
): Promise<void> {
  const customerOf = (one: Repricing) =>
    level === 'PLATFORM' && !one.direct ? one.resellerId : one.companyId;
  const customers = Map.groupBy(
    moved.filter((one) => {
      const [before, after] = charged(one, level);
      return before !== after;
    }),
    customerOf,
  );
  const administrators = await scope.sql<Administrator>(
    `select m.first_name as "firstName", m.email, coalesce(m.company_id, m.reseller_id) as "customerId", r.name as seller
       from membership m join reseller r on r.id = $2
       where m.status = 'ACTIVE' and m.lent_to is null
         and (m.level = 'COMPANY' and m.company_id = any ($1) or m.level = 'RESELLER' and m.reseller_id = any ($1))
       order by m.created_at`,
    [[...customers.keys()], memberOf(scope.actor).resellerId],
  );
  const letters = administrators.map(({ customerId, ...to }): Letter => {
    const theirs = customers.get(customerId) as [Repricing, ...Repricing[]];
    const [{ resellerId, companyId, from }] = theirs;
    return {
      resellerId,
      companyId: customerId === companyId ? companyId : null,
      endUserId: null,
      to: to.email,
      subject: `New prices from ${formatDate(from)}`,
      body: [
        `Hello ${to.firstName},`,
        `From ${formatDate(from)} some of your services have another price by the month, without VAT:`,
        linesOf(theirs, level).join('\n'),
        `Your services are here:\n${publicUrl}/subscriptions`,
        to.seller,
      ].join('\n\n'),
    };
  });
  await queueMails(scope, 'newPrices', letters);
}

function linesOf(moved: readonly Repricing[], level: 'PLATFORM' | 'RESELLER'): string[] {
  const quantities = new Map<string, number>();
  for (const one of moved) {
    const [before, after] = charged(one, level);
    const change = `${one.product}: ${formatMoney(after, one.currency)} instead of ${formatMoney(before, one.currency)}`;
    quantities.set(change, (quantities.get(change) ?? 0) + one.quantity);
  }
  return [...quantities].map(([change, quantity]) => `${quantity} × ${change}`);
}
