import { date, formatDate, id, line, localDate, moneyMinor } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertEnough, noteUse } from './note-use.ts';
import { holdOverpayment, subjectOfOverpayment } from './overpayments.ts';

/** Notes that what a customer paid too much, or a part of it, was sent back by transfer. [B7] */
export const refundOverpayment = verb({
  name: 'refundOverpayment',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('RefundOverpaymentInput', {
    overpaymentId: id(),
    amountMinor: moneyMinor(),
    paidOn: date(),
    reference: line(100),
  }),
  async run(scope, { overpaymentId, amountMinor, paidOn, reference }) {
    const credit = await holdOverpayment(scope, overpaymentId);
    assertEnough(credit, amountMinor, 'overpayment', 'overpaymentId');
    if (paidOn > localDate(scope.now))
      throw invalid('paidOn', `Must not be later than today, ${formatDate(localDate(scope.now))}.`);
    await noteUse(scope, credit, { paymentId: null, amountMinor, on: paidOn, reference });
    return { result: overpaymentId, subject: subjectOfOverpayment(credit) };
  },
});
