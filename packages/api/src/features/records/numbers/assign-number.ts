import { clearable, id } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertOfCompany } from '../stock/index.ts';
import { TelephoneNumber } from './number.entity.ts';

/** Gives a number to a person, and says to which service it belongs; null takes it from them, what is left out stays. [R2] */
export const assignNumber = verb({
  name: 'assignNumber',
  permission: 'NUMBER_WRITE',
  input: input('AssignNumberInput', {
    id: id(),
    endUserId: clearable(id()),
    subscriptionId: clearable(id()),
  }),
  async run(scope, { id: numberId, ...given }) {
    const number = await loadLocked(scope, TelephoneNumber, numberId);
    if (number.state === 'QUARANTINED')
      throw conflict('This number was released and is nobody’s until it is free again.', 'id');
    await assertOfCompany(scope, number.companyId, given);
    const before = number.endUserId;
    const changed = assign(number, given, undefined);
    const { resellerId, companyId } = number;
    const endUserId = number.endUserId ?? before;
    const subject = { type: 'TelephoneNumber', id: numberId, resellerId, companyId, endUserId };
    return { result: numberId, subject: changed ? { ...subject, changed } : null };
  },
});
