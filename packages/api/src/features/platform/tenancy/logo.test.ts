import { PNG } from 'pngjs';
import { afterAll, describe, expect, test } from 'vitest';
import { Pictures } from '../../../kernel/pictures.ts';
import type { Services } from '../../../kernel/services.ts';
import { LOGO_BYTES, logo, logoFile } from './logo.ts';

const pictures = new Pictures();
afterAll(() => pictures.close());

const png = PNG.sync.write(new PNG({ width: 8, height: 8, fill: true }));
/** A JPEG as far as its frame header: 8 bits, 16 × 32, three colours. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xc0, 0, 17, 8, 0, 32, 0, 16, 3, 0, 0]);
const url = (type: string, bytes: Buffer): string => `data:image/${type};base64,${bytes.toString('base64')}`;
const fileOf = (text: string) => logoFile(logo().parse(text), { pictures } as Services);
const messageFor = (text: string): string | undefined => logo().safeParse(text).error?.issues[0]?.message;

describe('[S59] [S63] a logo', () => {
  test('is taken as PNG and as JPEG, and gets an address made of what it holds', async () => {
    const address = (ending: string) =>
      expect.stringMatching(new RegExp(`^/logos/[0-9a-f]{64}\\.${ending}$`));
    expect(await fileOf(url('png', png))).toMatchObject({ address: address('png'), type: 'image/png' });
    expect(await fileOf(` ${url('jpeg', jpeg)}\n`)).toEqual({
      address: address('jpg'),
      type: 'image/jpeg',
      bytes: jpeg,
    });
    expect(await fileOf(url('png', png))).toEqual(await fileOf(url('png', png)));
  });

  test.each([
    ['another type', url('svg+xml', Buffer.from('<svg onload="alert(1)"/>'))],
    ['a web address', 'https://example.com/logo.png'],
    ['no base64', 'data:image/png,abc'],
    ['parameters that hide a type', `data:image/png;text/html;base64,${png.toString('base64')}`],
    ['nothing', 'data:image/png;base64,'],
  ])('is refused as %s', (_what, text) => {
    expect(messageFor(text)).toBe('Must be a PNG or JPEG picture as a data: URL.');
  });

  test.each([
    ['an SVG that calls itself PNG', url('png', Buffer.from('<svg onload="alert(1)"/>'))],
    ['a JPEG that calls itself PNG', url('png', jpeg)],
    ['a PNG with something in front', url('png', Buffer.concat([Buffer.from('x'), png]))],
  ])('is refused when it is %s', (_what, text) => {
    expect(messageFor(text)).toContain('whole PNG or JPEG');
  });

  test('is refused when it is half a PNG, which is found out in another thread', async () => {
    await expect(fileOf(url('png', png.subarray(0, 40)))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      fields: [{ path: 'logo', message: 'Must be a whole PNG or JPEG picture of up to 4 megapixels.' }],
    });
  });

  test('may have 200 kB and not a byte more', () => {
    const padded = (bytes: number) => url('jpeg', Buffer.concat([jpeg, Buffer.alloc(bytes - jpeg.length)]));
    expect(messageFor(padded(LOGO_BYTES))).toBeUndefined();
    expect(messageFor(padded(LOGO_BYTES + 1))).toContain('at most 200 kB');
    expect(messageFor(padded(LOGO_BYTES * 3))).toContain('at most 200 kB');
  });
});
