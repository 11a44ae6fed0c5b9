import { id } from '@steward/shared';
import { z } from 'zod';
import type { Subject } from '../../../kernel/audit.ts';
import { input } from '../../../kernel/input.ts';
import { job } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb, perform } from '../../../kernel/verb.ts';
import { dropAnnounced } from './announced.ts';
import {
  askAboutMethod,
  askForPage,
  type MethodFacts,
  type MethodRow,
  mayAsk,
  readMethods,
} from './method-session.ts';

/** Asks Stripe what became of a card or bank account and settles that: answers and events that were lost do no harm. [S70] [S73] */
export const settleMethod = outsideVerb({
  name: 'settleMethod',
  permission: 'system',
  input: input('SettleMethodInput', { methodId: id() }),
  async plan(scope, { methodId }, { payments }) {
    const [method] = await readMethods(
      scope,
      `m.id = $1 and m.state not in ('EXPIRED', 'FAILED', 'REMOVED')`,
      [methodId],
    );
    return method && payments ? { method, stripe: payments.stripe, now: scope.now } : null;
  },
  async call(planned, _input, { services }): Promise<MethodFacts | null> {
    if (!planned) return null;
    const { stripe, method, now } = planned;
    if (method.sessionId || method.methodId) return askAboutMethod(stripe, method);
    return mayAsk(method, now) ? askForPage(stripe, method, services.publicUrl) : { page: 'EXPIRED' };
  },
  async settle(scope, planned, facts) {
    if (!planned || !facts) return { result: null, subject: null };
    return { result: null, subject: await bringUpTo(scope, planned.method.id, facts) };
  },
});

/** Brings a method up to what Stripe says of it, in whatever order and however often it is said. [S70] */
export async function bringUpTo(scope: Scope, methodId: string, facts: MethodFacts): Promise<Subject | null> {
  const [method] = await readMethods(
    scope,
    `m.id = $1 and m.state not in ('EXPIRED', 'FAILED', 'REMOVED')`,
    [methodId],
    'for update',
  );
  if (!method) return null;
  const { resellerId, companyId } = method;
  const noted = (): Subject => {
    scope.hint({ kind: 'StoredMethod', id: methodId, resellerId, companyId });
    return { type: 'StoredMethod', id: methodId, resellerId, companyId };
  };
  if (facts.page === 'OPEN') {
    if (method.state !== 'STARTED') return null;
    await scope.sql(
      `update stored_method set state = 'OPEN', stripe_session_id = $2, url = $3 where id = $1`,
      [methodId, facts.sessionId, facts.url],
    );
    return noted();
  }
  if (facts.page === 'EXPIRED' || !facts.kept || !facts.kept.customerId) {
    const state = facts.page === 'EXPIRED' ? 'EXPIRED' : 'FAILED';
    await endMethod(scope, method, state, 'It was not accepted.');
    return noted();
  }
  const { kept } = facts;
  if (kept.state === 'FAILED') {
    await endMethod(scope, method, 'FAILED', 'Its holder or bank has ended the authority to collect.');
    return noted();
  }
  if (method.collects && method.state !== 'ACTIVE' && method.state !== 'PENDING')
    await stopOthers(scope, method);
  await scope.sql(
    `update stored_method set state = $2, stripe_session_id = $3, stripe_customer_id = $4, stripe_method_id = $5, stripe_mandate_id = $6,
        brand = $7, last4 = $8, good_until = $9, mandate_reference = $10, mandate_url = $11, url = null where id = $1`,
    [
      methodId,
      kept.state,
      facts.sessionId,
      kept.customerId,
      kept.methodId,
      kept.mandateId,
      kept.brand,
      kept.last4,
      kept.goodUntil,
      kept.mandateReference,
      kept.mandateUrl,
    ],
  );
  return method.state === kept.state ? null : noted();
}

/** Nothing is collected from it any more, nor what was announced. */
export async function endMethod(
  scope: Scope,
  { id: methodId }: Pick<MethodRow, 'id'>,
  state: 'EXPIRED' | 'FAILED' | 'REMOVED',
  trouble: string | null,
): Promise<void> {
  await scope.sql(
    'update stored_method set state = $2, trouble = $3, collects = false, url = null, ended_at = $4 where id = $1',
    [methodId, state, state === 'FAILED' ? trouble : null, scope.now],
  );
  await dropAnnounced(scope, 'method_id = $1', [methodId]);
}

/** What is due to an issuer is collected from one method of a customer. */
export async function stopOthers(
  scope: Scope,
  {
    id: methodId,
    issuerId,
    resellerId,
    companyId,
  }: Pick<MethodRow, 'id' | 'issuerId' | 'resellerId' | 'companyId'>,
): Promise<void> {
  const others = await scope.sql<{ id: string }>(
    `update stored_method set collects = false where id <> $1 and issuer_id = $2 and reseller_id = $3
        and company_id is not distinct from $4 and collects and state in ('PENDING', 'ACTIVE') returning id`,
    [methodId, issuerId, resellerId, companyId],
  );
  await dropAnnounced(scope, 'method_id = any($1)', [others.map(({ id: other }) => other)]);
}

export const settleMethodJob = job({
  name: 'settle-method',
  for: 'tenant',
  does: [settleMethod],
  lane: 'stripe',
  payload: z.object({ resellerId: z.string(), methodId: z.string() }),
  run: async (setting, { methodId }) => void (await perform(setting, settleMethod, { methodId })),
});
