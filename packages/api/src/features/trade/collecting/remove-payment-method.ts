import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { enqueue, job } from '../../../kernel/jobs.ts';
import { outsideVerb, perform, verb } from '../../../kernel/verb.ts';
import { readMethods } from './method-session.ts';
import { holdOwnMethod } from './own-method.ts';
import { endMethod } from './settle-method.ts';
import { isMissing } from './stripe-facts.ts';

/** Has Stripe forget a card or bank account. What is on its way from the bank still comes in; nothing else is collected from it. [B7] */
export const removePaymentMethod = verb({
  name: 'removePaymentMethod',
  permission: 'INVOICE_PAY',
  input: input('RemovePaymentMethodInput', { id: id() }),
  async run(scope, { id: methodId }) {
    const method = await holdOwnMethod(scope, methodId);
    await endMethod(scope, method, 'REMOVED', null);
    const { resellerId, companyId } = method;
    await enqueue(scope, forgetMethodJob, { resellerId, methodId });
    scope.hint({ kind: 'StoredMethod', id: methodId, resellerId, companyId });
    return { result: methodId, subject: { type: 'StoredMethod', id: methodId, resellerId, companyId } };
  },
});

/** Tells Stripe that a method was removed here; that it is gone there already is as well. */
export const forgetMethod = outsideVerb({
  name: 'forgetMethod',
  permission: 'system',
  input: input('ForgetMethodInput', { methodId: id() }),
  async plan(scope, { methodId }, { payments }) {
    const [method] = await readMethods(scope, `m.id = $1 and m.state = 'REMOVED'`, [methodId]);
    return method?.methodId && payments ? { stripe: payments.stripe, stripeId: method.methodId } : null;
  },
  async call(planned) {
    if (!planned) return;
    try {
      await planned.stripe.paymentMethods.detach(planned.stripeId);
    } catch (error) {
      // What is not attached to a customer is refused; so is what is not known.
      if (!isMissing(error) && !isRefused(error)) throw error;
    }
  },
  settle: async () => ({ result: null, subject: null }),
});

const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'type' in error && error.type === 'StripeInvalidRequestError';

export const forgetMethodJob = job({
  name: 'forget-method',
  for: 'tenant',
  does: [forgetMethod],
  lane: 'stripe',
  payload: z.object({ resellerId: z.string(), methodId: z.string() }),
  run: async (setting, { methodId }) => void (await perform(setting, forgetMethod, { methodId })),
});
