import { monthOf, newId, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { askedCalls, askedFields } from './asked-calls.ts';
import { rerateCallsJob } from './rerate-next.ts';

/**
 * Has calls of some days rated anew that were charged by a version which does not hold any more. A job does it: what waits for an
 * invoice moves by the difference, invoices stay, and each gets a note proposed. Former ratings are kept. CONFLICT if there are no such
 * calls, or if another re-rating is under way. [B2]
 */
export const rerateCalls = verb({
  name: 'rerateCalls',
  permission: 'CREDIT_NOTE_WRITE',
  description: 'What it will come to is said by `previewRerating` before. `reason` is what its notes say.',
  input: input('RerateCallsInput', { ...askedFields, reason: prose(500) }),
  async run(scope, { reason, ...given }) {
    const { side, tariffId, companyId, currency, about, calls, firstDay, lastDay } = await askedCalls(
      scope,
      given,
    );
    if (!calls)
      throw conflict(
        'All calls of these days are rated by the versions that hold: there is nothing to do.',
        'firstDay',
      );
    const { resellerId } = memberOf(scope.actor);
    const reratingId = newId();
    await scope.sql(
      `insert into rerating (id, reseller_id, side, tariff_id, customer_company_id, about, currency, first_day, last_day, reason, state, calls,
           month, started_by_name, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'RUNNING', $11, $12, $13, $14)`,
      [
        reratingId,
        resellerId,
        side,
        tariffId,
        companyId,
        about,
        currency,
        firstDay,
        lastDay,
        reason,
        calls,
        `${monthOf(firstDay)}-01`,
        (await who(scope)).name,
        scope.now,
      ],
    );
    await enqueue(scope, rerateCallsJob, { resellerId, reratingId });
    return {
      result: reratingId,
      subject: { type: 'Rerating', id: reratingId, resellerId, reference: about },
    };
  },
});
