import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { BankEntry } from './bank.entity.ts';
import { holdEntry } from './hold-entry.ts';

/** Says that money that came in, or what is left of it, is no customer's payment, and why. It can be booked all the same later. [B7] */
export const putEntryAside = verb({
  name: 'putEntryAside',
  permission: 'PAYMENT_WRITE',
  input: input('PutEntryAsideInput', { entryId: id(), note: prose(300) }),
  async run(scope, { entryId, note }) {
    const { state } = await holdEntry(scope, entryId);
    if (state === 'PUT_ASIDE') throw conflict('This entry is put aside already.', 'entryId');
    const { resellerId } = memberOf(scope.actor);
    const [sealed] = await scope.sealed(BankEntry, [{ id: entryId, resellerId, note }]);
    await scope.sql(
      `update bank_entry set state = 'PUT_ASIDE', note = $2, decided_by_name = $3, decided_at = $4 where id = $1`,
      [entryId, sealed?.note, (await who(scope)).name, scope.now],
    );
    return {
      result: entryId,
      subject: {
        type: 'BankEntry',
        id: entryId,
        resellerId,
        changed: { state: [state, 'PUT_ASIDE'] as const },
      },
    };
  },
});
