import { PNG } from 'pngjs';

/** Pixels that are decoded at most; a small file can claim to hold very many. */
const maxPixels = 4_000_000;
/** Pixels of the longer side that are kept: more than paper or a screen shows of a logo, and slow to draw. */
const SIDE = 800;
/** Where a PNG's header says whether its pixels come in passes, which take several times as long to put together. */
const INTERLACING = 28;

/** Whether a file says of itself that it is such a picture, which costs nothing to find out. */
export function claimsToBeDrawable(file: Buffer): boolean {
  const pixels = jpegPixels(file);
  if (pixels !== undefined) return pixels > 0 && pixels <= maxPixels;
  return pngPixels(file) <= maxPixels && file[INTERLACING] === 0;
}

/**
 * The picture in a form that pdfkit draws without fail, or null if it is not a whole PNG in one pass
 * or a JPEG, of up to 4 megapixels.
 *
 * pdfkit reads the pixels of a PNG in a callback, where a damaged one ends the process, and it misreads transparency in
 * small palettes; so a PNG is decoded here and handed over plain, and no larger than is of use.
 */
export function drawablePicture(bytes: Uint8Array): Buffer | null {
  const file = Buffer.from(bytes);
  if (!claimsToBeDrawable(file)) return null;
  if (jpegPixels(file) !== undefined) return file;
  try {
    return PNG.sync.write(shrunk(PNG.sync.read(file)));
  } catch {
    return null;
  }
}

/** The same, as many times smaller as makes it fit; each pixel is the mean of those that it stands for. */
function shrunk(picture: PNG): PNG {
  const by = Math.ceil(Math.max(picture.width, picture.height) / SIDE);
  if (by === 1) return picture;
  const small = new PNG({ width: Math.ceil(picture.width / by), height: Math.ceil(picture.height / by) });
  for (let y = 0; y < small.height; y += 1)
    for (let x = 0; x < small.width; x += 1)
      putMean(small.data, 4 * (y * small.width + x), picture, x * by, y * by, by);
  return small;
}

/** Writes the mean of a square of the picture as one pixel. What is transparent has no part in the colour. */
function putMean(
  to: Buffer,
  at: number,
  { width, height, data }: PNG,
  left: number,
  top: number,
  side: number,
) {
  const right = Math.min(left + side, width);
  const bottom = Math.min(top + side, height);
  let red = 0;
  let green = 0;
  let blue = 0;
  let alpha = 0;
  for (let y = top; y < bottom; y += 1)
    for (let from = 4 * (y * width + left); from < 4 * (y * width + right); from += 4) {
      const weight = data[from + 3] as number;
      red += weight * (data[from] as number);
      green += weight * (data[from + 1] as number);
      blue += weight * (data[from + 2] as number);
      alpha += weight;
    }
  to[at] = Math.round(red / (alpha || 1));
  to[at + 1] = Math.round(green / (alpha || 1));
  to[at + 2] = Math.round(blue / (alpha || 1));
  to[at + 3] = Math.round(alpha / ((right - left) * (bottom - top)));
}

/** What the header of a PNG says; a file that is none is infinitely large. */
function pngPixels(file: Buffer): number {
  const isPng = file.length > 24 && file.toString('latin1', 1, 4) === 'PNG';
  return isPng ? file.readUInt32BE(16) * file.readUInt32BE(20) : Number.POSITIVE_INFINITY;
}

/** What the frame header says, to which the segments lead, if it has one, three or four colours; undefined for no JPEG. */
function jpegPixels(file: Buffer): number | undefined {
  if (file.length < 4 || file.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 10 <= file.length && file[at] === 0xff) {
    const marker = file[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      const coloured = [1, 3, 4].includes(file[at + 9] ?? 0);
      return coloured ? file.readUInt16BE(at + 5) * file.readUInt16BE(at + 7) : undefined;
    }
    at += 2 + file.readUInt16BE(at + 2);
  }
  return undefined;
}
