import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockNumbers, subjectOf } from './lock-numbers.ts';

/** Takes out a number that was entered by mistake: nobody has had it, and nothing was said of where it is installed. */
export const removeNumber = verb({
  name: 'removeNumber',
  permission: 'NUMBER_SUPPLY',
  input: input('RemoveNumberInput', { id: id() }),
  async run(scope, { id: numberId }) {
    const [number] = await lockNumbers(scope, [numberId]);
    const [used] = await scope.sql(
      `select from emergency_address where telephone_number_id = $1
       union all select from number_holding where telephone_number_id = $1 limit 1`,
      [numberId],
    );
    if (!number || used)
      throw conflict(
        'Somebody has had this number, or it has had an address: it stays in the records.',
        'id',
      );
    await scope.sql('delete from telephone_number where id = $1', [numberId]);
    return { result: numberId, subject: subjectOf(number) };
  },
});
