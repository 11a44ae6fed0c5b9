import { date, id, optional, type PlainDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { firstDayOfVersion } from '../prices/index.ts';
import { tariffPublished } from './events.ts';
import { lockTariffVersion } from './tariff-versions.ts';

/**
 * Lets a draft hold from a day on, today or later: whichever version held on that day ends there, and it is never changed
 * afterwards. Calls that no version before it could rate are rated by it. [B2]
 */
export const publishTariff = verb({
  name: 'publishTariff',
  permission: 'PRICE_LIST_WRITE',
  description: 'Calls are charged by the version that was in force when they began.',
  input: input('PublishTariffInput', { versionId: id(), validFrom: optional(date()) }),
  async run(scope, { versionId, validFrom }) {
    const { state, tariff, validFrom: drafted } = await lockTariffVersion(scope, versionId);
    if (state !== 'DRAFT') throw conflict('It has been published already.', 'versionId');
    const from = firstDayOfVersion(scope.now, validFrom ?? drafted);
    const until = await makeRoom(scope, tariff.id, from);
    await scope.sql(
      `update tariff_version set state = 'PUBLISHED', valid_from = $2, valid_until = $3, published_at = $4 where id = $1`,
      [versionId, from, until, scope.now],
    );
    await emit(scope, tariffPublished, { tariffId: tariff.id, resellerId: tariff.resellerId });
    const { id: tariffId, resellerId, name } = tariff;
    return { result: tariffId, subject: { type: 'Tariff', id: tariffId, resellerId, reference: name } };
  },
});

/** Ends what holds on a day there, and says on which day the next version comes; null if none does. */
async function makeRoom(scope: Scope, tariffId: string, from: PlainDate): Promise<PlainDate | null> {
  await scope.sql(
    `update tariff_version set valid_until = $2
      where tariff_id = $1 and state = 'PUBLISHED' and valid_from <= $2 and coalesce(valid_until > $2, true)`,
    [tariffId, from],
  );
  const [next] = await scope.sql<{ day: PlainDate | null }>(
    `select min(valid_from)::text as day from tariff_version
      where tariff_id = $1 and state = 'PUBLISHED' and valid_from > $2 and coalesce(valid_until > valid_from, true)`,
    [tariffId, from],
  );
  return next?.day ?? null;
}
