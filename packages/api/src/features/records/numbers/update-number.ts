import { clearable, id, line } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { TelephoneNumber } from './number.entity.ts';

/** Says what a number is for. [R2] */
export const updateNumber = verb({
  name: 'updateNumber',
  permission: 'NUMBER_WRITE',
  input: edit('UpdateNumberInput', { id: id() }, { label: clearable(line(80)) }),
  async run(scope, { id: numberId, known, ...given }) {
    const number = await loadLocked(scope, TelephoneNumber, numberId);
    const changed = assign(number, given, known);
    const { resellerId, companyId, endUserId } = number;
    const subject = { type: 'TelephoneNumber', id: numberId, resellerId, companyId, endUserId };
    return { result: numberId, subject: changed ? { ...subject, changed } : null };
  },
});
