import { createHash } from 'node:crypto';
import { z } from 'zod';
import { claimsToBeDrawable } from '../../../kernel/drawable-picture.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Services } from '../../../kernel/services.ts';
import '../../../kernel/pictures.ts';

/** A logo may have 200 kB; it is on every page of the console and every invoice. */
export const LOGO_BYTES = 200 * 1024;

const DATA_URL = /^data:image\/(png|jpeg);base64,([A-Za-z0-9+/]+={0,2})$/;
/** Base64 of the largest logo, and what stands before it. */
const LARGEST = Math.ceil(LOGO_BYTES / 3) * 4 + 40;
const TOO_LARGE = 'May have at most 200 kB. Choose a smaller picture.';
const NOT_WHOLE = 'Must be a whole PNG or JPEG picture of up to 4 megapixels.';

/** A logo as it was sent, and as far as its first bytes tell. */
export interface GivenLogo {
  kind: 'png' | 'jpeg';
  bytes: Buffer;
}

/** A logo as it is kept: in the form that is drawn on invoices, at an address made of what it holds. */
export interface LogoFile {
  address: string;
  type: 'image/png' | 'image/jpeg';
  bytes: Buffer;
}

/**
 * A logo as a data: URL. What it holds must be what it says, a PNG or JPEG: nothing that a browser would run.
 * [T8] [S59] [S63]
 */
export const logo = () =>
  z
    .string()
    .trim()
    .max(LARGEST, { error: TOO_LARGE, abort: true })
    .transform((text, context): GivenLogo => {
      const given = givenBy(text);
      if (typeof given !== 'string') return given;
      context.addIssue({ code: 'custom', message: given });
      return z.NEVER;
    });

/** The file that is kept of a logo. Throws INVALID_INPUT at `logo` if it is no whole picture, which could not be drawn on an invoice. */
export async function logoFile({ kind, bytes: given }: GivenLogo, { pictures }: Services): Promise<LogoFile> {
  const bytes = await pictures.drawable(given);
  if (!bytes) throw invalid('logo', NOT_WHOLE);
  const address = `/logos/${createHash('sha256').update(bytes).digest('hex')}.${kind === 'png' ? 'png' : 'jpg'}`;
  return { address, type: `image/${kind}`, bytes };
}

/** The logo, or what is wrong. */
function givenBy(text: string): GivenLogo | string {
  const [, kind, base64] = DATA_URL.exec(text) ?? [];
  if ((kind !== 'png' && kind !== 'jpeg') || !base64) return 'Must be a PNG or JPEG picture as a data: URL.';
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > LOGO_BYTES) return TOO_LARGE;
  return kindOf(bytes) === kind && claimsToBeDrawable(bytes) ? { kind, bytes } : NOT_WHOLE;
}

/** What the first bytes say it is. */
function kindOf(bytes: Buffer): 'png' | 'jpeg' | null {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])))
    return 'png';
  return bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) ? 'jpeg' : null;
}
