import { id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../../kernel/input.ts';
import { job } from '../../../../kernel/jobs.ts';
import { outsideVerb, perform } from '../../../../kernel/verb.ts';
import { endOf, noteText, Undeliverable } from '../../../desk/notifications/index.ts';
import { Membership } from '../membership.entity.ts';
import { hashTemporaryPassword, newTemporaryPassword } from './temporary-password.ts';

const textOf = (password: string, brand: string): string =>
  `${password} is your temporary password for Steward, for half an hour and once. Nobody of ${brand} will ask you for it.`;

/**
 * Hands a temporary password to the gateway for text messages, or puts the message in the outbox where none is configured. Every try
 * makes another password, so that none is kept anywhere but as a hash; staff see that it was sent, to a number that ends like
 * this, and not what it says, except in the demonstration. [I4] [S43]
 */
export const textTemporaryPassword = outsideVerb({
  name: 'textTemporaryPassword',
  permission: 'system',
  input: input('TextTemporaryPasswordInput', { resellerId: id(), passwordId: id() }),
  async plan(scope, { passwordId }) {
    const password = newTemporaryPassword();
    const [issued] = await scope.sql<{
      membership_id: string;
      company_id: string | null;
      end_user_id: string | null;
      brand_name: string;
    }>('select * from issue_temporary_password($1, $2, $3)', [
      passwordId,
      hashTemporaryPassword(password),
      scope.now,
    ]);
    if (!issued) return null;
    const { mobile } = await scope.load(Membership, issued.membership_id);
    if (!mobile) return null;
    const [allowed] = await scope.sql<{ wait: Date | null }>(
      'select take_mail_allowance($1, 1, $2) as wait',
      [mobile, scope.now],
    );
    return { issued, password, mobile, tooMany: Boolean(allowed?.wait) };
  },
  async call(planned, _input, { services }) {
    if (!planned) return null;
    const { issued, password, mobile, tooMany } = planned;
    try {
      if (tooMany)
        throw new Undeliverable('Too many messages have gone to this number. Try again in an hour.');
      return await services.texter.send(mobile, textOf(password, issued.brand_name));
    } catch (error) {
      return error as Error;
    }
  },
  async settle(scope, planned, outcome, { resellerId, passwordId }, { texter }) {
    if (!planned || outcome === null) return { result: true, subject: null };
    const { issued, password, mobile } = planned;
    const tenancy = { resellerId, companyId: issued.company_id, endUserId: issued.end_user_id };
    const refused = outcome instanceof Error;
    await noteText(scope, {
      ...tenancy,
      id: passwordId,
      to: endOf(mobile),
      subject: 'Temporary password',
      body:
        outcome === 'OUTBOX' ? textOf(texter.shows ? password : '••••-••••-••••', issued.brand_name) : null,
      cause: 'temporaryPassword',
      state: refused ? 'FAILED' : outcome,
      error: refused ? outcome.message.slice(0, 500) : null,
    });
    return {
      result: !refused || outcome instanceof Undeliverable,
      subject: refused ? null : { type: 'Membership', id: issued.membership_id, ...tenancy },
    };
  },
});

/** Added in the database, for people and for addresses that are nobody's. */
export const textTemporaryPasswordJob = job({
  name: 'text-temporary-password',
  for: 'tenant',
  does: [textTemporaryPassword],
  payload: z.object({ resellerId: z.string(), passwordId: z.string() }),
  async run(setting, payload) {
    const done = await perform(setting, textTemporaryPassword, payload);
    if (!done) throw new Error('The gateway did not take the message; it will be tried again.');
  },
});
