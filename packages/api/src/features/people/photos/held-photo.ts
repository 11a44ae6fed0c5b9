import type { Held } from '../../../kernel/holding.ts';

/** Their picture, which goes with the entry in the directory. [U5] */
export const heldPhoto: Held = {
  kind: 'PHOTO',
  label: 'Photo',
  tables: ['photo'],
  permission: 'END_USER_WRITE',
  choices: [['KEEP', 'Stays with their entry']],
  held: `select p.id, 'Photo' as name, null as detail, 'Can be removed on their page' as fixed from photo p where p.end_user_id = $1`,
};
