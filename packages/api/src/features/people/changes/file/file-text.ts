import { isUtf8 } from 'node:buffer';
import { invalid } from '../../../../kernel/problem.ts';

const NEW_LINE = 0x0a;
const SAVE_AS_UTF8 = 'In Excel, save it as “CSV UTF-8 (Comma delimited)”.';

export const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, i) => bytes[i] === byte);

/**
 * The text of a file as UTF-8 without a byte order mark. UTF-8 is taken as it is and UTF-16 if it begins with its mark;
 * anything else could only be guessed and is refused as INVALID_INPUT. [S59] [U2]
 */
export function utf8Text(bytes: Uint8Array): Buffer {
  const text = decoded(bytes);
  if (text.includes(0)) throw invalid('file', `Holds characters that are no text. ${SAVE_AS_UTF8}`);
  return text;
}

function decoded(bytes: Uint8Array): Buffer {
  if (startsWith(bytes, [0xff, 0xfe])) return fromUtf16(bytes, 'utf-16le');
  if (startsWith(bytes, [0xfe, 0xff])) return fromUtf16(bytes, 'utf-16be');
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isUtf8(all)) {
    throw invalid('file', `Must be in UTF-8, but line ${firstForeignLine(all)} is not. ${SAVE_AS_UTF8}`);
  }
  return startsWith(all, [0xef, 0xbb, 0xbf]) ? all.subarray(3) : all;
}

function fromUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Buffer {
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    throw invalid('file', `Begins as UTF-16 but is not. ${SAVE_AS_UTF8}`);
  }
}

/** The first line that is not UTF-8. No byte of a longer character is a line feed, so lines can be looked at one by one. */
function firstForeignLine(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; ; line += 1) {
    const end = bytes.indexOf(NEW_LINE, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
