import { id, optional } from '@steward/shared';
import { loadLocked } from '../../../kernel/assign.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { Licence } from './licence.entity.ts';
import { licenceKey } from './licence-rules.ts';
import { writeKey } from './write-key.ts';

/** Keeps another key of a licence, or none. [R2] [S55] */
export const setLicenceKey = verb({
  name: 'setLicenceKey',
  permission: 'LICENCE_WRITE',
  input: input('SetLicenceKeyInput', { id: id(), key: optional(licenceKey()) }),
  async run(scope, { id: licenceId, key }) {
    const licence = await loadLocked(scope, Licence, licenceId);
    await writeKey(scope, licence, key);
    licence.hasKey = key !== null;
    const { resellerId, companyId } = licence;
    return {
      result: licenceId,
      subject: { type: 'Licence', id: licenceId, resellerId, companyId, changed: ['key'] },
    };
  },
});
