import { createHash } from 'node:crypto';
import { z } from 'zod';
import { drawablePicture } from '../../../kernel/drawable-picture.ts';

/** A logo may have 200 kB; it is on every page of the console and every invoice. */
export const LOGO_BYTES = 200 * 1024;

const DATA_URL = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/;
/** Base64 of the largest logo, and what stands before it. */
const LARGEST = Math.ceil(LOGO_BYTES / 3) * 4 + 40;
const TOO_LARGE = 'May have at most 200 kB. Choose a smaller picture.';

/** A logo as it is kept: in the form that is drawn on invoices, at an address made of what it holds. */
export interface LogoFile {
  address: string;
  type: 'image/png' | 'image/jpeg';
  bytes: Buffer;
}

/**
 * A logo as a data: URL, which becomes a file. What it holds must be what it says, a whole PNG or JPEG: nothing that a browser
 * would run, and nothing that could not be drawn on an invoice. [T8] [S59] [S63]
 */
export const logo = () =>
  z
    .string()
    .trim()
    .max(LARGEST, { error: TOO_LARGE, abort: true })
    .transform((text, context): LogoFile => {
      const file = fileOf(text);
      if (typeof file !== 'string') return file;
      context.addIssue({ code: 'custom', message: file });
      return z.NEVER;
    });

/** The file, or what is wrong. */
function fileOf(text: string): LogoFile | string {
  const [, kind, base64] = DATA_URL.exec(text) ?? [];
  if ((kind !== 'png' && kind !== 'jpeg') || !base64) return 'Must be a PNG or JPEG picture as a data: URL.';
  const given = Buffer.from(base64, 'base64');
  if (given.length > LOGO_BYTES) return TOO_LARGE;
  const bytes = kindOf(given) === kind && drawablePicture(given);
  if (!bytes) return 'Must be a whole PNG or JPEG picture of up to 4 megapixels.';
  const address = `/logos/${createHash('sha256').update(bytes).digest('hex')}.${kind === 'png' ? 'png' : 'jpg'}`;
  return { address, type: `image/${kind}`, bytes };
}

/** What the first bytes say it is. */
function kindOf(bytes: Buffer): 'png' | 'jpeg' | null {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'png';
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'jpeg' : null;
}
