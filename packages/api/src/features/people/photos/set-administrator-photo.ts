import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { lockMembership } from '../identity/index.ts';
import { keepPhoto } from './keep-photo.ts';
import { photo, photoFile } from './photo.ts';

/** Gives an administrator a photo in place of the one they have, or takes it away. [T2] [S59] */
export const setAdministratorPhoto = outsideVerb({
  name: 'setAdministratorPhoto',
  permission: 'MEMBERSHIP_WRITE',
  input: input('SetAdministratorPhotoInput', { membershipId: id(), photo: photo().nullable() }),
  // The picture is looked at while no connection is held.
  plan: async () => undefined,
  call: async (_planned, { photo: given }, { services }) => given && photoFile(given, services),
  async settle(scope, _planned, file, { membershipId }) {
    const { level, resellerId, companyId } = await lockMembership(scope, membershipId);
    if (level === 'END_USER')
      throw conflict('This is an end user: change their entry in the directory.', 'membershipId');
    const of = { resellerId, companyId, endUserId: null, membershipId };
    const changed = await keepPhoto(scope, of, file);
    const subject = { type: 'Membership', id: membershipId, resellerId, companyId, changed: ['photo'] };
    return { result: membershipId, subject: changed ? subject : null };
  },
});
