import { z } from 'zod';
import { type PlainPhoto, plainPhoto } from './plain-photo.ts';

/** A photo may have 100 kB: it is shown small, and many at once. */
const PHOTO_BYTES = 100 * 1024;
const LARGEST = Math.ceil(PHOTO_BYTES / 3) * 4 + 40;
const TOO_LARGE = 'May have at most 100 kB. Choose a smaller picture.';
const DATA_URL = /^data:image\/(?:png|jpeg|webp);base64,([A-Za-z0-9+/]+={0,2})$/;

/** A photo as a data: URL, which becomes a file by what it holds; null takes away the one that is there. [S59] */
export const photo = () =>
  z
    .string()
    .trim()
    .max(LARGEST, { error: TOO_LARGE, abort: true })
    .transform((text, context): PlainPhoto => {
      const [, base64 = ''] = DATA_URL.exec(text) ?? [];
      const given = Buffer.from(base64, 'base64');
      const file = given.length > 16 && given.length <= PHOTO_BYTES ? plainPhoto(given) : null;
      if (file) return file;
      const message =
        given.length > PHOTO_BYTES
          ? TOO_LARGE
          : 'Must be a whole JPEG, PNG or WebP picture of up to 1,024 pixels a side, as a data: URL.';
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });
