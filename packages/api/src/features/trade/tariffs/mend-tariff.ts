import { addDays, date, formatDate, id, localDate, type PlainDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { conflict, invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { tariffPublished } from './events.ts';
import { holdFrom, lockTariffVersion } from './tariff-versions.ts';

/**
 * Lets a draft hold from a day that has passed, until the version after it does: what held on those days is replaced. Calls that
 * were charged by it stay as they were charged until they are re-rated. [B2]
 */
export const mendTariff = verb({
  name: 'mendTariff',
  permission: 'PRICE_LIST_WRITE',
  description:
    'Publishes a draft for days that have passed. What was charged is changed by nothing but `rerateCalls`.',
  input: input('MendTariffInput', { versionId: id(), validFrom: date() }),
  async run(scope, { versionId, validFrom }) {
    const { state, tariff } = await lockTariffVersion(scope, versionId);
    if (state !== 'DRAFT') throw conflict('It has been published already.', 'versionId');
    const first = await firstDayOf(scope, tariff.id);
    if (!first) throw conflict('This tariff has never held: publish it instead.', 'versionId');
    const last = addDays(localDate(scope.now), -1);
    if (first > last)
      throw conflict('This tariff has not held on a day yet: publish it instead.', 'versionId');
    if (validFrom < first || validFrom > last)
      throw invalid('validFrom', `Must be between ${formatDate(first)} and ${formatDate(last)}.`);
    await holdFrom(scope, tariff.id, versionId, validFrom);
    await emit(scope, tariffPublished, { tariffId: tariff.id, resellerId: tariff.resellerId });
    const { id: tariffId, resellerId, name } = tariff;
    return { result: tariffId, subject: { type: 'Tariff', id: tariffId, resellerId, reference: name } };
  },
});

/** The day on which a tariff first held. */
async function firstDayOf(scope: Scope, tariffId: string): Promise<PlainDate | null> {
  const [row] = await scope.sql<{ first: PlainDate | null }>(
    `select min(valid_from)::text as first from tariff_version where tariff_id = $1 and state = 'PUBLISHED'`,
    [tariffId],
  );
  return row?.first ?? null;
}
