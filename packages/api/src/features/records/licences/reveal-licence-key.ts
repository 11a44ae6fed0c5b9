import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Licence, LicenceKey } from './licence.entity.ts';

/** Shows the key of a licence, which is noted in the audit log with who asked. [R2] */
export const revealLicenceKey = verb({
  name: 'revealLicenceKey',
  description: 'The key of a licence; each time is noted in the audit log.',
  permission: 'LICENCE_KEY_REVEAL',
  input: input('RevealLicenceKeyInput', { id: id() }),
  async run(scope, { id: licenceId }) {
    const { resellerId, companyId } = await scope.load(Licence, licenceId);
    const [found] = await scope.sql<{ id: string }>('select id from licence_key where licence_id = $1', [
      licenceId,
    ]);
    if (!found) throw conflict('No key of this licence is kept.', 'id');
    const { value } = await scope.load(LicenceKey, found.id);
    return { result: value, subject: { type: 'Licence', id: licenceId, resellerId, companyId } };
  },
});
