import { crc32 } from 'node:zlib';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { drawablePicture } from './drawable-picture.ts';

const png = PNG.sync.write(new PNG({ width: 8, height: 8, fill: true }));

/** A JPEG as far as its frame header: 8 bits, 16 × 32, and so many colours. */
function jpeg(colours: number): Buffer {
  return Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 17, 8, 0, 32, 0, 16, colours, 0, 0]);
}

describe('[S59] a logo', () => {
  it('is taken as PNG or JPEG', () => {
    const read = PNG.sync.read(drawablePicture(png) ?? Buffer.alloc(0));
    expect([read.width, read.height]).toEqual([8, 8]);
    expect(drawablePicture(jpeg(3))).toEqual(jpeg(3));
  });

  it('is kept no larger than is of use, in the colours that it has', () => {
    const large = new PNG({ width: 2000, height: 500 });
    for (let at = 0; at < large.data.length; at += 4) {
      // Every second pixel is transparent, and none of it shows.
      large.data.set((at / 4) % 2 ? [255, 255, 255, 0] : [200, 40, 10, 255], at);
    }
    const read = PNG.sync.read(drawablePicture(PNG.sync.write(large)) ?? Buffer.alloc(0));
    expect([read.width, read.height]).toEqual([667, 167]);
    const seen = new Set(
      Array.from({ length: 667 * 167 }, (_unused, n) => [...read.data.subarray(4 * n, 4 * n + 3)].join()),
    );
    expect(seen).toEqual(new Set(['200,40,10']));
    expect(read.data[3]).toBe(170); // six of nine
  });

  it('is refused when any byte of its pixels is damaged', () => {
    const start = png.indexOf('IDAT') + 4;
    const end = png.indexOf('IEND') - 4;
    for (let at = start; at < end; at += 1) {
      const damaged = Buffer.from(png);
      damaged[at] = (damaged[at] ?? 0) ^ 0x55;
      expect(drawablePicture(damaged), `byte ${at}`).toBeNull();
    }
  });

  it('is refused when it is cut off anywhere before its last chunk', () => {
    for (let length = 0; length < png.indexOf('IEND') - 4; length += 1) {
      expect(drawablePicture(png.subarray(0, length)), `${length} bytes`).toBeNull();
    }
  });

  it('is refused when it claims to be enormous', () => {
    const enormous = Buffer.from(png);
    enormous.writeUInt32BE(100_000, 16);
    enormous.writeUInt32BE(100_000, 20);
    expect(drawablePicture(enormous)).toBeNull();
  });

  it('is refused when its frame is enormous, or its pixels come in passes', () => {
    const enormous = jpeg(3);
    enormous.writeUInt16BE(40_000, 13);
    enormous.writeUInt16BE(40_000, 15);
    expect(drawablePicture(enormous)).toBeNull();
    const interlaced = Buffer.from(png);
    interlaced[28] = 1;
    interlaced.writeUInt32BE(crc32(interlaced.subarray(12, 29)), 29);
    expect(drawablePicture(interlaced)).toBeNull();
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a JPEG that ends before its frame', jpeg(3).subarray(0, 12)],
    ['a JPEG of five colours', jpeg(5)],
    ['a JPEG without an end to its first segment', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0])],
  ])('is refused when it is %s', (_, file) => {
    expect(drawablePicture(file)).toBeNull();
  });
});
