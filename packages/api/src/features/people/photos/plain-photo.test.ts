import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { drawablePicture } from '../../../kernel/drawable-picture.ts';
import { jpegOf, webpOf } from './factory.ts';
import { plainPhoto } from './plain-photo.ts';

const WHERE = Buffer.from('GPS 51.5 N');
const plain = (file: Buffer) => plainPhoto(file, async (given) => drawablePicture(given));
const png = (side: number) => PNG.sync.write(new PNG({ width: side, height: side, fill: true }));

describe('plainPhoto', () => {
  test('[S59] keeps a JPEG without what says where it was taken, or what is hidden after it', async () => {
    const kept = await plain(Buffer.concat([jpegOf(64, WHERE), WHERE]));
    expect(kept?.type).toBe('image/jpeg');
    expect(kept?.bytes.equals(jpegOf(64))).toBe(true);
  });

  test('[S59] keeps a WebP without what says where it was taken', async () => {
    const kept = await plain(Buffer.concat([webpOf(64, WHERE), WHERE]));
    expect(kept?.type).toBe('image/webp');
    expect(kept?.bytes.includes(WHERE)).toBe(false);
    expect((await plain(kept?.bytes as Buffer))?.bytes.equals(kept?.bytes as Buffer)).toBe(true);
  });

  test('[S59] draws a PNG anew', async () => {
    const kept = await plain(png(32));
    expect(kept?.type).toBe('image/png');
    expect(PNG.sync.read(kept?.bytes as Buffer)).toMatchObject({ width: 32, height: 32 });
  });

  test.each([
    ['a JPEG that is too large', jpegOf(2_000)],
    ['a WebP that is too large', webpOf(2_000)],
    ['a PNG that is too large', png(1_025)],
    ['a PNG with something hidden after it', Buffer.concat([png(32), WHERE])],
    ['a JPEG that is cut short', jpegOf(64).subarray(0, -8)],
    ['a WebP that is cut short', webpOf(64).subarray(0, 24)],
    ['a picture of another kind', Buffer.from('GIF89a, which moves about')],
    ['markup that a browser would run', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['only the beginning of a JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.alloc(30)])],
  ])('[S59] refuses %s', async (_what, file) => {
    expect(await plain(file)).toBeNull();
  });
});
