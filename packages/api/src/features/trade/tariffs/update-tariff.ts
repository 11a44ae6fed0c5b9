import { id, line } from '@steward/shared';
import { z } from 'zod';
import { edit } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockTariff } from './tariff-versions.ts';

/** Changes what a tariff is called, and whether everyone has it who has none of their own. [B2] */
export const updateTariff = verb({
  name: 'updateTariff',
  permission: 'PRICE_LIST_WRITE',
  input: edit(
    'UpdateTariffInput',
    { id: id() },
    { name: line(80).optional(), everyone: z.boolean().optional() },
  ),
  async run(scope, { id: tariffId, known, name, everyone }) {
    const tariff = await lockTariff(scope, tariffId);
    known?.assertStill(tariff, { name, everyone });
    const changed = {
      ...(name !== undefined && name !== tariff.name && { name: [tariff.name, name] as const }),
      ...(everyone !== undefined &&
        everyone !== tariff.everyone && { everyone: [tariff.everyone, everyone] as const }),
    };
    const some = Object.keys(changed).length > 0;
    if (some)
      await scope.sql('update tariff set name = $2, everyone = $3 where id = $1', [
        tariffId,
        name ?? tariff.name,
        everyone ?? tariff.everyone,
      ]);
    const { resellerId } = tariff;
    return {
      result: tariffId,
      subject: some
        ? { type: 'Tariff', id: tariffId, resellerId, reference: name ?? tariff.name, changed }
        : null,
    };
  },
});
