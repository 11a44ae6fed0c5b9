import { id, line } from '@steward/shared';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { callColumns, timeZone } from './add-call-source.ts';
import { CallSource } from './call.entity.ts';

/** Changes a source; what has been taken in stays as it is. [B1] */
export const updateCallSource = verb({
  name: 'updateCallSource',
  permission: 'CALL_IMPORT',
  input: edit(
    'UpdateCallSourceInput',
    { id: id() },
    { name: line(80).optional(), columns: callColumns.optional(), timeZone: timeZone().optional() },
  ),
  async run(scope, { id: sourceId, known, ...given }) {
    const source = await loadLocked(scope, CallSource, sourceId);
    if (given.columns && source.format !== 'CSV')
      throw invalid('columns', 'Must be left out: this format says itself which column is what.');
    const changed = assign(source, given, known);
    const { resellerId } = source;
    return { result: sourceId, subject: { type: 'CallSource', id: sourceId, resellerId, changed } };
  },
});
