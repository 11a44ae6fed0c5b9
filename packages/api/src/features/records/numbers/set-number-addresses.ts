import { type BulkOutcome, bulkIds } from '../../../kernel/bulk.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { addressInput } from './add-number.ts';
import { writeAddresses } from './address-rows.ts';
import { lockNumbers, subjectOf } from './lock-numbers.ts';
import { queueConfirmations } from './mail-addresses.ts';

/**
 * Says where numbers are installed. The company has to confirm it, and until it has, what it confirmed before stays in force; what
 * was there before stays in the history. [R1]
 */
export const setNumberAddresses = verb({
  name: 'setNumberAddresses',
  permission: 'NUMBER_WRITE',
  input: input('SetNumberAddressesInput', { ids: bulkIds('number'), address: addressInput }),
  async run(scope, { ids, address }) {
    const numbers = await lockNumbers(scope, ids);
    const gone = numbers.filter(({ state }) => state === 'QUARANTINED');
    const others = numbers.filter(({ state }) => state !== 'QUARANTINED');
    await writeAddresses(
      scope,
      (await who(scope)).name,
      others.map((one) => ({ numberId: one.id, ...address })),
    );
    await queueConfirmations(scope, others);
    const result: BulkOutcome = {
      done: others.length,
      refused: gone.map(({ id, national }) => ({
        id,
        name: national,
        reason: 'Was released and is nobody’s until it is free again.',
      })),
    };
    return { result, subject: others.map((one) => subjectOf(one, ['address'])) };
  },
});
