import { id, type PlainDate } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { tariffPublished } from './events.ts';
import { lockTariffVersion } from './tariff-versions.ts';

/**
 * Has a published version hold on no day: on those that it had, the version before it does. It stays, for calls that were charged by
 * it, which change by nothing but being re-rated. CONFLICT for the first, before which there is none. [B2]
 */
export const withdrawTariffVersion = verb({
  name: 'withdrawTariffVersion',
  permission: 'PRICE_LIST_WRITE',
  description:
    'The version before it holds on its days. What was charged is changed by nothing but `rerateCalls`.',
  input: input('WithdrawTariffVersionInput', { versionId: id() }),
  async run(scope, { versionId }) {
    const { state, tariff, validFrom } = await lockTariffVersion(scope, versionId);
    if (state === 'DRAFT') throw conflict('It is a draft: discard it instead.', 'versionId');
    const [held] = await scope.sql<{ until: PlainDate | null }>(
      'select valid_until::text as until from tariff_version where id = $1',
      [versionId],
    );
    const until = held?.until ?? null;
    if (until === validFrom) throw conflict('It holds on no day any more.', 'versionId');
    const [before] = await scope.sql<{ id: string }>(
      `select id from tariff_version
        where tariff_id = $1 and state = 'PUBLISHED' and valid_until = $2 and valid_until > valid_from`,
      [tariff.id, validFrom],
    );
    if (!before)
      throw conflict('There is no version before it: mend the tariff by another one instead.', 'versionId');
    await scope.sql('update tariff_version set valid_until = valid_from where id = $1', [versionId]);
    await scope.sql('update tariff_version set valid_until = $2 where id = $1', [before.id, until]);
    await emit(scope, tariffPublished, { tariffId: tariff.id, resellerId: tariff.resellerId });
    const { id: tariffId, resellerId, name } = tariff;
    return { result: tariffId, subject: { type: 'Tariff', id: tariffId, resellerId, reference: name } };
  },
});
