import { dayLimitMinor, formatMoney, id, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { Currency } from '../../platform/tenancy/index.ts';
import { type SaidLimits, sellersLimits } from './limits-of.ts';
import { watchCallsJob } from './watch-calls.ts';

/**
 * Says what calls may come to in a day before it is warned, and before outgoing calls are barred: a seller of all its companies that
 * have a currency, or of one; a company of itself, never more than its seller says. [B2]
 */
export const setCallLimits = verb({
  name: 'setCallLimits',
  permission: 'CALL_LIMIT_WRITE',
  description:
    'Sellers say it for all companies of a currency if they name none; a company for itself, no higher than its seller. It holds at once, for what has been called today, too.',
  input: input('SetCallLimitsInput', {
    companyId: optional(id()),
    currency: oneOf(Currency).nullish(),
    warnMinor: dayLimitMinor().nullish(),
    barMinor: dayLimitMinor().nullish(),
  }),
  async run(scope, { companyId, currency, warnMinor = null, barMinor = null }) {
    if (warnMinor !== null && barMinor !== null && warnMinor > barMinor)
      throw invalid('warnMinor', 'Must not be above the limit that bars.');
    const said: SaidLimits = { warnMinor, barMinor };
    const whose = await whoseLimits(scope, companyId, currency ?? null, said);
    const one = whose.companyId !== null;
    if (warnMinor === null && barMinor === null && (whose.own || !one))
      throw invalid('warnMinor', 'Must be filled in, or else the limit that bars.');
    const [had] = await scope.sql<SaidLimits>(
      `select warn_minor as "warnMinor", bar_minor as "barMinor" from call_limit
        where reseller_id = $1 and company_id is not distinct from $2 and own = $3 and ($2 is not null or currency = $4) for update`,
      [whose.resellerId, whose.companyId, whose.own, whose.currency],
    );
    const [set] = await scope.sql<{ id: string }>(
      `insert into call_limit (id, reseller_id, company_id, own, currency, warn_minor, bar_minor, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict ${one ? '(company_id, own) where company_id is not null' : '(reseller_id, currency) where company_id is null'}
          do update set warn_minor = excluded.warn_minor, bar_minor = excluded.bar_minor
        returning id`,
      [newId(), whose.resellerId, whose.companyId, whose.own, whose.currency, warnMinor, barMinor, scope.now],
    );
    const { id: limitId } = set as { id: string };
    if (had && had.warnMinor === warnMinor && had.barMinor === barMinor)
      return { result: limitId, subject: null };
    await enqueue(scope, watchCallsJob, { resellerId: whose.resellerId });
    const tenancy = { resellerId: whose.resellerId, companyId: whose.companyId };
    scope.hint({ kind: 'CallLimit', id: limitId, ...tenancy });
    return {
      result: limitId,
      subject: {
        type: 'CallLimit',
        id: limitId,
        ...tenancy,
        changed: {
          warnMinor: [had?.warnMinor ?? null, warnMinor] as const,
          barMinor: [had?.barMinor ?? null, barMinor] as const,
        },
      },
    };
  },
});

interface Whose {
  resellerId: string;
  companyId: string | null;
  currency: string;
  own: boolean;
}

/** Whose limits are set: NOT_FOUND for companies that whoever acts does not sell to, INVALID_INPUT for more than the seller lets. */
async function whoseLimits(
  scope: Scope,
  companyId: string | null,
  currency: string | null,
  said: SaidLimits,
): Promise<Whose> {
  const member = memberOf(scope.actor);
  const own = member.level === 'COMPANY';
  const wanted = own ? (companyId ?? member.companyId) : companyId;
  if (!wanted) {
    const [seller] = await scope.sql<{ currency: string }>('select currency from reseller where id = $1', [
      member.resellerId,
    ]);
    return {
      resellerId: member.resellerId,
      companyId: null,
      currency: currency ?? seller?.currency ?? 'GBP',
      own,
    };
  }
  const limits = await sellersLimits(scope, wanted);
  if (!limits || limits.resellerId !== member.resellerId) throw notFound('company');
  if (currency !== null && currency !== limits.currency)
    throw invalid('currency', `Must be ${limits.currency}, in which the company is billed, or left out.`);
  if (own) assertNotHigher(said, limits, limits.currency);
  return { resellerId: limits.resellerId, companyId: wanted, currency: limits.currency, own };
}

function assertNotHigher(said: SaidLimits, seller: SaidLimits, currency: string): void {
  for (const field of ['warnMinor', 'barMinor'] as const) {
    const most = seller[field];
    if (most !== null && said[field] !== null && said[field] > most)
      throw invalid(field, `May be at most ${formatMoney(most, currency)}, as your provider has set it.`);
  }
}
