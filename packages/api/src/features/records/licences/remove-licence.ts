import { id } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Licence } from './licence.entity.ts';

/** Takes out a licence that was entered by mistake: nobody has had a seat of it. */
export const removeLicence = verb({
  name: 'removeLicence',
  permission: 'LICENCE_WRITE',
  input: input('RemoveLicenceInput', { id: id() }),
  async run(scope, { id: licenceId }) {
    const { resellerId, companyId } = await loadLocked(scope, Licence, licenceId);
    const held = await scope.sql('select from licence_seat where licence_id = $1 limit 1', [licenceId]);
    if (held.length)
      throw conflict('Somebody has had a seat of this licence: it stays in the records.', 'id');
    await scope.sql('delete from licence_key where licence_id = $1', [licenceId]);
    await scope.sql('delete from licence where id = $1', [licenceId]);
    return { result: licenceId, subject: { type: 'Licence', id: licenceId, resellerId, companyId } };
  },
});
