import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockLines, subjectOf } from './lock-lines.ts';

/** Takes out a line that was entered by mistake: it has never worked, and nothing has been given to it or to anybody. */
export const removeLine = verb({
  name: 'removeLine',
  permission: 'LINE_WRITE',
  input: input('RemoveLineInput', { id: id() }),
  async run(scope, { id: lineId }) {
    const [line] = await lockLines(scope, [lineId]);
    const [used] = await scope.sql(
      `select from line_range where line_id = $1 union all select from line_holding where line_id = $1 limit 1`,
      [lineId],
    );
    if (line?.state !== 'ORDERED' || used)
      throw conflict(
        'This line has been live, or has had addresses or somebody: say that it has ceased.',
        'id',
      );
    await scope.sql('delete from broadband_line where id = $1', [lineId]);
    return { result: lineId, subject: subjectOf(line) };
  },
});
