import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockNumbers, subjectOf } from './lock-numbers.ts';

/** Takes out a number that nobody has and that is not in use: entered by mistake, or gone to another provider. */
export const removeNumber = verb({
  name: 'removeNumber',
  permission: 'NUMBER_SUPPLY',
  input: input('RemoveNumberInput', { id: id() }),
  async run(scope, { id: numberId }) {
    const [number] = await lockNumbers(scope, [numberId]);
    if (!number || number.state === 'IN_USE' || number.endUserId)
      throw conflict('This number is somebody’s, or in use. Release it first.', 'id');
    await scope.sql('delete from telephone_number where id = $1', [numberId]);
    return { result: numberId, subject: subjectOf(number) };
  },
});
