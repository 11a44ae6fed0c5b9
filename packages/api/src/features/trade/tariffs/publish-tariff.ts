import { date, id, optional } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { emit } from '../../../kernel/jobs.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { firstDayOfVersion } from '../prices/index.ts';
import { tariffPublished } from './events.ts';
import { holdFrom, lockTariffVersion } from './tariff-versions.ts';

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
    await holdFrom(scope, tariff.id, versionId, from);
    await emit(scope, tariffPublished, { tariffId: tariff.id, resellerId: tariff.resellerId });
    const { id: tariffId, resellerId, name } = tariff;
    return { result: tariffId, subject: { type: 'Tariff', id: tariffId, resellerId, reference: name } };
  },
});
