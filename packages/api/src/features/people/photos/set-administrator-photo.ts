import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMembership } from '../identity/index.ts';
import { keepPhoto } from './keep-photo.ts';
import { photo } from './photo.ts';

/** Gives an administrator a photo in place of the one they have, or takes it away. [T2] [S59] */
export const setAdministratorPhoto = verb({
  name: 'setAdministratorPhoto',
  permission: 'MEMBERSHIP_WRITE',
  input: input('SetAdministratorPhotoInput', { membershipId: id(), photo: photo().nullable() }),
  async run(scope, { membershipId, photo: file }) {
    const { level, resellerId, companyId } = await lockMembership(scope, membershipId);
    if (level === 'END_USER')
      throw conflict('This is an end user: change their entry in the directory.', 'membershipId');
    const of = { resellerId, companyId, endUserId: null, membershipId };
    const changed = await keepPhoto(scope, of, file);
    const subject = { type: 'Membership', id: membershipId, resellerId, companyId, changed: ['photo'] };
    return { result: membershipId, subject: changed ? subject : null };
  },
});
