import { z } from 'zod';
import { invalid } from '../../../kernel/problem.ts';
import type { Services } from '../../../kernel/services.ts';
import '../../../kernel/pictures.ts';
import { type PlainPhoto, plainPhoto } from './plain-photo.ts';

/** A photo may have 100 kB: it is shown small, and many at once. */
const PHOTO_BYTES = 100 * 1024;
const LARGEST = Math.ceil(PHOTO_BYTES / 3) * 4 + 40;
const TOO_LARGE = 'May have at most 100 kB. Choose a smaller picture.';
const NOT_WHOLE = 'Must be a whole JPEG, PNG or WebP picture of up to 1,024 pixels a side, as a data: URL.';
const DATA_URL = /^data:image\/(?:png|jpeg|webp);base64,([A-Za-z0-9+/]+={0,2})$/;

/** A photo as a data: URL; null takes away the one that is there. [S59] */
export const photo = () =>
  z
    .string()
    .trim()
    .max(LARGEST, { error: TOO_LARGE, abort: true })
    .transform((text, context): Buffer => {
      const [, base64 = ''] = DATA_URL.exec(text) ?? [];
      const given = Buffer.from(base64, 'base64');
      if (given.length > 16 && given.length <= PHOTO_BYTES) return given;
      context.addIssue({ code: 'custom', message: given.length > PHOTO_BYTES ? TOO_LARGE : NOT_WHOLE });
      return z.NEVER;
    });

/** The file that is kept of a photo, by what it holds. Throws INVALID_INPUT at `photo` if that is no whole picture. [S59] */
export async function photoFile(given: Buffer, { pictures }: Services): Promise<PlainPhoto> {
  const file = await plainPhoto(given, (png) => pictures.drawable(png));
  if (!file) throw invalid('photo', NOT_WHOLE);
  return file;
}
