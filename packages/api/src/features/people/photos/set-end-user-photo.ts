import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { lockEndUser } from '../directory/index.ts';
import { keepPhoto } from './keep-photo.ts';
import { photo, photoFile } from './photo.ts';

/** Gives an end user a photo in place of the one they have, or takes it away. [U1] [S59] */
export const setEndUserPhoto = outsideVerb({
  name: 'setEndUserPhoto',
  permission: 'END_USER_WRITE',
  input: input('SetEndUserPhotoInput', { endUserId: id(), photo: photo().nullable() }),
  // The picture is looked at while no connection is held.
  plan: async () => undefined,
  call: async (_planned, { photo: given }, { services }) => given && photoFile(given, services),
  async settle(scope, _planned, file, { endUserId }) {
    const { resellerId, companyId } = await lockEndUser(scope, endUserId);
    const of = { resellerId, companyId, endUserId, membershipId: null };
    const changed = await keepPhoto(scope, of, file);
    const subject = { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId, changed: ['photo'] };
    return { result: endUserId, subject: changed ? subject : null };
  },
});
