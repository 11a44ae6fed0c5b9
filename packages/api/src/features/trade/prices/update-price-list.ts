import { id, line } from '@steward/shared';
import { edit } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertFitting, customerFields, forgetCustomers, setCustomers } from './customers.ts';
import { lockList } from './list-versions.ts';

/**
 * Changes what a price list is called and whom it is for. Of those who are named the list names all: who is left out of
 * `companyIds` has the list for everyone again. [C2]
 */
export const updatePriceList = verb({
  name: 'updatePriceList',
  permission: 'PRICE_LIST_WRITE',
  description: 'Says anew whom a list is for; subscriptions that run keep their price.',
  input: edit('UpdatePriceListInput', { id: id() }, { name: line(80).optional(), ...customerFields }),
  async run(scope, { id: listId, known, name, everyone, ...named }) {
    const list = await lockList(scope, listId);
    known?.assertStill(list, { name, everyone });
    assertFitting(list.kind, named);
    const changed = {
      ...(name !== undefined && name !== list.name && { name: [list.name, name] as const }),
      ...(everyone !== undefined &&
        everyone !== list.everyone && { everyone: [list.everyone, everyone] as const }),
    };
    if (Object.keys(changed).length)
      await scope.sql('update price_list set name = $2, everyone = $3 where id = $1', [
        listId,
        name ?? list.name,
        everyone ?? list.everyone,
      ]);
    if (everyone) await forgetCustomers(scope, listId);
    const others = !everyone && (await setCustomers(scope, list, named));
    const { resellerId } = list;
    return {
      result: listId,
      subject:
        others || Object.keys(changed).length
          ? { type: 'PriceList', id: listId, resellerId, reference: name ?? list.name, changed }
          : null,
    };
  },
});
