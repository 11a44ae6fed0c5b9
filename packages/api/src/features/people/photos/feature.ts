import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { EndUser } from '../directory/index.ts';
import { Membership, viewerField } from '../identity/index.ts';
import { heldPhoto } from './held-photo.ts';
import { Photo } from './photo.entity.ts';
import { photoRoute } from './photo.route.ts';
import photosSql from './photos.sql?raw';
import { setAdministratorPhoto } from './set-administrator-photo.ts';
import { setEndUserPhoto } from './set-end-user-photo.ts';
import { setOwnPhoto } from './set-own-photo.ts';

const ADDRESS = {
  nullable: true,
  description: 'The address of their photo, which is another one when it changes.',
} as const;

export const photosFeature = feature({
  name: 'people/photos',
  needs: ['people/identity', 'people/directory'],
  tables: [Photo],
  sql: [photosSql],
  verbs: [
    mutation(setEndUserPhoto, EndUser),
    mutation(setAdministratorPhoto, Membership),
    plainMutation(setOwnPhoto, () => Boolean),
  ],
  routes: [photoRoute],
  fields: [
    viewerField(
      'photo',
      () => String,
      'select p.address from photo p where p.membership_id = m.id or p.end_user_id = m.end_user_id',
      { nullable: true },
    ),
    added(
      EndUser,
      'photo',
      Computed(
        () => String,
        (row) => `select p.address from photo p where p.end_user_id = ${row}.id`,
        ADDRESS,
      ),
    ),
    added(
      Membership,
      'photo',
      Computed(
        () => String,
        (row) =>
          `select p.address from photo p where p.membership_id = ${row}.id or p.end_user_id = ${row}.end_user_id`,
        ADDRESS,
      ),
    ),
  ],
  holds: [heldPhoto],
});
