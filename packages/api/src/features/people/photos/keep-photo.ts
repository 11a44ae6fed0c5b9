import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { newSecret } from '../identity/index.ts';
import { Photo } from './photo.entity.ts';
import type { PlainPhoto } from './plain-photo.ts';

const ENDING: Record<PlainPhoto['type'], string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** The address of a photo, another one each time: nobody can guess it, and what was there before is gone. */
export const newAddress = ({ type }: PlainPhoto): string => `/photos/${newSecret()}.${ENDING[type]}`;

/** Keeps this file as the photo of whom the columns name; null keeps none. Returns whether anything is different now. */
export async function keepPhoto(
  scope: Scope,
  of: Pick<Photo, 'resellerId' | 'companyId' | 'endUserId' | 'membershipId'>,
  file: PlainPhoto | null,
): Promise<boolean> {
  const gone = await scope.sql(
    'delete from photo where end_user_id is not distinct from $1 and membership_id is not distinct from $2 returning id',
    [of.endUserId, of.membershipId],
  );
  if (file) await scope.insert(Photo, { id: newId(), ...of, ...file, address: newAddress(file) });
  return Boolean(file) || gone.length > 0;
}
