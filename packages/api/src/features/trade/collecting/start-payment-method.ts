import { newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { askForPage, mayAsk, readMethods } from './method-session.ts';
import { bringUpTo } from './settle-method.ts';
import { MethodKind, StoredMethod } from './stored-method.entity.ts';

/**
 * Opens Stripe's page on which a customer enters a card, or a bank account with its mandate, to be kept for what its supplier is
 * owed; the same page again while it can be used. What is entered never passes through here. [B7] [S72]
 */
export const startPaymentMethod = outsideVerb({
  name: 'startPaymentMethod',
  permission: 'INVOICE_PAY',
  input: input('StartPaymentMethodInput', { kind: oneOf(MethodKind), collects: z.boolean() }),
  async plan(scope, { kind, collects }, { payments }) {
    const { resellerId, companyId } = memberOf(scope.actor);
    if (!payments)
      throw conflict('Cards and bank accounts are not taken here. Please pay by bank transfer.', 'kind');
    const { issuerId, currency } = await supplierOf(scope);
    if (kind === 'DIRECT_DEBIT' && currency !== 'GBP')
      throw invalid('kind', 'Direct Debit is in pounds only. Please add a card.');
    // Two at once are given the same page.
    await scope.sql('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `method ${companyId ?? resellerId} ${kind}`,
    ]);
    const underWay = await readMethods(
      scope,
      `m.reseller_id = $1 and m.company_id is not distinct from $2 and m.issuer_id = $3 and m.kind = $4 and m.collects = $5
         and m.state in ('STARTED', 'OPEN')`,
      [resellerId, companyId, issuerId, kind, collects],
    );
    const usable = underWay.find((method) => mayAsk(method, scope.now));
    return { stripe: payments.stripe, method: usable ?? (await store(scope, { issuerId, kind, collects })) };
  },
  async call({ stripe, method }, _input, setting) {
    if (method.state !== 'STARTED') return null;
    try {
      return await askForPage(stripe, method, setting.services.publicUrl);
    } catch (error) {
      setting.log.error(
        { err: error, requestId: setting.requestId, methodId: method.id },
        'payment method: Stripe opens no page',
      );
      throw new Problem('INTERNAL', 'The page cannot be opened right now. Please try again in a minute.');
    }
  },
  async settle(scope, { method: { id: methodId, resellerId, companyId } }, facts) {
    const subject = facts ? await bringUpTo(scope, methodId, facts) : null;
    return {
      result: methodId,
      subject: subject && { type: 'StoredMethod', id: methodId, resellerId, companyId },
    };
  },
});

/** To whom a customer owes: a company to its reseller, a reseller to the operator. */
async function supplierOf(scope: Scope): Promise<{ issuerId: string; currency: string }> {
  const { resellerId, companyId } = memberOf(scope.actor);
  const [found] = await scope.sql<{ issuerId: string; currency: string }>(
    companyId
      ? 'select reseller_id as "issuerId", currency from company where id = $1'
      : 'select (select o.id from operator() o) as "issuerId", currency from reseller where id = $1',
    [companyId ?? resellerId],
  );
  if (!found) throw new Error('Whoever is signed in does not see their own tenant.');
  return found;
}

async function store(scope: Scope, given: Pick<StoredMethod, 'issuerId' | 'kind' | 'collects'>) {
  const { resellerId, companyId } = memberOf(scope.actor);
  const id = newId();
  await scope.insert(StoredMethod, {
    id,
    resellerId,
    companyId,
    ...given,
    state: 'STARTED',
    idempotencyKey: `method-${id}`,
    stripeSessionId: null,
    url: null,
    stripeCustomerId: null,
    stripeMethodId: null,
    stripeMandateId: null,
    brand: null,
    last4: null,
    goodUntil: null,
    mandateReference: null,
    mandateUrl: null,
    trouble: null,
    createdAt: scope.now,
    endedAt: null,
  });
  const [method] = await readMethods(scope, 'm.id = $1', [id]);
  if (!method) throw new Error('A method that was stored cannot be read.');
  return method;
}
