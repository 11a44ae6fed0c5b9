import { addDays, date, localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/**
 * Notes Bank Rate as it stood on 31 December for the half-year from 1 January, or on 30 June for that from 1 July; again in place
 * of what was noted. [B7]
 */
export const recordReferenceRate = verb({
  name: 'recordReferenceRate',
  permission: 'REFERENCE_RATE_WRITE',
  description: 'Bank Rate on the eve of a half-year, by which interest on late payment in it is reckoned.',
  input: input('RecordReferenceRateInput', {
    halfYear: date(),
    rateBp: z
      .number()
      .int('Must be hundredths of a per cent, such as 475 for 4.75 %.')
      .min(0, 'Must be at least 0.')
      .max(10_000, 'May be at most 10000.'),
  }),
  async run(scope, { halfYear, rateBp }) {
    if (!/-0[17]-01$/.test(halfYear)) throw invalid('halfYear', 'Must be 1 January or 1 July.');
    // It is fixed on the eve.
    if (halfYear > addDays(localDate(scope.now), 1))
      throw invalid('halfYear', 'Must not be later: a rate is fixed on the day before its half-year.');
    const [before] = await scope.sql<{ id: string; rateBp: number }>(
      'select id, rate_bp as "rateBp" from reference_rate where half_year = $1 for update',
      [halfYear],
    );
    if (before?.rateBp === rateBp) return { result: before.id, subject: null };
    const [kept] = await scope.sql<{ id: string }>(
      `insert into reference_rate (id, half_year, rate_bp, updated_at) values ($1, $2, $3, $4)
         on conflict (half_year) do update set rate_bp = excluded.rate_bp, updated_at = excluded.updated_at returning id`,
      [newId(), halfYear, rateBp, scope.now],
    );
    const { id } = kept as { id: string };
    const { resellerId } = memberOf(scope.actor);
    scope.hint({ kind: 'ReferenceRate', id });
    return {
      result: id,
      subject: {
        type: 'ReferenceRate',
        id,
        resellerId,
        reference: halfYear,
        changed: { rateBp: [before?.rateBp ?? null, rateBp] as const },
      },
    };
  },
});
