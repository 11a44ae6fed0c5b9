import { id, line } from '@steward/shared';
import { z } from 'zod';
import { input, nested } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { settleSession } from './settle-session.ts';

const session = nested(
  'CheckoutSessionInput',
  z.object({
    id: line(255),
    url: z.string().nullable(),
    status: z.string().pipe(z.enum(['open', 'complete', 'expired'])),
    paid: z.boolean(),
    amountMinor: z.number().int(),
    currency: z.string(),
    reference: line(255),
  }),
);

/**
 * Takes what a verified event of Stripe says of a session. The event's id is stored in the same transaction, so that it
 * has its effect once, however often it comes. [S69]
 */
export const receiveCardPayment = verb({
  name: 'receiveCardPayment',
  permission: 'system',
  input: input('ReceiveCardPaymentInput', {
    eventId: line(255),
    eventType: line(100),
    resellerId: id(),
    checkoutId: id(),
    session,
  }),
  async run(scope, { eventId, eventType, resellerId, checkoutId, session: facts }) {
    const stored = await scope.sql(
      `insert into stripe_event (id, reseller_id, event_id, type, received_at) values (uuidv7(), $1, $2, $3, $4)
       on conflict (event_id) do nothing returning id`,
      [resellerId, eventId, eventType, scope.now],
    );
    if (!stored.length) return { result: 'UNCHANGED' as const, subject: null };
    const { settlement, subject } = await settleSession(scope, checkoutId, facts, { asked: false });
    return { result: settlement, subject };
  },
});
