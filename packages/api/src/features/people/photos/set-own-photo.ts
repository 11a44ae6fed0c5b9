import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { newAddress } from './keep-photo.ts';
import { photo, photoFile } from './photo.ts';

/** Gives oneself a photo, or takes it away, whatever one may do otherwise: an end user's is the directory's. [U4] [S59] */
export const setOwnPhoto = outsideVerb({
  name: 'setOwnPhoto',
  description: 'Returns whether there is a photo now.',
  permission: 'member',
  input: input('SetOwnPhotoInput', { photo: photo().nullable() }),
  // The picture is looked at while no connection is held.
  plan: async () => undefined,
  call: async (_planned, { photo: given }, { services }) => given && photoFile(given, services),
  async settle(scope, _planned, file) {
    const { membershipId, endUserId, resellerId, companyId } = memberOf(scope.actor);
    await scope.sql('select keep_own_photo($1, $2, $3)', [
      file && newAddress(file),
      file?.type ?? null,
      file?.bytes ?? null,
    ]);
    const subject = endUserId
      ? { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId, changed: ['photo'] }
      : { type: 'Membership', id: membershipId, resellerId, companyId, changed: ['photo'] };
    return { result: file !== null, subject };
  },
});
