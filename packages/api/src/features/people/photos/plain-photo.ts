/** Pixels of the longer side at most; consoles draw it smaller before they send it. */
const SIDE = 1024;

export interface PlainPhoto {
  type: 'image/jpeg' | 'image/png' | 'image/webp';
  bytes: Buffer;
}

/**
 * A photo by what it holds, whatever it is called: a JPEG, PNG or WebP of up to 1,024 pixels a side, without what says where
 * and by which device it was taken, or anything that is hidden after it. Null for anything else. [S59]
 *
 * @param draw draws a PNG anew, which takes a while and is done elsewhere; null for one that is not whole
 */
export async function plainPhoto(
  file: Buffer,
  draw: (png: Buffer) => Promise<Buffer | null>,
): Promise<PlainPhoto | null> {
  if (file.readUInt16BE(0) === 0xffd8) return madeOf('image/jpeg', plainJpeg(file));
  if (file.toString('latin1', 1, 4) === 'PNG')
    return fitsAsPng(file) ? madeOf('image/png', await draw(file)) : null;
  if (file.toString('latin1', 0, 4) === 'RIFF' && file.toString('latin1', 8, 12) === 'WEBP')
    return madeOf('image/webp', plainWebp(file));
  return null;
}

const madeOf = (type: PlainPhoto['type'], bytes: Buffer | null): PlainPhoto | null =>
  bytes && { type, bytes };

const fits = (width: number, height: number): boolean =>
  width > 0 && height > 0 && width <= SIDE && height <= SIDE;

const fitsAsPng = (file: Buffer): boolean =>
  file.length > 32 && fits(file.readUInt32BE(16), file.readUInt32BE(20));

const START_OF_SCAN = 0xda;
const END = 0xd9;
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
/** What cameras and programs note beside the picture; of theirs only JFIF's and Adobe's say how it is drawn. */
const isNote = (marker: number): boolean =>
  marker === 0xfe || (marker >= 0xe1 && marker <= 0xef && marker !== 0xee);

/** The segments that draw the picture, up to its end. */
function plainJpeg(file: Buffer): Buffer | null {
  const kept = [file.subarray(0, 2)];
  let framed = false;
  let at = 2;
  while (at + 4 <= file.length && file[at] === 0xff) {
    const marker = file[at + 1] ?? 0;
    const length = file.readUInt16BE(at + 2);
    const segment = file.subarray(at, at + 2 + length);
    if (length < 2 || segment.length < 2 + length) return null;
    if (isFrame(marker)) {
      if (framed || length < 8 || !fits(segment.readUInt16BE(7), segment.readUInt16BE(5))) return null;
      framed = true;
    }
    if (!isNote(marker)) kept.push(segment);
    at += segment.length;
    if (marker !== START_OF_SCAN) continue;
    const end = endOfScan(file, at);
    kept.push(file.subarray(at, end));
    at = end;
    if (framed && file[at] === 0xff && file[at + 1] === END)
      return Buffer.concat([...kept, file.subarray(at, at + 2)]);
  }
  return null;
}

/** Where the next marker is that neither stands for a byte of the picture nor lets it begin anew. */
function endOfScan(file: Buffer, from: number): number {
  for (let at = from; at + 1 < file.length; at += 1) {
    const next = file[at + 1] ?? 0;
    if (file[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return file.length;
}

const ALPHA = 0x10;
const DRAWN = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH']);

/** The chunks that draw the picture. */
function plainWebp(file: Buffer): Buffer | null {
  const kept: Buffer[] = [];
  let drawn = false;
  let at = 12;
  while (at + 8 <= Math.min(file.length, file.readUInt32LE(4) + 8)) {
    const name = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const padded = length + (length % 2);
    if (at + 8 + length > file.length) return null;
    const chunk = Buffer.alloc(8 + padded);
    file.copy(chunk, 0, at, Math.min(at + 8 + padded, file.length));
    at += 8 + padded;
    if (!DRAWN.has(name)) continue;
    const size = sizeOf(name, chunk.subarray(8));
    if (size && !fits(...size)) return null;
    if (name === 'VP8 ' || name === 'VP8L') {
      if (!size || drawn) return null;
      drawn = true;
    }
    if (name === 'VP8X') chunk[8] = (chunk[8] ?? 0) & ALPHA;
    kept.push(chunk);
  }
  if (!drawn) return null;
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...kept]);
  const head = Buffer.from('RIFF\0\0\0\0', 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** Width and height as a chunk says them; undefined if it says none. */
function sizeOf(name: string, data: Buffer): [number, number] | undefined {
  if (name === 'VP8X' && data.length >= 10) return [data.readUIntLE(4, 3) + 1, data.readUIntLE(7, 3) + 1];
  if (name === 'VP8 ' && data.length >= 10 && data.readUIntBE(3, 3) === 0x9d012a)
    return [data.readUInt16LE(6) & 0x3fff, data.readUInt16LE(8) & 0x3fff];
  if (name !== 'VP8L' || data.length < 5 || data[0] !== 0x2f) return undefined;
  const bits = data.readUInt32LE(1);
  return [(bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1];
}
