import { formatDate, localDate, month, monthPeriod, newId, sumMinor } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { announceInvoices } from './announce-invoices.ts';
import { type Billed, billIssuer } from './bill-issuer.ts';
import { BillingRun } from './billing-run.entity.ts';
import { issuersOf } from './issuer.ts';

/**
 * Makes out the invoices of a month that is over, prorated to the day: staff for the platform and every reseller, a
 * reseller's administrator for its own companies. All of it or nothing; once more makes only what is missing. [B4]
 */
export const runBilling = verb({
  name: 'runBilling',
  permission: 'BILLING_RUN',
  input: input('RunBillingInput', { period: month() }),
  async run(scope, { period }, { publicUrl }) {
    const days = monthPeriod(period);
    if (localDate(scope.now) < days.endExclusive) {
      throw invalid(
        'period',
        `The month is not over yet: it can be billed from ${formatDate(days.endExclusive)}.`,
      );
    }
    const issuers = await issuersOf(scope);
    const billed: Billed[] = [];
    for (const issuer of issuers) {
      billed.push(
        await billIssuer(scope, issuer, days, (invoices) =>
          announceInvoices(scope, invoices, days, publicUrl),
        ),
      );
    }
    const [own] = issuers;
    if (!own) throw new Error('Whoever runs the billing sees no issuer.');
    const id = newId();
    const { actor } = scope;
    await scope.insert(BillingRun, {
      id,
      resellerId: own.id,
      period,
      state: 'DONE',
      invoiceCount: billed.reduce((count, { invoiceCount }) => count + invoiceCount, 0),
      totalMinor: sumMinor(billed.map(({ totalMinor }) => totalMinor)),
      startedBy: actor.kind === 'member' ? actor.membershipId : null,
      createdAt: scope.now,
      finishedAt: scope.now,
    });
    return { result: id, subject: { type: 'BillingRun', id, resellerId: own.id, reference: period } };
  },
});
